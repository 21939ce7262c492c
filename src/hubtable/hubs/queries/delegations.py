"""Which agencies are at a table, and who sits there for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hubtable.hubs.models import Delegation
from hubtable.hubs.queries.people import HeldSeat, seats
from hubtable.kernel.seat import Seat


@dataclass(frozen=True, slots=True)
class DelegationCard:
    """One agency at one table, with its seats there."""

    id: UUID
    table: UUID
    table_name: str
    agency: UUID
    agency_name: str
    program_name: str
    starts_at: datetime
    ends_at: datetime | None
    version: int
    seats: tuple[HeldSeat, ...]

    @property
    def words(self) -> str:
        """The agency, with its program if it sends one."""
        return (
            f"{self.agency_name} · {self.program_name}" if self.program_name else self.agency_name
        )


def at_table(by: Seat, table: UUID, now: datetime) -> tuple[DelegationCard, ...]:
    """Return the agencies that are at a table now, by name."""
    return _cards(by, _rows(by).filter(table=table).exclude(ends_at__lte=now), now)


def of_agency(by: Seat, agency: UUID, now: datetime) -> tuple[DelegationCard, ...]:
    """Return the tables an agency is at now."""
    return _cards(by, _rows(by).filter(agency=agency).exclude(ends_at__lte=now), now)


def all_delegations(by: Seat, now: datetime) -> tuple[DelegationCard, ...]:
    """Return every agency at every open table, for giving seats."""
    return _cards(by, _rows(by).filter(table__ends_at=None).exclude(ends_at__lte=now), now)


def delegation(by: Seat, wanted: UUID, now: datetime) -> DelegationCard | None:
    """Return one delegation of the Hub, ended or not."""
    return next(iter(_cards(by, _rows(by).filter(pk=wanted), now)), None)


def _rows(by: Seat) -> QuerySet[Delegation]:
    return (
        Delegation.objects.filter(hub=by.hub)
        .select_related("table", "agency", "program")
        .order_by("table__name", "agency__name", "program__name")
    )


def _cards(by: Seat, rows: QuerySet[Delegation], now: datetime) -> tuple[DelegationCard, ...]:
    held: dict[UUID | None, list[HeldSeat]] = {}
    for seat in seats(by, now):
        held.setdefault(seat.delegation, []).append(seat)
    return tuple(_card(row, tuple(held.get(row.pk, ()))) for row in rows)


def _card(row: Delegation, held: tuple[HeldSeat, ...]) -> DelegationCard:
    return DelegationCard(
        id=row.pk,
        table=row.table_id,
        table_name=row.table.name,
        agency=row.agency_id,
        agency_name=row.agency.name,
        program_name=row.program.name if row.program else "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        version=row.version,
        seats=held,
    )
