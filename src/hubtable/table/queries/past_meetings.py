"""Meetings as they were: the list, and the record of one, as far as the acting seat sees it.

The record holds no identity, no description and no originating agency: nothing here reads them.
What was at a meeting follows from when it was presented, decided and assigned.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from hubtable.kernel.seat import Seat
from hubtable.table.models import Attendance, Discussion, Meeting, Report, Update
from hubtable.table.queries.exceeding import excesses
from hubtable.table.queries.situations import PROTECTED_AGENCY, lead_words
from hubtable.table.queries.wording import REASON, agencies_at, table_of, texts_of
from hubtable.table.rules.meeting import MeetingKind
from hubtable.table.rules.moves import State
from hubtable.table.rules.standing import Standing, standing_of
from hubtable.table.rules.updating import Answered
from hubtable.table.rules.words import DiscussionType

PAGE = 25
"""Meetings a page."""
SORTS = {"newest": ("-number", "pk"), "oldest": ("number", "pk")}
FORMER = "An agency that left the table"


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One line of the list. `ended_at` is none while it is on."""

    id: UUID
    number: int
    kind: MeetingKind
    started_at: datetime
    ended_at: datetime | None
    agencies: int
    decided: int


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """One page of the list, and whether there is another."""

    rows: tuple[MeetingLine, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list was asked for: the number of a meeting, or a day in the table's time zone."""

    number: int | None = None
    day: date | None = None
    sort: str = "newest"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Attended:
    """One stay of one agency in the room."""

    name: str
    since: datetime
    until: datetime | None
    by_chair: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """One situation presented or decided: reported class only. `reason` of a rejected one."""

    id: UUID
    reference: str
    number: str
    type: DiscussionType
    outcome: Standing
    reason: str


@dataclass(frozen=True, slots=True)
class UpdateLine:
    """The lead's two answers about one situation."""

    number: str
    lead: str
    answer: Answered


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who acts on it; protected programs stand as "A protected agency"."""

    id: UUID
    number: str
    lead: str
    assisting: tuple[str, ...]
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one meeting. `excesses` is none for who does not review what was said."""

    line: MeetingLine
    attended: tuple[Attended, ...]
    heard: tuple[Heard, ...]
    updates: tuple[UpdateLine, ...]
    assigned: tuple[Assigned, ...]
    excesses: int | None


def meetings(*, by: Seat, asked: Asked) -> MeetingsPage:
    """Return one page of the meetings of the seat's table. Three queries, however many rows."""
    rows = Meeting.objects.filter(table_id=by.own_table)
    if asked.number is not None:
        rows = rows.filter(number=asked.number)
    if asked.day is not None:
        begins = datetime(asked.day.year, asked.day.month, asked.day.day, tzinfo=_zone(by))
        rows = rows.filter(started_at__gte=begins, started_at__lt=begins + timedelta(days=1))
    start = (asked.page - 1) * PAGE
    found = list(rows.order_by(*SORTS.get(asked.sort, SORTS["newest"]))[start : start + PAGE + 1])
    return MeetingsPage(_lines(found[:PAGE], by), asked.page, len(found) > PAGE)


def _zone(by: Seat) -> ZoneInfo:
    return ZoneInfo(by.time_zone)


def _lines(rows: list[Meeting], by: Seat) -> tuple[MeetingLine, ...]:
    if not rows:
        return ()
    came = Attendance.objects.filter(meeting_id__in=[row.pk for row in rows])
    agencies = dict(
        came.order_by()
        .values_list("meeting_id")
        .annotate(Count("delegation_id", distinct=True))
        .values_list("meeting_id", "delegation_id__count")
    )
    decided = _decided(rows, by)
    return tuple(_line(row, agencies.get(row.pk, 0), decided[row.pk]) for row in rows)


def _line(row: Meeting, agencies: int, decided: int) -> MeetingLine:
    kind = MeetingKind(row.kind)
    return MeetingLine(row.pk, row.number, kind, row.started_at, row.ended_at, agencies, decided)


def _decided(rows: list[Meeting], by: Seat) -> Counter[UUID]:
    """Return how many situations were decided between beginning and end of each meeting."""
    first = min(row.started_at for row in rows)
    times = Discussion.objects.filter(table_id=by.own_table, decided_at__gte=first)
    counted: Counter[UUID] = Counter()
    for at in times.values_list("decided_at", flat=True):
        during = (row.pk for row in rows if at and _within(at, row))
        counted.update(list(during)[:1])
    return counted


def _within(at: datetime, row: Meeting) -> bool:
    return row.started_at <= at and (row.ended_at is None or at <= row.ended_at)


def last_meeting(*, by: Seat) -> MeetingLine | None:
    """Return the meeting that is on, or the last one."""
    rows = Meeting.objects.filter(table_id=by.own_table).order_by("-number")[:1]
    return next(iter(_lines(list(rows), by)), None)


def record_of(*, of: UUID, by: Seat) -> Record | None:
    """Return the record of one meeting of the seat's table; nothing for any other."""
    row = Meeting.objects.filter(pk=of, table_id=by.own_table).first()
    if row is None:
        return None
    names = agencies_at(by=by)
    attended = _attended(row, names)
    heard = _heard(row, by)
    decided = sum(one.outcome.label != standing_of(State.PRESENTED).label for one in heard)
    return Record(
        line=_line(row, len({one.name for one in attended}), decided),
        attended=attended,
        heard=heard,
        updates=_updates(row, by, names),
        assigned=assigned(since=row.started_at, until=row.ended_at, by=by),
        excesses=sum(_within(one.at, row) for one in excesses()) if by.desk else None,
    )


def _attended(row: Meeting, names: dict[UUID, str]) -> tuple[Attended, ...]:
    came = Attendance.objects.filter(meeting_id=row.pk)
    found = (
        Attended(names.get(one.delegation_id, FORMER), one.since, one.until, one.recorded_by_chair)
        for one in came
    )
    return tuple(sorted(found, key=lambda one: (one.name, one.since)))


def _during(row: Meeting, field: str) -> Q:
    during = Q(**{f"{field}__gte": row.started_at})
    return during & Q(**{f"{field}__lte": row.ended_at}) if row.ended_at else during


def _heard(row: Meeting, by: Seat) -> tuple[Heard, ...]:
    on = _during(row, "presented_at") | _during(row, "decided_at")
    rows = list(_of_table(by).filter(on).order_by("presented_at", "reference"))
    reports = Report.objects.in_bulk([one.pk for one in rows])
    reasons = texts_of(vocabulary=table_of(by=by).vocabulary, kind=REASON)
    return tuple(
        _one_heard(one, reports[one.pk], row, reasons) for one in rows if one.pk in reports
    )


def _of_table(by: Seat) -> QuerySet[Discussion]:
    return Discussion.objects.filter(table_id=by.own_table)


def _one_heard(one: Discussion, report: Report, row: Meeting, reasons: dict[str, str]) -> Heard:
    """Return what was decided then: what came of it later is not of this meeting."""
    outcome = State.PRESENTED
    if one.decided_at and _within(one.decided_at, row):
        outcome = State.ACCEPTED if report.number else State.REJECTED
    rejected = outcome is State.REJECTED
    return Heard(
        id=one.pk,
        reference=one.reference,
        number=report.number if outcome is State.ACCEPTED else "",
        type=DiscussionType(one.type),
        outcome=standing_of(outcome),
        reason=reasons.get(report.reason, "") if rejected else "",
    )


def _updates(row: Meeting, by: Seat, names: dict[UUID, str]) -> tuple[UpdateLine, ...]:
    """Return the newest answer about each situation since the meeting before ended."""
    before = Meeting.objects.filter(table_id=by.own_table, number__lt=row.number)
    ended = before.order_by("-number").values_list("ended_at", flat=True).first()
    given = Update.objects.filter(discussion__in=_of_table(by))
    given = given.filter(at__gt=ended) if ended else given
    given = given.filter(at__lte=row.ended_at) if row.ended_at else given
    rows = list(given.order_by("discussion_id", "-at", "pk").distinct("discussion_id"))
    reports = Report.objects.in_bulk([one.discussion_id for one in rows])
    lines = (
        UpdateLine(
            number=reports[one.discussion_id].number,
            lead=lead_words(reports[one.discussion_id], names),
            answer=Answered(one.still_at_risk, one.connected, one.at, one.recorded_by_chair),
        )
        for one in rows
        if one.discussion_id in reports
    )
    return tuple(sorted(lines, key=lambda line: line.number))


def assigned(*, since: datetime, until: datetime | None, by: Seat) -> tuple[Assigned, ...]:
    """Return what was assigned in a time, as the whole table hears it.

    It may have been accepted at an earlier meeting. What was assigned anew stands with the newest
    time: the report keeps no earlier lead.
    """
    reports = Report.objects.filter(assigned_at__gte=since).order_by("number")
    reports = reports.filter(assigned_at__lte=until) if until else reports
    rows = _of_table(by).filter(pk__in=[report.pk for report in reports])
    accepted = dict(rows.values_list("pk", "decided_at"))
    names = agencies_at(by=by)
    return tuple(
        Assigned(report.pk, report.number, lead, assisting_words(report, names), at)
        for report in reports
        if (lead := lead_words(report, names)) and (at := accepted.get(report.pk))
    )


def assisting_words(report: Report, names: dict[UUID, str]) -> tuple[str, ...]:
    """Return who assists; protected programs stand as "A protected agency", one for each."""
    named = sorted(names[one] for one in report.assisting if one in names)
    return (*named, *[PROTECTED_AGENCY] * report.assisting_protected)
