"""Who may lead and assist, and why it may change later (process.md, assigning)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from hubtable.hubs.rules.policies import Choice
from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.later_words import GatheringKind
from hubtable.table.rules.moves import State


class ReassignReason(Choice):
    """Why other agencies lead or assist than those first assigned."""

    LEAD_ASKED = "lead_asked"
    FITS_BETTER = "fits_better"
    MORE_NEEDED = "more_needed"
    LEFT = "left"
    MISTAKE = "mistake"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "lead_asked": "The lead asked for it",
            "fits_better": "Another agency fits better",
            "more_needed": "More agencies are needed",
            "left": "An agency can no longer take part",
            "mistake": "It was a mistake",
        }


class Part(Choice):
    """What an agency has to do with a situation when it is assigned by hand."""

    LEADS = "leads"
    ASSISTS = "assists"
    TOLD = "told"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {"leads": "Leads", "assists": "Assists", "told": "Told, not acting"}


ALOUD = "told aloud in the names round, recorded by the chair"
"""The reason the ledger keeps for it."""


def may_assign(lead: UUID, assisting: Collection[UUID]) -> Verdict:
    """Whether these agencies can be assigned together."""
    if lead in assisting:
        return no("lead_twice", "The lead does not assist itself: choose it once.")
    return YES


def may_reassign(state: State, reason: str) -> Verdict:
    """Whether the reason is there that a later change needs."""
    if state is State.INTERVENING and reason not in ReassignReason.labels():
        return no("no_reason", "Say why other agencies are assigned now.")
    return YES


def may_gather(kind: GatheringKind, meets_at: datetime | None) -> Verdict:
    """Whether the small group knows when to meet."""
    if kind is GatheringKind.AT and meets_at is None:
        return no("no_time", "Say when the small group meets.")
    return YES
