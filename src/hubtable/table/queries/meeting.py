"""The meeting that is on: who is here, what waits, what is on now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.models import Attendance, Convened, Discussion, Door, Meeting
from hubtable.table.queries.situations import SituationCard, cards, in_state
from hubtable.table.queries.wording import agencies_at, sitting
from hubtable.table.rules.meeting import MeetingKind
from hubtable.table.rules.moves import State

DECIDED = (State.ACCEPTED, State.REJECTED)


@dataclass(frozen=True, slots=True)
class Here:
    """One agency of the table, and since when it is in the room (none: it is not)."""

    delegation: UUID
    name: str
    since: datetime | None
    by_chair: bool = False


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting. `current` is the situation on now, as far as the seat sees it."""

    id: UUID
    number: int
    started_at: datetime
    version: int
    agencies: tuple[Here, ...]
    current: SituationCard | None
    blank: bool = False
    """Too much was said: the room's screen is paused."""
    kind: MeetingKind = MeetingKind.REGULAR
    code: str = ""
    """What lets an agency in; for the desk only."""

    @property
    def present(self) -> tuple[Here, ...]:
        """The agencies in the room."""
        return tuple(one for one in self.agencies if one.since)

    def here(self, delegation: UUID | None) -> bool:
        """Whether an agency is in the room now."""
        return any(one.delegation == delegation for one in self.present)


def meeting_on(*, by: Seat, at: datetime) -> MeetingCard | None:
    """Return the meeting of the seat's table that has begun and not ended.

    Its agencies are those with a place at the table at `at`, and those in the room.
    """
    row = Meeting.objects.filter(table_id=by.own_table, ended_at=None).first()
    if row is None:
        return None
    return MeetingCard(
        id=row.pk,
        number=row.number,
        started_at=row.started_at,
        version=row.version,
        agencies=_agencies(row, by, at),
        current=_current(row, by),
        blank=row.blank,
        kind=MeetingKind(row.kind),
        code=Door.objects.filter(pk=row.pk).values_list("code", flat=True).first() or "",
    )


def _agencies(row: Meeting, by: Seat, at: datetime) -> tuple[Here, ...]:
    inside = {
        one.delegation_id: one for one in Attendance.objects.filter(meeting_id=row.pk, until=None)
    }
    asked = set(Convened.objects.filter(meeting_id=row.pk).values_list("delegation_id", flat=True))
    listed = asked or sitting(by=by, at=at) | inside.keys()
    return tuple(
        Here(
            delegation,
            name,
            inside[delegation].since if delegation in inside else None,
            delegation in inside and inside[delegation].recorded_by_chair,
        )
        for delegation, name in agencies_at(by=by).items()
        if delegation in listed
    )


def _current(row: Meeting, by: Seat) -> SituationCard | None:
    if row.current is None:
        return None
    found = cards(list(Discussion.objects.filter(pk=row.current)), by=by)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the chair works through: waiting, presented but not decided, decided today."""

    waiting: tuple[SituationCard, ...]
    undecided: tuple[SituationCard, ...]
    decided: tuple[SituationCard, ...]


def agenda(*, by: Seat, since: datetime | None) -> Agenda:
    """Return the agenda as the acting seat sees it; `since` is when the meeting began."""
    decided = in_state(*DECIDED, by=by, since=since) if since else ()
    found = in_state(State.SUBMITTED, State.PRESENTED, by=by)
    return Agenda(
        waiting=tuple(row for row in found if row.state is State.SUBMITTED),
        undecided=tuple(row for row in found if row.state is State.PRESENTED),
        decided=decided,
    )
