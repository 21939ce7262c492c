"""The hours after an acceptance: what is overdue, and what the own agency has to do by when."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.models import Assignment, Clock, Discussion, Report
from hubtable.table.queries.situations import lead_words
from hubtable.table.queries.wording import agencies_at, table_of
from hubtable.table.rules.clock import Reminding, Times, due
from hubtable.table.rules.due import first_visit_by
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import DiscussionType

Rows = list[tuple[UUID, datetime, datetime, datetime, list[str]]]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder that is due, about the acceptance of then."""

    of: UUID
    kind: Reminding
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class Overdue:
    """A situation without a first visit past its limit, by number and lead.

    `lead` is empty while nobody leads; a protected program stands as "A protected agency".
    """

    id: UUID
    number: str
    type: DiscussionType
    lead: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A first visit the own agency leads: when it should be made, when it must."""

    id: UUID
    reference: str
    number: str
    target_at: datetime
    limit_at: datetime

    def next_at(self, now: datetime) -> datetime:
        """Return what comes next: the target, and once it has passed the limit."""
        return self.target_at if now < self.target_at else self.limit_at


def reminders(*, at: datetime) -> tuple[Reminder, ...]:
    """Return the reminders that are due at `at`; for the worker's job `clocks` only."""
    found = (
        (pk, accepted, due(Times(target, limit), at, frozenset(map(Reminding, done))))
        for pk, accepted, target, limit, done in cast(Rows, call("clocks_running"))
    )
    return tuple(Reminder(pk, kind, accepted) for pk, accepted, kind in found if kind)


def overdue(*, by: Seat) -> tuple[Overdue, ...]:
    """Return the overdue situations of the seat's table, the longest overdue first.

    The worker's job `clocks` marks them within a minute; the first visit takes the mark away.
    """
    late = {row.pk: row for row in Report.objects.filter(overdue=True)}
    rows = Discussion.objects.filter(table_id=by.own_table, pk__in=list(late)) if late else ()
    hours = table_of(by=by).contact_limit_hours if late else 0
    names = agencies_at(by=by) if late else {}
    cards = (
        Overdue(
            row.pk,
            late[row.pk].number,
            DiscussionType(row.type),
            lead_words(late[row.pk], names),
            first_visit_by(row.decided_at, hours),
        )
        for row in rows
        if row.decided_at
    )
    return tuple(sorted(cards, key=lambda card: (card.since, card.number)))


def mine_due(*, by: Seat) -> tuple[Due, ...]:
    """Return the first visits the seat's delegation leads and has not made, the next one first."""
    led = Assignment.objects.filter(delegation_id=by.own_delegation, role="lead", until=None)
    pks = list(led.values_list("discussion_id", flat=True))
    clocks = {row.pk: row for row in Clock.objects.filter(pk__in=pks, stopped_at=None)}
    numbers = dict(Report.objects.filter(pk__in=pks).values_list("pk", "number"))
    rows = Discussion.objects.filter(pk__in=list(clocks), state=State.INTERVENING.value)
    found = (
        Due(
            row.pk,
            row.reference,
            numbers.get(row.pk, ""),
            clocks[row.pk].target_at,
            clocks[row.pk].limit_at,
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda card: (card.limit_at, card.reference)))
