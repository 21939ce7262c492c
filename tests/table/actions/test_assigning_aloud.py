"""A round without devices: what the desk records was told aloud opens no name, and is on record."""

import pytest

from hubtable.kernel.verdict import Refused
from hubtable.table.rules.disclosing import Sight
from tests.situations import Situation, accept, meet, open_round, plan, present, screening, submit
from tests.world import World, as_seat, see_everything

ROOM = ("police", "school", "hospital", "housing", "elders")


def assign_aloud(one: Situation, lead: str, *told: str, seat: str = "chair") -> None:
    from hubtable.table.actions.assigning import assign

    by = one.world[seat]
    with as_seat(by, one.at):
        one.version = assign(
            by=by,
            at=one.at,
            of=one.id,
            seen=one.version,
            lead=one.world.delegation(lead),
            assisting=[],
            told=[one.world.delegation(name) for name in told],
            basis="own_observation",
        )


@pytest.fixture
def one(world: World) -> Situation:
    return open_round(accept(present(meet(submit(screening(world, "school")), ROOM))))


def test_nothing_of_a_name_opens_by_it(world: World, one: Situation) -> None:
    assign_aloud(one, "hospital", "housing")
    for seat in ("hospital", "housing", "elders", "chair", "coordinator"):
        seen = {row.sight for row in see_everything(world[seat], one.id, one.at)}
        assert Sight.IDENTIFIED not in seen, seat
    plan(one, "hospital")
    lead = {row.sight for row in see_everything(world["hospital"], one.id, one.at)}
    assert Sight.PLANNED in lead
    mine = {row.sight for row in see_everything(world["school"], one.id, one.at)}
    assert Sight.IDENTIFIED in mine


def test_it_stands_among_who_was_told(world: World, one: Situation) -> None:
    from hubtable.table.queries.who_was_told import notice

    assign_aloud(one, "hospital", "housing")
    with as_seat(one.origin, one.at):
        rows = notice(of=one.id, person=one.people[0], by=one.origin, at=one.at)
    assert {(row.who, row.manner) for row in rows} == {
        ("Valley Hospital", "Spoken, recorded by the chair"),
        ("Brookside Housing", "Spoken, recorded by the chair"),
    }


def test_it_stands_in_the_record_each_agency_files(world: World, one: Situation) -> None:
    from hubtable.table.queries.filing import disclosures

    assign_aloud(one, "hospital", "housing")
    for seat, count in (("school", 2), ("housing", 1), ("elders", 0)):
        with as_seat(world[seat], one.at):
            rows = disclosures(of=one.id, by=world[seat])
        assert [row.act for row in rows] == ["Told aloud, recorded by the chair"] * count, seat


@pytest.mark.parametrize("who", ["refuge", "treatment", "police"])
def test_who_may_not_hear_it_is_refused(world: World, one: Situation, who: str) -> None:
    with pytest.raises(Refused):
        assign_aloud(one, "hospital", who)


def test_a_member_records_nothing(world: World, one: Situation) -> None:
    with pytest.raises(Refused):
        assign_aloud(one, "hospital", seat="school")
