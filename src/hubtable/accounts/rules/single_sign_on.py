"""Who comes in by single sign-on, and when the provider's second step counts for ours.

Sources: OpenID Connect Core 1.0, sections 2 (`acr`, `amr`), 5.1 (`email_verified`) and 5.7
(`sub` is the only identifier that stays; an address may be given to somebody else).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubtable.kernel.verdict import YES, Verdict, no


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider an installation trusts. `second_factor`: words of `amr` or `acr` that count."""

    name: str
    issuer: str
    client_id: str
    secret: str
    second_factor: frozenset[str]
    only: bool

    @property
    def complete(self) -> bool:
        """Whether all that a sign-in needs is set."""
        return all((self.name, self.issuer, self.client_id, self.secret))


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of somebody who comes from the provider.

    `linked`: this very person came before; `open`: their account is; `address_verified`: the
    provider says that the address is theirs; `account`: the address has an account; `taken`: that
    account belongs to somebody else at the provider; `invited`: an invitation to it is open.
    """

    linked: bool
    open: bool
    address_verified: bool
    account: bool
    taken: bool
    invited: bool


def admitted(known: Known) -> Verdict:
    """Say whether somebody whom the provider vouches for comes in.

    Whoever came before is known by `sub` and needs no address. The first time, the address must
    be verified, and lead to an account or an invitation that nobody else at the provider has.
    """
    if known.linked:
        return YES if known.open else no("closed", "This account is closed.")
    if not known.address_verified:
        return no(
            "unverified",
            "Your sign-in does not say that your e-mail address was checked, so it cannot be"
            " matched with an account here. Tell your IT.",
        )
    if known.taken:
        return no(
            "another_person",
            "This e-mail address belongs to somebody else's account here. If it was handed on to"
            " you, ask your Hub's administrator for an account of your own. If it was always"
            " yours, tell whoever runs this installation.",
        )
    if not known.account and not known.invited:
        return no(
            "not_invited",
            "There is no account for you here. Your Hub's administrator invites you by e-mail.",
        )
    return YES


def verified(claims: Mapping[str, Any]) -> bool:
    """Say whether the provider vouches for the address.

    Some write `email_verified` as text. Entra ID never sends it and says the same of addresses of
    its own directory by the optional claim `xms_edov`, where true may also be written as 1.
    """
    said = (claims.get("email_verified"), claims.get("xms_edov"))
    return any(str(one).lower() in {"true", "1"} for one in said)


def second_factor_shown(claims: Mapping[str, Any], wanted: frozenset[str]) -> bool:
    """Say whether the ID token tells of a second factor, by one of the wanted words."""
    methods = claims.get("amr")
    listed = methods if isinstance(methods, list) else []
    said = {str(one) for one in (*listed, claims.get("acr", ""))}
    return bool(said & wanted)
