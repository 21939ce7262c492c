"""How a situation ended, the reasons to close one, and the closed ones of the own agency."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.models import Assignment, Discussion, Origin, Report, Worksheet
from hubtable.table.queries.wording import REASON, words_of
from hubtable.table.rules.concluding import REOPENED_WITHIN, Reason, may_return
from hubtable.table.rules.moves import Mover, State
from hubtable.table.rules.words import DiscussionType

ENDED_WITHIN = REOPENED_WITHIN
"""How long the agency that brought it finds the end of a situation on its first page."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a closed situation ended: what the whole table hears. None: not known."""

    reason: str
    lowered: bool | None
    connected: bool | None
    concluded_at: datetime | None


@dataclass(frozen=True, slots=True)
class EndedCard:
    """A situation of the own agency that was closed, and how."""

    id: UUID
    reference: str
    number: str
    type: DiscussionType
    ended: Ended


def movers(*, of: UUID, by: Seat) -> frozenset[Mover]:
    """Return what the acting seat is to a situation, as far as it lets it close or reopen it."""
    led = Assignment.objects.filter(
        discussion_id=of, delegation_id=by.own_delegation, role="lead", until=None
    )
    found = {Mover.DESK} if by.desk else set()
    return frozenset(found | ({Mover.LEAD} if led.exists() else set()))


def reasons(*, vocabulary: UUID) -> tuple[Reason, ...]:
    """Return the table's reasons for closing, in order."""
    words = words_of(vocabulary=vocabulary, kind=REASON)
    return tuple(Reason(word.code, word.text, word.category) for word in words)


def ended(*, of: UUID, vocabulary: UUID) -> Ended | None:
    """Return how it ended; nothing while it is open or not visible to the seat."""
    row = Discussion.objects.filter(pk=of).first()
    report = Report.objects.filter(pk=of).first()
    if row is None or report is None or row.state != State.CONCLUDED.value:
        return None
    return _ended(row, report, {one.code: one.text for one in reasons(vocabulary=vocabulary)})


def returned(*, of: UUID) -> bool:
    """Whether it is the return of a situation closed before."""
    return Report.objects.filter(pk=of, returned=True).exists()


def ended_lately(*, by: Seat, at: datetime, vocabulary: UUID) -> tuple[EndedCard, ...]:
    """Return the own agency's situations closed within 30 days, the newest first."""
    rows = list(
        Discussion.objects.filter(
            pk__in=_own(by), state=State.CONCLUDED.value, concluded_at__gt=at - ENDED_WITHIN
        ).order_by("-concluded_at", "pk")
    )
    reports = {row.pk: row for row in Report.objects.filter(pk__in=[row.pk for row in rows])}
    texts = {one.code: one.text for one in reasons(vocabulary=vocabulary)} if rows else {}
    return tuple(
        EndedCard(
            row.pk,
            row.reference,
            reports[row.pk].number,
            DiscussionType(row.type),
            _ended(row, reports[row.pk], texts),
        )
        for row in rows
        if row.pk in reports
    )


def may_be_returns(*, by: Seat, at: datetime) -> dict[UUID, str]:
    """Return the own agency's closed situations a new one can be the return of: id → reference."""
    closed = (State.CONCLUDED.value, State.FORGOTTEN.value)
    rows = Discussion.objects.filter(pk__in=_own(by), state__in=closed).order_by("-reference")
    return {
        row.pk: row.reference for row in rows if may_return(State(row.state), row.concluded_at, at)
    }


def earlier_of(*, of: UUID) -> str:
    """Return the reference of what an own situation is the return of; empty when of none."""
    pk = Worksheet.objects.filter(pk=of).values_list("earlier", flat=True).first()
    found = Discussion.objects.filter(pk=pk).values_list("reference", flat=True) if pk else None
    return (found.first() or "") if found else ""


def _own(by: Seat) -> list[UUID]:
    rows = Origin.objects.filter(delegation_id=by.own_delegation)
    return list(rows.values_list("discussion_id", flat=True))


def _ended(row: Discussion, report: Report, texts: dict[str, str]) -> Ended:
    return Ended(
        texts.get(report.reason, report.reason),
        report.lowered,
        report.connected,
        row.concluded_at,
    )
