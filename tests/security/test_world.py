"""The cast itself: who can act, and who cannot."""

import pytest

from tests.world import ENDED, NOW, World, as_seat

GONE = {"school_former", "steward_former", "lapsed", "housing_unsigned"}


def holds(world: World, name: str, at=NOW) -> bool:
    from hubtable.hubs.queries.acting import my_seat

    with as_seat(world[name], at):
        return my_seat() is not None


def test_everyone_but_the_ended_and_unsigned_can_act(world: World) -> None:
    assert {name for name in world.seats if not holds(world, name)} == GONE


@pytest.mark.parametrize("name", ["school_former", "lapsed"])
def test_an_end_takes_effect_at_its_moment(world: World, name: str) -> None:
    from datetime import timedelta

    assert holds(world, name, ENDED - timedelta(microseconds=1))
    assert not holds(world, name, ENDED)


def test_the_acting_seat_is_the_seat_of_the_cast(world: World) -> None:
    from hubtable.hubs.queries.acting import my_seat

    for name, seat in world.seats.items():
        if name not in GONE:
            with as_seat(seat):
                mine = my_seat()
            assert mine is not None
            assert (mine.id, mine.role, mine.delegation, mine.table, mine.hub) == (
                seat.id,
                seat.role,
                seat.delegation,
                seat.table,
                seat.hub,
            )
