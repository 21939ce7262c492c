"""Who may change what, and which role goes with what it is given for."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from hubtable.hubs.rules.administering import fits, may_administer, may_keep_agency, may_lift
from hubtable.hubs.rules.entering import (
    CHOOSE,
    administers,
    anyone_signed_in,
    has_seat,
    keeps_an_agency,
    runs_the_meeting,
    sits_at_table,
)
from hubtable.kernel.seat import AT_TABLE, DESK, OF_AGENCY, Role, Seat

ONE = Seat(
    id=uuid4(),
    role=Role.ADMIN,
    person=uuid4(),
    user=uuid4(),
    hub=uuid4(),
    person_name="A",
    hub_name="H",
)


def seat(role: Role) -> Seat:
    """A seat as the database would give it for this role."""
    placed = role in AT_TABLE
    agency = uuid4() if placed or role in OF_AGENCY else None
    ids = {"delegation": uuid4(), "table": uuid4()} if placed else {}
    return replace(ONE, role=role, agency=agency, **ids)


@pytest.mark.parametrize("role", Role)
def test_only_the_administrator_administers(role: Role) -> None:
    assert bool(may_administer(seat(role))) is (role is Role.ADMIN)
    assert bool(administers(seat(role))) is (role is Role.ADMIN)


@pytest.mark.parametrize("role", Role)
def test_an_agency_is_kept_by_its_lead_and_the_administrator(role: Role) -> None:
    acting = seat(role)
    keeps = role in {Role.ADMIN, Role.AGENCY_LEAD}
    assert bool(may_keep_agency(acting, acting.agency)) is keeps
    assert bool(may_keep_agency(acting, uuid4())) is (role is Role.ADMIN)
    assert bool(may_keep_agency(acting, None)) is (role is Role.ADMIN)
    assert bool(keeps_an_agency(acting)) is keeps


@pytest.mark.parametrize("role", Role)
def test_each_role_goes_with_one_kind_of_place(role: Role) -> None:
    delegation, agency = uuid4(), uuid4()
    assert bool(fits(role, delegation=delegation, agency=None)) is (role in AT_TABLE)
    assert bool(fits(role, delegation=None, agency=agency)) is (role in OF_AGENCY)
    hub_wide = role not in AT_TABLE | OF_AGENCY
    assert bool(fits(role, delegation=None, agency=None)) is hub_wide


@pytest.mark.parametrize("role", Role)
def test_who_enters_pages_of_the_table(role: Role) -> None:
    assert bool(sits_at_table(seat(role))) is (role in AT_TABLE)
    assert bool(runs_the_meeting(seat(role))) is (role in DESK)
    assert has_seat(seat(role))


def test_without_a_seat_one_is_asked_to_choose() -> None:
    for rule in (has_seat, administers, keeps_an_agency, sits_at_table, runs_the_meeting):
        assert rule(None) == CHOOSE
    assert anyone_signed_in(None)


@pytest.mark.parametrize(("hour", "may"), [("2026-11-25 04:59", True), ("2026-11-25 05:00", False)])
def test_an_end_is_taken_back_until_local_midnight(hour: str, may: bool) -> None:
    ended = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    now = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    assert bool(may_lift(ended, now, "America/New_York")) is may
