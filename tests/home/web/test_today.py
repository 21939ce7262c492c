"""The start page: what waits for each seat."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.directory.records import as_feed, made
from tests.situations import (
    accept,
    assign,
    meet,
    open_round,
    present,
    screening,
    submit,
    tell,
)
from tests.table.web.pages import queries, worksheet
from tests.world import NOW, World, as_seat

ROOM = ("police", "school", "hospital")


def html(client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture(autouse=True)
def later(clock) -> None:
    clock.pass_(hours=2)


def waiting(client) -> list[str]:
    """The kinds of the lines, from the top."""
    return re.findall(r'data-waiting="(\w+)"', html(client))


def test_an_agency_with_nothing_yet(world: World, as_) -> None:
    page = html(as_("school"))
    assert "Nothing waits for you" in page
    assert "The next meeting is on Tuesday, December 1" in page
    assert 'href="/table/screening/"' in page


def test_an_agency_sees_its_drafts_and_what_it_submitted(world: World, as_, clock) -> None:
    draft = worksheet(as_("school"))
    one = submit(screening(world, "school"))
    school = as_("school")
    assert waiting(school) == ["draft", "submitted"]
    page = html(school)
    assert f"/table/screening/{draft}/" in page
    assert f"/table/situations/{one.id}/" in page
    assert "D-0001" in page


def test_another_agency_sees_nothing_of_it(world: World, as_) -> None:
    worksheet(as_("school"))
    submit(screening(world, "school"))
    assert "D-0001" not in html(as_("hospital"))
    assert waiting(as_("hospital")) == []


@pytest.mark.parametrize("seat", ["chair", "coordinator"])
def test_the_desk_sees_what_waits_for_the_agenda(world: World, as_, seat: str) -> None:
    submit(screening(world, "school"))
    page = html(as_(seat))
    assert "New situations for the agenda (1)" in page
    assert waiting(as_("police")) == []


def test_what_is_on_stands_first(world: World, as_, clock) -> None:
    one = meet(submit(screening(world, "school")), ["police"])
    screening(world, "hospital")
    hospital = as_("hospital")
    assert waiting(hospital) == ["meeting", "draft"]
    assert "Checked in" not in html(hospital)
    clock.at = one.at
    assert "Checked in" in html(as_("police"))


def test_an_emergency_session_is_called_and_begins(world: World, as_, clock) -> None:
    from hubtable.table.actions.meeting import begin_meeting, call_session
    from hubtable.table.rules.meeting import MeetingKind

    screening(world, "fire")
    chair = world["chair"]
    with as_seat(chair, clock.at):
        call_session(by=chair, at=clock.at, begins_at=clock.at + timedelta(hours=2))
    assert waiting(as_("fire")) == ["called", "draft"]
    assert "2 h left" in html(as_("fire"))
    clock.pass_(hours=3)
    assert "1 h late" in html(as_("fire"))
    with as_seat(chair, clock.at):
        begin_meeting(by=chair, at=clock.at, kind=MeetingKind.EMERGENCY)
    assert waiting(as_("fire_alternate"))[0] == "emergency_session"
    assert "An emergency session is on" in html(as_("fire"))


def test_a_small_session_shows_to_those_asked_alone(world: World, as_, clock) -> None:
    from hubtable.table.actions.meeting import begin_meeting
    from hubtable.table.rules.meeting import MeetingKind

    one, chair = submit(screening(world, "school")), world["chair"]
    asked = [world.delegation(name) for name in ("hospital", "housing")]
    with as_seat(chair, clock.at):
        begin_meeting(by=chair, at=clock.at, kind=MeetingKind.CONVENED, asked=asked, about=one.id)
    for seat in ("hospital", "housing", "school", "chair"):
        assert waiting(as_(seat))[0] == "small_session", seat
    for seat in ("fire", "police", "elders"):
        assert "small_session" not in waiting(as_(seat)), seat


def test_a_names_round_and_a_visit_in_order(world: World, as_, clock) -> None:
    visit = open_round(accept(present(meet(submit(screening(world, "school")), ROOM))))
    assign(tell(visit, "hospital"), "hospital")
    asked = open_round(accept(present(submit(screening(world, "school", at=visit.at)))))
    tell(asked, "hospital")
    clock.at = asked.at
    assert waiting(as_("hospital")) == ["meeting", "visit", "answer", "update"]
    assert waiting(as_("school")) == ["meeting", "round"]
    assert "unassigned" in waiting(as_("chair"))
    clock.pass_(hours=72)
    assert "h late" in html(as_("hospital"))


def test_as_many_questions_however_much_waits(world: World, as_, clock) -> None:
    def two() -> None:
        worksheet(as_("school"))
        submit(screening(world, "school"))

    two()
    first = {seat: queries(as_(seat), "/") for seat in ("school", "chair")}
    for _ in range(3):
        two()
    assert {seat: queries(as_(seat), "/") for seat in ("school", "chair")} == first


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
    assert "Nothing waits for you" in page
    assert "D-0001" not in page


def test_an_agency_lead_is_led_to_the_agency(world: World, as_) -> None:
    assert 'href="/hub/"' in html(as_("agency_lead"))


def test_who_has_not_signed_in_signs_in(world: World, clock) -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_steward_sees_what_waits_in_the_directory(world: World, as_) -> None:
    from hubtable.directory.actions.answering import report
    from hubtable.directory.models import Delivery, Organization

    assert waiting(as_("steward")) == []
    with as_feed():
        never = made(Organization, name="Elm Table Pantry")
        made(Organization, name="Oak Clinic", checked_on=NOW.date())
    for _ in range(2):
        report(at=NOW, kind="organization", record=never.pk, words="It has moved.")
    page = html(as_("steward"))
    assert waiting(as_("steward")) == ["mistakes", "due"]
    assert "Mistakes people reported (2)" in page
    assert "Organizations nobody confirmed for a year (1)" in page
    assert 'href="/directory/mistakes/"' in page
    with as_feed():
        Delivery.objects.create(given="a.zip", state="looked", handed_at=NOW, handed_by=uuid4())
        Delivery.objects.create(given="b.zip", state="taken", handed_at=NOW, handed_by=uuid4())
    assert waiting(as_("steward")) == ["mistakes", "feeds", "due"]
    assert "Feeds to take in or leave (1)" in html(as_("steward"))
    for other in ("admin", "analyst", "school"):
        assert not {"mistakes", "feeds", "due"} & set(waiting(as_(other)))
