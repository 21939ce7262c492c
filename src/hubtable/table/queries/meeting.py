"""The meeting that is on: who is here, what waits, what is on now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hubtable.hubs.queries.people import who_sits
from hubtable.kernel.seat import Seat
from hubtable.table.models import Attendance, Call, Convened, Discussion, Door, Meeting
from hubtable.table.queries.situations import SituationCard, cards, in_state
from hubtable.table.queries.wording import agencies_at, sitting
from hubtable.table.rules.meeting import MeetingKind, still_called
from hubtable.table.rules.moves import State

DECIDED = (State.ACCEPTED, State.REJECTED)


@dataclass(frozen=True, slots=True)
class Here:
    """One agency of the table, and since when it is in the room (none: it is not)."""

    delegation: UUID
    name: str
    since: datetime | None
    by_chair: bool = False
    sits: str = ""
    """Who checked in by a device, representative or alternate."""


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
    asked: bool = True
    """Whether the own agency may come."""
    about: UUID | None = None
    """The one situation of a small session."""
    ours: bool = False
    """A small session about what the own agency brought, which nobody else is told."""

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
    asked = {c.delegation_id: c for c in Convened.objects.filter(meeting_id=row.pk)}
    own = asked.get(by.delegation) if by.delegation else None
    return MeetingCard(
        id=row.pk,
        number=row.number,
        started_at=row.started_at,
        version=row.version,
        agencies=_agencies(row, frozenset(asked), by, at),
        current=_current(row, by),
        blank=row.blank,
        kind=MeetingKind(row.kind),
        code=Door.objects.filter(pk=row.pk).values_list("code", flat=True).first() or "",
        asked=row.kind != MeetingKind.CONVENED or own is not None,
        about=row.about,
        ours=own is not None and own.quiet,
    )


def _agencies(row: Meeting, asked: frozenset[UUID], by: Seat, at: datetime) -> tuple[Here, ...]:
    inside = {
        one.delegation_id: one for one in Attendance.objects.filter(meeting_id=row.pk, until=None)
    }
    may_come = asked if row.kind == MeetingKind.CONVENED else sitting(by=by, at=at)
    sits = who_sits(one.by_seat for one in inside.values() if one.by_seat) if by.desk else {}
    return tuple(
        _here(delegation, name, inside.get(delegation), sits)
        for delegation, name in agencies_at(by=by).items()
        if delegation in may_come | inside.keys()
    )


def _here(delegation: UUID, name: str, row: Attendance | None, sits: dict[UUID, str]) -> Here:
    if row is None:
        return Here(delegation, name, None)
    who = sits.get(row.by_seat, "") if row.by_seat else ""
    return Here(delegation, name, row.since, row.recorded_by_chair, who)


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
    since: datetime | None = None

    @property
    def begun(self) -> bool:
        """Whether a new situation was on since the meeting began."""
        began = self.since
        rows = self.undecided + self.decided
        return began is not None and any(r.presented_at and r.presented_at >= began for r in rows)


@dataclass(frozen=True, slots=True)
class CallCard:
    """An emergency session that is called, or was called `off` before its time."""

    id: UUID
    begins_at: datetime
    off: bool


def called(*, by: Seat, at: datetime) -> CallCard | None:
    """Return the emergency session called for the seat's table; one called off till its time."""
    rows = Call.objects.filter(table_id=by.own_table).filter(
        Q(ended_at=None) | Q(off=True, begins_at__gt=at)
    )
    row = rows.order_by("-made_at").first()
    if row is None or not still_called(row.begins_at, at):
        return None
    return CallCard(row.pk, row.begins_at, row.off)


def agenda(*, by: Seat, since: datetime | None, about: UUID | None = None) -> Agenda:
    """Return the agenda as the acting seat sees it; `since` is when the meeting began.

    That of a small session is the one situation it is `about`.
    """
    decided = in_state(*DECIDED, by=by, since=since) if since else ()
    found = in_state(State.SUBMITTED, State.PRESENTED, by=by)
    found = tuple(row for row in found if about in {None, row.id})
    return Agenda(
        waiting=tuple(row for row in found if row.state is State.SUBMITTED),
        undecided=tuple(row for row in found if row.state is State.PRESENTED),
        decided=decided,
        since=since,
    )
