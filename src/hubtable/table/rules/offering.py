"""Offering a quick program to who brought a situation, within a window (process.md, Offering)."""

from dataclasses import dataclass
from datetime import datetime

from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.due import offering_ends
from hubtable.table.rules.moves import State

BEFORE = frozenset({State.SCREENING, State.SUBMITTED, State.WITHDRAWN, State.FORGOTTEN})
"""States without an offer: not presented, or gone."""
LONGEST = 120
"""Characters of an offered service's name."""


@dataclass(frozen=True, slots=True)
class Window:
    """What an offer depends on. `hours` are elapsed hours after the presentation."""

    state: State
    presented_at: datetime | None
    hours: int
    present: bool
    """Whether the own agency was in the room when it was presented."""
    ours: bool
    """Whether the own agency brought it."""

    @property
    def ends_at(self) -> datetime | None:
        """When the window ends; none before it is presented."""
        return offering_ends(self.presented_at, self.hours) if self.presented_at else None


def may_offer(window: Window, now: datetime) -> Verdict:
    """Whether the own agency may offer now: accepted and rejected situations alike."""
    if window.ours:
        return no("own", "Your agency brought it.")
    if not window.present:
        return no("absent", "Only agencies that were in the room can offer a service.")
    if window.state in BEFORE or window.ends_at is None or now >= window.ends_at:
        return no("over", "The time for offers is over.")
    return YES


def named(service: str) -> Verdict:
    """Whether an offer says which service it is, in so many characters."""
    if not service.strip():
        return no("service", "Say which service you offer.")
    if len(service) > LONGEST:
        return no("long", f"Use at most {LONGEST} characters.")
    return YES
