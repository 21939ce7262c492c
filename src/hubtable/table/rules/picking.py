"""Whom the originating agency may tell about one person, and what it must say (filter 3).

The same conditions stand in the lock (`lock.tell`, `lock.relies`, `lock.barred`); here they say why
in words, before anything is sent. Source: process.md, identifying, Minors, Protected sources.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from hubtable.hubs.rules.bases import Basis
from hubtable.hubs.rules.policies import NamesRound, Regime
from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.later_words import Manner, Told

SECTORS = {"Policing": Told.POLICE, "Education": Told.SCHOOL, "Child welfare": Told.CHILD_WELFARE}
"""Sector of an agency → who of `must not be told` it is."""

EMERGENCY = "ferpa_emergency"
PURPOSE = "Names serve to help. They are not to investigate, arrest, evict, cut benefits or enforce immigration law."  # fmt: skip  # noqa: E501
MANNERS = {
    NamesRound.SILENT: Manner.SCREEN,
    NamesRound.SMALL_ROOM: Manner.SPOKEN,
    NamesRound.WHOLE_TABLE: Manner.SPOKEN,
}
"""Mode of the table → how names are given, unless the agency chooses otherwise."""


@dataclass(frozen=True, slots=True)
class Hearer:
    """An agency of the table that could be told, as the Hub knows it."""

    id: UUID
    name: str
    sector: str
    regimes: frozenset[str]
    protected: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent of one person that is in force. `recipients` are delegations."""

    id: UUID
    written: bool
    recipients: frozenset[UUID]

    def names(self, who: UUID, *, signed: bool = False) -> bool:
        """Whether it names this recipient; `signed` asks for a written one."""
        return who in self.recipients and (self.written or not signed)


@dataclass(frozen=True, slots=True)
class Party:
    """A person (or place) of the own agency's, as far as telling depends on it."""

    protected: bool
    named: bool
    """Whether a name is kept, sealed."""
    must_not: frozenset[str] = field(default=frozenset())
    declined: bool = False


def barred(party: Party, who: Hearer) -> Verdict:
    """Whether an agency is one that must not be told; nothing can be chosen that changes it."""
    if party.declined:
        return no("declined", "Said no: nobody else is told.")
    told = SECTORS.get(who.sector)
    if told and told in party.must_not:
        return no("must_not", f"{told.label} must not be told, as your agency noted.")
    return YES


def needs_written(party: Party, who: Hearer) -> bool:
    """Whether only a written consent that names the agency opens filter 3, in both directions."""
    return party.protected or who.protected


def may_tell(
    party: Party, who: Hearer, own: Collection[str], ground: Basis, agreed: Agreement | None
) -> Verdict:
    """Whether one agency may be told of one person. `own` are the regimes of who tells.

    `agreed` is a consent in force that names the agency, if the telling is to rest on it.
    """
    if not (bar := barred(party, who)):
        return bar
    signed = agreed is not None and agreed.names(who.id, signed=True)
    if needs_written(party, who) and not signed:
        return no("needs_consent", "Only with a written consent that names this agency.")
    if ground.written and not signed:
        return no("basis_needs_consent", f"“{ground.label}” needs a written consent naming it.")
    school = Regime.FERPA in own and SECTORS.get(who.sector) is Told.POLICE
    if school and agreed is None and ground.code != EMERGENCY:
        return no("school", "School records go to police only with consent or in an emergency.")
    return YES


def may_show(parties: Collection[Party], manner: Manner) -> Verdict:
    """Whether these persons can be told in this manner: on screen only what is kept."""
    if manner is Manner.SCREEN and not all(party.named for party in parties):
        return no("no_name_kept", "No name is kept here to show. Tell it, hand it over or phone.")
    return YES


def manners(*, kept: bool) -> tuple[Manner, ...]:
    """Return how names can be given: on screen only where the table keeps them."""
    return tuple(one for one in Manner if kept or one is not Manner.SCREEN)
