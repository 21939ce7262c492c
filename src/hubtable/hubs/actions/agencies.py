"""Agencies, their programs and their agreements. Nothing is deleted: things end."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.hubs.actions.swapping import distinct, here, lift, swap
from hubtable.hubs.models import Agency, Agreement, Program
from hubtable.hubs.rules.administering import may_administer, may_keep_agency
from hubtable.hubs.rules.policies import AgreementKind, Regime
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused


@recorded
def add_agency(*, by: Seat, at: datetime, name: str, sector: str, can_do: str = "") -> UUID:
    """Add an agency; `sector` is a code of the vocabulary, `can_do` one line for members."""
    may_administer(by).or_refuse()
    agency = uuid4()
    with distinct():
        Agency.objects.create(id=agency, hub_id=by.hub, name=name, sector=sector, can_do=can_do)
    record("agency_added", agency, sector=sector)
    return agency


@recorded
def change_agency(
    *,
    by: Seat,
    at: datetime,
    agency: UUID,
    version: int,
    name: str,
    sector: str,
    can_do: str,
) -> None:
    """Change what is said of an agency."""
    may_administer(by).or_refuse()
    swap(Agency.objects.filter(pk=agency), version, name=name, sector=sector, can_do=can_do)
    record("agency_changed", agency, sector=sector)


@recorded
def end_agency(*, by: Seat, at: datetime, agency: UUID, version: int) -> None:
    """End an agency: its seats and delegations see nothing from this moment on."""
    may_administer(by).or_refuse()
    swap(Agency.objects.filter(pk=agency, ends_at=None), version, ends_at=at)
    record("agency_ended", agency)


@recorded
def lift_end_of_agency(*, by: Seat, at: datetime, agency: UUID, version: int) -> None:
    """Take back, on the same day, that an agency ended."""
    may_administer(by).or_refuse()
    lift(Agency.objects.filter(pk=agency), version, at=at, zone=by.time_zone)
    record("agency_end_lifted", agency)


@recorded
def add_program(
    *,
    by: Seat,
    at: datetime,
    agency: UUID,
    name: str,
    regimes: Iterable[Regime] = (),
) -> UUID:
    """Add a program of an agency under its privacy regimes."""
    may_keep_agency(by, agency).or_refuse()
    here(Agency, pk=agency)
    program, codes = uuid4(), _codes(regimes)
    Program.objects.create(id=program, hub_id=by.hub, agency_id=agency, name=name, regimes=codes)
    record("program_added", program, agency=agency, regimes=" ".join(codes))
    return program


@recorded
def change_program(
    *,
    by: Seat,
    at: datetime,
    program: UUID,
    version: int,
    name: str,
    regimes: Iterable[Regime],
) -> None:
    """Change a program's name or regimes."""
    rows = Program.objects.filter(pk=program)
    may_keep_agency(by, rows.values_list("agency_id", flat=True).first()).or_refuse()
    codes = _codes(regimes)
    swap(rows, version, name=name, regimes=codes)
    record("program_changed", program, regimes=" ".join(codes))


@recorded
def end_program(*, by: Seat, at: datetime, program: UUID, version: int) -> None:
    """End a program from this moment on."""
    rows = Program.objects.filter(pk=program, ends_at=None)
    may_keep_agency(by, rows.values_list("agency_id", flat=True).first()).or_refuse()
    swap(rows, version, ends_at=at)
    record("program_ended", program)


@recorded
def lift_end_of_program(*, by: Seat, at: datetime, program: UUID, version: int) -> None:
    """Take back, on the same day, that a program ended."""
    rows = Program.objects.filter(pk=program)
    may_keep_agency(by, rows.values_list("agency_id", flat=True).first()).or_refuse()
    lift(rows, version, at=at, zone=by.time_zone)
    record("program_end_lifted", program)


@recorded
def add_agreement(
    *,
    by: Seat,
    at: datetime,
    agency: UUID,
    kind: AgreementKind,
    starts_at: datetime,
    ends_at: datetime,
) -> UUID:
    """Record an agreement an agency signed, from when until when."""
    may_administer(by).or_refuse()
    here(Agency, pk=agency)
    if ends_at <= starts_at:
        raise Refused("order", "An agreement ends after it begins.")
    agreement = uuid4()
    Agreement.objects.create(
        id=agreement,
        hub_id=by.hub,
        agency_id=agency,
        kind=kind.value,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    record("agreement_added", agreement, agency=agency, kind=kind.value, until=ends_at.isoformat())
    return agreement


@recorded
def end_agreement(
    *,
    by: Seat,
    at: datetime,
    agreement: UUID,
    version: int,
    ends_at: datetime | None = None,
) -> None:
    """Let an agreement end now, or on another day than was agreed. It takes effect at once."""
    may_administer(by).or_refuse()
    until = ends_at or at
    swap(Agreement.objects.filter(pk=agreement), version, ends_at=until)
    record("agreement_end_set", agreement, until=until.isoformat())


def _codes(regimes: Iterable[Regime]) -> list[str]:
    """Return regimes as codes in their order; `none` only alone."""
    chosen = set(regimes) - {Regime.NONE} or {Regime.NONE}
    return [regime.value for regime in Regime if regime in chosen]
