"""Ties a person at the city's provider to an account: by `sub`, never by address alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from hubtable.accounts.actions.inviting import accept_by_address, is_invited, one_at_a_time
from hubtable.accounts.models import User
from hubtable.accounts.rules.single_sign_on import Known, admitted
from hubtable.audit.actions.recording import record_account


def sign_on(*, at: datetime, issuer: str, subject: str, address: str) -> UUID:
    """Return the account of somebody the provider vouches for; the first time, tie it to them.

    `address`: the e-mail address the provider verified, empty when it verified none. An open
    invitation to it is used up.

    :raises Refused: when nobody invited them, the address is somebody else's, or it is closed.
    """
    email = address.strip().lower()
    with transaction.atomic(using="auth"):
        one_at_a_time(email)
        link = _ties(provider=issuer, uid=subject).first()
        user = link.user if link else User.objects.filter(email=email).first() if email else None
        _admit(at, email, link, user)
        if link:
            return UUID(str(link.user_id))
        account = user.pk if user else accept_by_address(at=at, email=email)
        SocialAccount.objects.create(user_id=account, provider=issuer, uid=subject, extra_data={})
        record_account(verb="single_sign_on_tied", user=account, at=at)
    return UUID(str(account))


def untie(*, at: datetime, email: str) -> bool:
    """Forget who at the provider an account belongs to; say whether there was anybody.

    The next person who comes with this verified address gets the account: only whoever runs the
    installation may do this, after making sure who that is.
    """
    with transaction.atomic(using="auth"):
        tie = _ties(user__email=email.strip().lower()).first()
        if tie is None:
            return False
        tie.delete()
        record_account(
            verb="single_sign_on_untied", user=tie.user_id, at=at, detail={"by": "installation"}
        )
    return True


def _admit(at: datetime, email: str, link: SocialAccount | None, user: User | None) -> None:
    known = Known(
        linked=link is not None,
        open=user is not None and user.is_active,
        address_verified=bool(email),
        account=user is not None,
        taken=user is not None and _ties(user=user).exists(),
        invited=bool(email) and is_invited(at=at, email=email),
    )
    admitted(known).or_refuse()


def _ties(**which: Any) -> Any:
    return SocialAccount.objects.select_related("user").filter(**which)
