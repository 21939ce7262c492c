"""The agencies at the table as the Hub knows them: sector, regimes, whether protected."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from hubtable.hubs.models import Delegation, Program
from hubtable.hubs.rules.policies import PROTECTED
from hubtable.kernel.seat import Seat
from hubtable.table.queries.wording import sitting
from hubtable.table.rules.picking import Hearer

Held = tuple[UUID, frozenset[str], datetime | None]
"""A program: its id, its regimes, when it ended."""


def hearers(*, by: Seat, at: datetime) -> dict[UUID, Hearer]:
    """Return delegation → agency for everyone with a place at the seat's table, by name."""
    rows = Delegation.objects.filter(table_id=by.own_table).select_related("agency", "program")
    ordered = list(rows.order_by("agency__name", "program__name"))
    programs = _programs({row.agency_id for row in ordered})
    places = sitting(by=by, at=at)
    return {
        row.pk: _hearer(row, programs.get(row.agency_id, ()), at)
        for row in ordered
        if row.pk in places
    }


def _programs(agencies: Collection[UUID]) -> dict[UUID, list[Held]]:
    found: dict[UUID, list[Held]] = {}
    for row in Program.objects.filter(agency_id__in=agencies):
        found.setdefault(row.agency_id, []).append((row.pk, frozenset(row.regimes), row.ends_at))
    return found


def _hearer(row: Delegation, programs: Iterable[Held], at: datetime) -> Hearer:
    own = [one for one in programs if row.program_id in {None, one[0]}]
    holding = [one for one in own if one[0] == row.program_id or one[2] is None or one[2] > at]
    counted = holding or own
    return Hearer(
        id=row.pk,
        name=" · ".join(filter(None, (row.agency.name, row.program.name if row.program else ""))),
        sector=row.agency.sector,
        regimes=frozenset().union(*(regimes for _, regimes, _ in holding)),
        protected=bool(counted) and all(regimes & PROTECTED for _, regimes, _ in counted),
    )
