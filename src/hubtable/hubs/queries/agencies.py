"""Agencies with their programs, agreements and how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hubtable.hubs.models import Agency, Agreement, Delegation, Program
from hubtable.hubs.rules.agreements import Period, Standing, covered_until, standing
from hubtable.hubs.rules.days import day_of, last_day
from hubtable.hubs.rules.policies import AgreementKind, Regime
from hubtable.kernel.seat import Seat


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as a list shows it. `until` is the last day its agreements cover."""

    id: UUID
    name: str
    sector: str
    can_do: str
    standing: Standing
    until: date | None
    regimes: tuple[Regime, ...]
    tables: tuple[str, ...]
    ended: bool


@dataclass(frozen=True, slots=True)
class ProgramCard:
    """A program with the privacy regimes it is under."""

    id: UUID
    agency: UUID
    name: str
    regimes: tuple[Regime, ...]
    ends_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """What an agency signed; `first` and `last` are days by the Hub's clock, both included."""

    id: UUID
    agency: UUID
    kind: AgreementKind
    first: date
    last: date
    current: bool
    ending: bool
    version: int


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """One agency as its page shows it."""

    id: UUID
    name: str
    sector: str
    can_do: str
    ends_at: datetime | None
    version: int
    standing: Standing
    programs: tuple[ProgramCard, ...]
    agreements: tuple[AgreementCard, ...]


def agencies(by: Seat, now: datetime) -> tuple[AgencyRow, ...]:
    """Return the Hub's agencies by name, ended ones last; an agency lead's own only."""
    rows = (
        Agency.objects.filter(**_own(by))
        .prefetch_related("programs", "agreements")
        .order_by("name")
    )
    tables = _tables_of(by, now)
    cards = (_row(row, tables.get(row.pk, ()), by, now) for row in rows)
    return tuple(sorted(cards, key=lambda card: card.ended))


def agency(by: Seat, wanted: UUID, now: datetime) -> AgencyCard | None:
    """Return one agency; nothing for one that is not the seat's to keep."""
    row = (
        Agency.objects.filter(**_own(by), pk=wanted)
        .prefetch_related("programs", "agreements")
        .first()
    )
    if row is None:
        return None
    papers = sorted(row.agreements.all(), key=lambda paper: paper.ends_at, reverse=True)
    return AgencyCard(
        id=row.pk,
        name=row.name,
        sector=row.sector,
        can_do=row.can_do,
        ends_at=row.ends_at,
        version=row.version,
        standing=standing(_periods(papers), now),
        programs=tuple(_program(program) for program in row.programs.all()),
        agreements=tuple(_agreement(paper, by, now) for paper in papers),
    )


def program(by: Seat, wanted: UUID) -> ProgramCard | None:
    """Return one program of an agency the seat keeps."""
    own = {"agency": by.agency} if not by.admin else {}
    row = Program.objects.filter(hub=by.hub, pk=wanted, **own).first()
    return _program(row) if row else None


def programs_of(by: Seat) -> dict[UUID, tuple[ProgramCard, ...]]:
    """Return the programs that have not ended, by agency."""
    found: dict[UUID, list[ProgramCard]] = {}
    for row in Program.objects.filter(hub=by.hub, ends_at=None).order_by("name"):
        found.setdefault(row.agency_id, []).append(_program(row))
    return {key: tuple(cards) for key, cards in found.items()}


def agreement(by: Seat, wanted: UUID, now: datetime) -> AgreementCard | None:
    """Return one agreement of the Hub."""
    row = Agreement.objects.filter(hub=by.hub, pk=wanted).first()
    return _agreement(row, by, now) if row else None


def agency_choices(by: Seat, now: datetime) -> list[tuple[str, str]]:
    """Return the agencies that have not ended, for forms: (id, name)."""
    return [(str(row.id), row.name) for row in agencies(by, now) if not row.ended]


def _own(by: Seat) -> dict[str, object]:
    return {"hub": by.hub} if by.admin else {"hub": by.hub, "pk__in": [by.agency]}


def _row(row: Agency, tables: tuple[str, ...], by: Seat, now: datetime) -> AgencyRow:
    periods = _periods(row.agreements.all())
    until = covered_until(periods, now)
    held = {
        code for program in row.programs.all() if not program.ends_at for code in program.regimes
    }
    return AgencyRow(
        id=row.pk,
        name=row.name,
        sector=row.sector,
        can_do=row.can_do,
        standing=standing(periods, now),
        until=last_day(until, by.time_zone) if until else None,
        regimes=tuple(r for r in Regime if r.value in held and r is not Regime.NONE),
        tables=tables,
        ended=row.ends_at is not None,
    )


def _periods(papers: Iterable[Agreement]) -> list[Period]:
    """Return the periods of what lets an agency see anything: information sharing."""
    return [
        Period(paper.starts_at, paper.ends_at)
        for paper in papers
        if paper.kind == AgreementKind.INFORMATION_SHARING
    ]


def _tables_of(by: Seat, now: datetime) -> dict[UUID, tuple[str, ...]]:
    sent = Delegation.objects.filter(hub=by.hub, table__ends_at=None).exclude(ends_at__lte=now)
    found: dict[UUID, set[str]] = {}
    for agency_id, name in sent.values_list("agency", "table__name"):
        found.setdefault(agency_id, set()).add(name)
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _program(row: Program) -> ProgramCard:
    regimes = tuple(regime for regime in Regime if regime.value in row.regimes)
    return ProgramCard(row.pk, row.agency_id, row.name, regimes, row.ends_at, row.version)


def _agreement(row: Agreement, by: Seat, now: datetime) -> AgreementCard:
    state = standing([Period(row.starts_at, row.ends_at)], now)
    return AgreementCard(
        id=row.pk,
        agency=row.agency_id,
        kind=AgreementKind(row.kind),
        first=day_of(row.starts_at, by.time_zone),
        last=last_day(row.ends_at, by.time_zone),
        current=state is not Standing.NONE,
        ending=state is Standing.ENDING,
        version=row.version,
    )
