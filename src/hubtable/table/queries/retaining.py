"""Retention of a table: what is closed and when it is forgotten, holds, filings, proofs."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hubtable.base.acting import call
from hubtable.hubs.models import SeatRow, Table
from hubtable.hubs.rules.policies import Keeping
from hubtable.kernel.seat import Seat
from hubtable.table.models import Hold
from hubtable.table.queries.describing import one_of
from hubtable.table.rules.later_words import HoldKind

MOST = 100
"""Lines a list shows: those due first, the newest proofs."""


@dataclass(frozen=True, slots=True)
class Retained:
    """One closed situation. `offered` and `filed` count the agencies with a record to file."""

    reference: str
    number: str
    closed_at: datetime
    due_at: datetime | None
    held: bool
    offered: int
    filed: int
    unfiled: bool
    total: int


@dataclass(frozen=True, slots=True)
class ProofCard:
    """That one situation was forgotten, and on whose approval."""

    id: UUID
    reference: str
    number: str
    retention_days: int
    approved_by: str
    approved_on: date
    identities: int
    plans: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Records:
    """A table whose records somebody answers for."""

    id: UUID
    name: str
    keeping: Keeping
    retention_days: int | None
    approved_by: str
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class HoldCard:
    """One hold; `reference` is empty for a whole table."""

    id: UUID
    table: UUID
    table_name: str
    reference: str
    kind: str
    by: str
    since: datetime
    lifted_at: datetime | None
    lifted_by: str


def records(*, by: Seat) -> tuple[Records, ...]:
    """Return the tables whose records the seat answers for: its own, or all of the Hub."""
    rows = Table.objects.filter(hub_id=by.hub)
    if not by.admin:
        rows = rows.filter(pk=by.own_table)
    return tuple(
        Records(
            id=row.pk,
            name=row.name,
            keeping=Keeping(row.keeping),
            retention_days=row.retention_days,
            approved_by=row.retention_approved_by,
            approved_on=row.retention_approved_on,
        )
        for row in rows.order_by("name", "pk")
    )


def retained(*, table: UUID) -> tuple[Retained, ...]:
    """Return what of a table is closed and not forgotten, the first due first, at most `MOST`."""
    return tuple(Retained(*row) for row in call("retained", table, MOST))  # type: ignore[arg-type]


def proofs(*, table: UUID, many: int = MOST) -> tuple[ProofCard, ...]:
    """Return the proofs of a table, the newest first."""
    return tuple(ProofCard(*row[:9]) for row in call("proofs", table, many))  # type: ignore[arg-type]


def proof(*, by: Seat, of: UUID) -> tuple[Records, ProofCard] | None:
    """Return one proof and its table; nothing when it is not for this seat."""
    for table in records(by=by):
        for one in proofs(table=table.id, many=1_000_000):
            if one.id == of:
                return table, one
    return None


def holds(*, by: Seat) -> tuple[HoldCard, ...]:
    """Return every hold on the tables whose records the seat answers for, the newest first."""
    rows = list(Hold.objects.select_related("table").order_by("-since", "pk"))
    seats = {row.by_seat for row in rows} | {row.lifted_by for row in rows if row.lifted_by}
    names = dict(SeatRow.objects.filter(pk__in=seats).values_list("pk", "person__name"))
    tables = {one.id for one in records(by=by)}
    return tuple(_hold(row, names) for row in rows if row.table_id in tables)


def _hold(row: Hold, names: dict[UUID, str]) -> HoldCard:
    kind = one_of(HoldKind, row.kind)
    return HoldCard(
        id=row.pk,
        table=row.table_id,
        table_name=row.table.name,
        reference=row.reference,
        kind=kind.label if kind else "",
        by=names.get(row.by_seat, "A former seat"),
        since=row.since,
        lifted_at=row.lifted_at,
        lifted_by=names.get(row.lifted_by, "A former seat") if row.lifted_by else "",
    )
