"""What kinds of meeting there are, who may run one, and who may check whom in."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hubtable.hubs.rules.policies import Choice
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import YES, Verdict, no

CONVENED = range(2, 4)
"""How many agencies the desk asks to a small session: two or three (process.md, Meeting)."""
CALLED_SHOWN = timedelta(hours=4)
"""How long after its time a session that was called, and never begun, is still shown."""


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


def may_convene(kind: MeetingKind, asked: Collection[UUID], about: UUID | None) -> Verdict:
    """A small session asks two or three agencies about one situation; others are for all."""
    if kind is not MeetingKind.CONVENED:
        return YES
    if about is None:
        return no("about_what", "Choose the situation it is about.")
    if len(set(asked)) in CONVENED:
        return YES
    return no("how_many", "Choose two or three agencies.")


def today_at(wanted: time, now: datetime, zone: str) -> datetime:
    """Return the moment of a time of day on the day it is now in the time zone of the table."""
    return datetime.combine(now.astimezone(ZoneInfo(zone)).date(), wanted, ZoneInfo(zone))


def may_call(begins: datetime, now: datetime) -> Verdict:
    """An emergency session is called for later today; one for now begins at once."""
    return YES if begins > now else no("past", "Choose a time later today, or begin it now.")


def still_called(begins: datetime, now: datetime) -> bool:
    """Whether a session that was called and has not begun is still to be shown."""
    return now < begins + CALLED_SHOWN
