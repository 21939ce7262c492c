"""Agencies come into the room: by the code on its screen, or by the chair."""

import pytest

from tests.situations import screening, submit
from tests.table.web.pages import sent
from tests.table.web.test_meeting import MEETING, begin, come_in, door_code, html
from tests.world import World


@pytest.fixture
def chair(world: World, as_, clock):
    """The chair, an hour after the situations were brought."""
    clock.pass_(hours=1)
    return as_("chair")


@pytest.fixture
def one(world: World, chair):
    """A submitted situation of the school."""
    return submit(screening(world, "school"))


def test_an_agency_comes_in_by_the_code_and_by_no_other(world: World, chair, as_, one) -> None:
    begin(chair)
    code = door_code(chair)
    hospital = as_("hospital")
    assert code not in html(hospital)
    for wrong in ("", "AAAAAA", code[:5], f"{code}A"):
        come_in(hospital, world, "hospital", wrong)
        assert "is not the code" in html(hospital)
    come_in(hospital, world, "hospital", f" {code[:3].lower()}-{code[3:]} ")
    assert "Code on the room" not in html(hospital)
    sent(chair, MEETING, f"{MEETING}code/")
    assert door_code(chair) != code
    housing = as_("housing")
    come_in(housing, world, "housing", code)
    assert "is not the code" in html(housing)


def test_the_code_of_the_rooms_screen_is_confirmed_by_one_button(world, chair, as_, one) -> None:
    begin(chair)
    door = f"/table/in/{door_code(chair)}/"
    hospital = as_("hospital")
    assert "Check in your agency" in html(hospital, door)
    assert "Code on the room" in html(hospital)
    answer = sent(
        hospital,
        door,
        f"{MEETING}in/",
        delegation=str(world.delegation("hospital")),
        code=door_code(chair),
    )
    assert answer.status_code == 302
    assert "Code on the room" not in html(hospital)
    assert hospital.get(door).status_code == 302
