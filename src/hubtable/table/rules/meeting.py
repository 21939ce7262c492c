"""What kinds of meeting there are, who may run one, and who may check whom in."""

from collections.abc import Collection
from uuid import UUID

from hubtable.hubs.rules.policies import Choice
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import YES, Verdict, no

CONVENED = range(2, 4)
"""How many agencies are asked to a convening: two or three."""


class MeetingKind(Choice):
    """Why a table meets (process.md, Meeting)."""

    REGULAR = "regular"
    EMERGENCY = "emergency"
    CONVENED = "convened"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "regular": "Meeting",
            "emergency": "Emergency session",
            "convened": "Small session",
        }


def may_run(by: Seat) -> Verdict:
    """Chair and coordinator run the meeting of their table."""
    return YES if by.desk else no("not_the_chair", "The chair or coordinator does this.")


def may_check_in(by: Seat, delegation: UUID) -> Verdict:
    """A seat checks in its own agency; the chair any of them (process.md, Meeting)."""
    if by.delegation == delegation or by.desk:
        return YES
    return no("not_your_agency", "You can check in your own agency only.")


def may_convene(kind: MeetingKind, asked: Collection[UUID]) -> Verdict:
    """A small session asks two or three agencies; to any other meeting all may come."""
    if kind is not MeetingKind.CONVENED:
        return YES
    if len(set(asked)) in CONVENED:
        return YES
    return no("how_many", "Choose two or three agencies.")
