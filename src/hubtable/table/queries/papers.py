"""What stands on the papers of a meeting, as far as the acting seat sees it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.hubs.models import Table
from hubtable.kernel.seat import Seat
from hubtable.table.models import Assignment, Discussion, Report
from hubtable.table.queries.describing import description_of
from hubtable.table.queries.meeting import agenda
from hubtable.table.queries.past_meetings import (
    Assigned,
    assigned,
    assisting_words,
    last_meeting,
)
from hubtable.table.queries.situations import SituationCard, lead_words
from hubtable.table.queries.wording import CRITERION, agencies_at, sitting, table_of, texts_of
from hubtable.table.rules.due import first_visit_by
from hubtable.table.rules.presenting import Told

LEADS, ASSISTS = "Your agency leads", "Your agency assists"


@dataclass(frozen=True, slots=True)
class Described:
    """One situation of the agenda whose description is open to the acting seat."""

    card: SituationCard
    told: Told


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the assignments: who, and by when the first visit is made. `role`: the own."""

    number: str
    role: str
    lead: str
    assisting: tuple[str, ...]
    target_at: datetime
    limit_at: datetime


def described(*, by: Seat) -> tuple[Described, ...]:
    """Return the situations of the agenda the acting seat may see described now."""
    found = agenda(by=by)
    vocabulary = table_of(by=by).vocabulary
    listed = (*found.undecided, *found.waiting)
    cards = ((row, description_of(of=row.id, vocabulary=vocabulary)) for row in listed)
    return tuple(Described(row, card.told) for row, card in cards if card)


def unopened(*, by: Seat) -> int:
    """Return how many situations wait whose description only the agency that brought it sees."""
    return sum(not row.ours for row in agenda(by=by).waiting)


def seated(*, by: Seat, at: datetime) -> dict[UUID, str]:
    """Return delegation → name of the agencies with a place at the table, by name."""
    places = sitting(by=by, at=at)
    return {one: name for one, name in agencies_at(by=by).items() if one in places}


def criteria(*, by: Seat) -> tuple[str, ...]:
    """Return the criteria of acutely elevated risk in the table's words."""
    return tuple(texts_of(vocabulary=table_of(by=by).vocabulary, kind=CRITERION).values())


def meeting_number(*, by: Seat) -> int:
    """Return the number of the meeting that is on, or of the coming one."""
    last = last_meeting(by=by)
    if last is None:
        return 1
    return last.number if last.ended_at is None else last.number + 1


def tasks(*, by: Seat) -> tuple[Task, ...]:
    """Return what the table assigned since the last meeting began; for the desk, all of it."""
    last = last_meeting(by=by)
    if last is None:
        return ()
    hours = _hours(by)
    return tuple(
        _task(one, "", hours) for one in assigned(since=last.started_at, until=None, by=by)
    )


def own_tasks(*, by: Seat) -> tuple[Task, ...]:
    """Return what was assigned to the own agency since the last meeting began."""
    last = last_meeting(by=by)
    if last is None:
        return ()
    mine = Assignment.objects.filter(
        delegation_id=by.own_delegation, until=None, since__gte=last.started_at
    )
    roles = dict(mine.values_list("discussion_id", "role"))
    decided = dict(Discussion.objects.filter(pk__in=roles).values_list("pk", "decided_at"))
    names, hours = agencies_at(by=by), _hours(by)
    reports = Report.objects.filter(pk__in=roles).order_by("number")
    return tuple(
        _task(
            Assigned(row.pk, row.number, lead_words(row, names), assisting_words(row, names), at),
            LEADS if roles[row.pk] == "lead" else ASSISTS,
            hours,
        )
        for row in reports
        if (at := decided.get(row.pk))
    )


def _hours(by: Seat) -> tuple[int, int]:
    columns = ("contact_target_hours", "contact_limit_hours")
    target, limit = Table.objects.values_list(*columns).get(pk=by.own_table)
    return target, limit


def _task(one: Assigned, role: str, hours: tuple[int, int]) -> Task:
    target, limit = (first_visit_by(one.accepted_at, each) for each in hours)
    return Task(one.number, role, one.lead, one.assisting, target, limit)
