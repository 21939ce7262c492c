"""What the functions that read for a whole page tell to whom: proposals, copies of a consent."""

from uuid import uuid4

import pytest

from hubtable.base.acting import call
from tests.situations import accept, close_round, meet, open_round, present, screening, submit, tell
from tests.world import World, as_seat, later

OTHERS = ("hospital", "police", "elders", "chair_b", "ridge_chair", "admin", "analyst")


@pytest.fixture
def one(world: World):
    """A situation of housing, told to a protected program on its consent, proposed as lead."""
    from hubtable.table.actions.identifying import propose

    found = submit(screening(world, "housing"))
    open_round(accept(present(meet(found, ["hospital", "treatment"]))))
    tell(tell(found, "treatment", consent=uuid4()), "hospital")
    lead = world.delegation("treatment")
    with as_seat(found.origin, found.at):
        propose(by=found.origin, at=found.at, of=found.id, lead=lead, assisting=[])
    return found


def test_only_the_desk_reads_proposals_and_no_protected_name(world: World, one) -> None:
    for seat in ("chair", "coordinator"):
        with as_seat(world[seat], one.at):
            assert call("proposals") == [(one.id, None, True, [], 0, False)]
    for seat in (*OTHERS, "housing", "treatment"):
        with as_seat(world[seat], one.at):
            assert call("proposals") == [], seat


def test_only_who_was_told_on_a_consent_reads_its_copy(world: World, one) -> None:
    with as_seat(world["treatment"], one.at):
        ((record, person, form, *_rest),) = call("copies")
        assert (record, person, form) == (one.id, one.people[0], "written")
    for seat in (*OTHERS, "housing", "chair"):
        with as_seat(world[seat], one.at):
            assert call("copies") == [], seat


def test_a_copy_goes_with_the_round_and_with_the_consent(world: World, one) -> None:
    with as_seat(world["treatment"], later(days=400)):
        assert call("copies") == []
    close_round(one)
    with as_seat(world["treatment"], one.at):
        assert call("copies") == []
