"""The meeting that is on: who is here, what waits, what is on now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, FilteredRelation, Q

from hubtable.hubs.models import Delegation
from hubtable.hubs.queries.people import who_sits
from hubtable.kernel.seat import Seat
from hubtable.table.models import Call, Discussion, Door, Meeting
from hubtable.table.queries.situations import LIMIT, SituationCard, cards, in_state
from hubtable.table.queries.wording import agency_words, has_place
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
    code = Door.objects.filter(pk=row.pk).values_list("code", flat=True).first() or ""
    return card_of(
        row, places(meeting=row.pk, by=by, at=at), current=_current(row, by), code=code, by=by
    )


class Place(NamedTuple):
    """One agency of the table at one meeting, whether it may come or not."""

    name: str
    holds: bool
    """It has a place at the table now."""
    asked: bool
    """It was asked to this small session."""
    quiet: bool | None
    since: datetime | None
    by_chair: bool | None
    by_seat: UUID | None


def places(*, meeting: UUID, by: Seat, at: datetime) -> dict[UUID, Place]:
    """Return every agency that ever sat at the seat's table, by name, in one query."""
    rows = Delegation.objects.filter(table_id=by.own_table).annotate(
        holds=ExpressionWrapper(has_place(at), output_field=BooleanField()),
        inside=FilteredRelation(
            "attendance", condition=Q(attendance__meeting=meeting, attendance__until=None)
        ),
        invited=FilteredRelation("convened", condition=Q(convened__meeting=meeting)),
    )
    ordered = rows.order_by("agency__name", "program__name")
    return {
        pk: Place(agency_words(agency, program), holds, asked is not None, *rest)
        for pk, agency, program, holds, asked, *rest in ordered.values_list(
            "pk", "agency__name", "program__name", "holds", "invited__id",
            "invited__quiet", "inside__since", "inside__recorded_by_chair", "inside__by_seat",
        )
    }  # fmt: skip


def card_of(
    row: Meeting,
    found: Mapping[UUID, Place],
    *,
    current: SituationCard | None,
    code: str,
    by: Seat,
) -> MeetingCard:
    """Return the card of a meeting, of what was read."""
    own = found.get(by.delegation) if by.delegation else None
    asked = own is not None and own.asked
    return MeetingCard(
        id=row.pk,
        number=row.number,
        started_at=row.started_at,
        version=row.version,
        agencies=_agencies(found, by, small=row.kind == MeetingKind.CONVENED),
        current=current,
        blank=row.blank,
        kind=MeetingKind(row.kind),
        about=row.about,
        code=code,
        asked=row.kind != MeetingKind.CONVENED or asked,
        ours=asked and own is not None and bool(own.quiet),
    )


def _agencies(found: Mapping[UUID, Place], by: Seat, *, small: bool) -> tuple[Here, ...]:
    seats = [one.by_seat for one in found.values() if one.by_seat]
    sits = who_sits(seats) if by.desk and seats else {}
    return tuple(
        Here(
            delegation,
            one.name,
            one.since,
            bool(one.by_chair),
            sits.get(one.by_seat, "") if one.by_seat else "",
        )
        for delegation, one in found.items()
        if one.since or (one.asked if small else one.holds)
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


def agenda(*, by: Seat, since: datetime | None = None) -> Agenda:
    """Return the agenda as the acting seat sees it; `since` is when its meeting began."""
    decided = in_state(*DECIDED, by=by, since=since) if since else ()
    found = in_state(State.SUBMITTED, State.PRESENTED, by=by)
    return agenda_among((*found, *decided), since=since)


def agenda_among(
    rows: Sequence[SituationCard], *, since: datetime | None = None, about: UUID | None = None
) -> Agenda:
    """Return the agenda among situations; `since` is when the meeting began.

    What waits in a small session is the one situation it is `about`.
    """
    wanted = [row for row in rows if about in {None, row.id}]
    moved = [row for row in rows if since and row.moved_at >= since]
    return Agenda(
        waiting=_in(State.SUBMITTED, wanted),
        undecided=_in(State.PRESENTED, wanted),
        decided=tuple(row for state in DECIDED for row in _in(state, moved)),
        since=since,
    )


def _in(state: State, rows: Iterable[SituationCard]) -> tuple[SituationCard, ...]:
    return tuple(row for row in rows if row.state is state)[:LIMIT]
