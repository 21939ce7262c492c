"""Sending an agency to a table, and giving people their seats."""

from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.hubs.actions.swapping import here, lift, swap
from hubtable.hubs.models import Agency, Delegation, Person, Program, SeatRow, Table
from hubtable.hubs.rules.administering import fits, may_administer
from hubtable.kernel.seat import Role, Seat
from hubtable.kernel.verdict import Refused


@recorded
def send_delegation(
    *, by: Seat, at: datetime, table: UUID, agency: UUID, program: UUID | None = None
) -> UUID:
    """Send an agency, or one program of it, to a table from now on.

    :raises Refused: when it is there already, or is not of this Hub.
    """
    may_administer(by).or_refuse()
    here(Table, pk=table, ends_at=None)
    here(Agency, pk=agency, ends_at=None)
    if program:
        here(Program, pk=program, agency=agency, ends_at=None)
    sent = Delegation.objects.filter(table=table, agency=agency, program=program)
    if sent.exclude(ends_at__lte=at).exists():
        raise Refused("already", "This agency is at this table already.")
    delegation = uuid4()
    Delegation.objects.create(
        id=delegation,
        hub_id=by.hub,
        table_id=table,
        agency_id=agency,
        program_id=program,
        starts_at=at,
    )
    record("delegation_sent", delegation, table=table, agency=agency)
    return delegation


@recorded
def end_delegation(*, by: Seat, at: datetime, delegation: UUID, version: int) -> None:
    """Take an agency off a table: its seats there end with it."""
    may_administer(by).or_refuse()
    swap(Delegation.objects.filter(pk=delegation, ends_at=None), version, ends_at=at)
    record("delegation_ended", delegation)


@recorded
def lift_end_of_delegation(*, by: Seat, at: datetime, delegation: UUID, version: int) -> None:
    """Take back, on the same day, that an agency left a table."""
    may_administer(by).or_refuse()
    lift(Delegation.objects.filter(pk=delegation), version, at=at, zone=by.time_zone)
    record("delegation_end_lifted", delegation)


@recorded
def give_seat(
    *,
    by: Seat,
    at: datetime,
    person: UUID,
    role: Role,
    delegation: UUID | None = None,
    agency: UUID | None = None,
) -> UUID:
    """Give somebody a seat: at a table for a delegation, in an agency, or of the whole Hub.

    :raises Refused: when the role does not go with it, or the person holds the same seat.
    """
    may_administer(by).or_refuse()
    fits(role, delegation=delegation, agency=agency).or_refuse()
    here(Person, pk=person, ends_at=None)
    if delegation:
        here(Delegation, pk=delegation, ends_at=None)
    if agency:
        here(Agency, pk=agency, ends_at=None)
    held = SeatRow.objects.filter(
        person=person, role=role.value, delegation=delegation, agency=agency
    )
    if held.exclude(ends_at__lte=at).exists():
        raise Refused("already", "This person holds this seat already.")
    seat = uuid4()
    SeatRow.objects.create(
        id=seat,
        hub_id=by.hub,
        person_id=person,
        role=role.value,
        delegation_id=delegation,
        agency_id=agency,
        starts_at=at,
    )
    record("seat_given", seat, person=person, role=role.value)
    return seat


@recorded
def end_seat(*, by: Seat, at: datetime, seat: UUID, version: int) -> None:
    """End a seat: its person sees nothing from it at the next request."""
    may_administer(by).or_refuse()
    if seat == by.id:
        raise Refused("yourself", "You act from this seat: ask another administrator to end it.")
    swap(SeatRow.objects.filter(pk=seat, ends_at=None), version, ends_at=at)
    record("seat_ended", seat)


@recorded
def lift_end_of_seat(*, by: Seat, at: datetime, seat: UUID, version: int) -> None:
    """Take back, on the same day, that a seat ended."""
    may_administer(by).or_refuse()
    lift(SeatRow.objects.filter(pk=seat), version, at=at, zone=by.time_zone)
    record("seat_end_lifted", seat)
