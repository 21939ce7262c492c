"""The start page: what waits for each seat."""

import pytest
from django.test import Client

from tests.situations import accept, meet, present, screening, submit
from tests.table.web.pages import sent, worksheet
from tests.world import World


def html(client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture(autouse=True)
def later(clock) -> None:
    clock.pass_(hours=2)


def test_an_agency_with_nothing_yet(world: World, as_) -> None:
    page = html(as_("school"))
    assert "Your agency has no open situation" in page
    assert 'href="/table/screening/"' in page


def test_an_agency_sees_its_drafts_and_where_its_situations_stand(world: World, as_) -> None:
    draft = worksheet(as_("school"))
    one = accept(present(meet(submit(screening(world, "school")), ["police"])))
    submit(screening(world, "school"))
    page = html(as_("school"))
    for words in (
        "Drafts to finish",
        "Submitted, not yet presented",
        "Where your situations stand",
    ):
        assert words in page
    assert f"/table/screening/{draft}/" in page
    assert f"/table/situations/{one.id}/" in page
    assert "D-0002" in page


def test_another_agency_sees_nothing_of_it(world: World, as_) -> None:
    worksheet(as_("school"))
    submit(screening(world, "school"))
    page = html(as_("hospital"))
    assert "D-0001" not in page
    assert "Your agency has no open situation" in page


@pytest.mark.parametrize("seat", ["chair", "coordinator"])
def test_the_desk_sees_what_waits_for_the_agenda(world: World, as_, seat: str) -> None:
    submit(screening(world, "school"))
    page = html(as_(seat))
    assert "Waiting for the agenda (1)" in page
    assert "D-0001" in page
    assert "Education" in page
    assert "Waiting for the agenda" not in html(as_("police"))


def test_one_can_check_in_from_here(world: World, as_) -> None:
    meet(submit(screening(world, "school")), ["police"])
    hospital = as_("hospital")
    assert "Check in your agency" in html(hospital)
    delegation = str(world.delegation("hospital"))
    assert sent(hospital, "/", "/table/meeting/in/", delegation=delegation).status_code == 302
    page = html(hospital)
    assert "Check in your agency" not in page
    assert "Go to the meeting" in page


def test_the_administrator_sees_who_has_no_agreement(world: World, as_) -> None:
    page = html(as_("admin"))
    assert "No current agreement: they see nothing" in page
    assert "Old Mill Youth" in page
    assert "Setting up the Hub" in page
    assert "D-0001" not in page


@pytest.mark.parametrize("seat", ["analyst", "leadership", "community", "privacy_contact"])
def test_seats_that_see_no_situation(world: World, as_, seat: str) -> None:
    submit(screening(world, "school"))
    page = html(as_(seat))
    assert "Nothing waits for this seat" in page
    assert "D-0001" not in page


def test_an_agency_lead_is_led_to_the_agency(world: World, as_) -> None:
    assert 'href="/hub/"' in html(as_("agency_lead"))


def test_who_has_not_signed_in_signs_in(world: World, clock) -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
