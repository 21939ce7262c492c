"""Forms that come twice, late, or from the wrong seat."""

import threading
from typing import Any

import pytest
from django.test import Client

from hubtable.kernel.seat import Role, Seat
from tests.hubs.person import again, browser_of, hidden, send
from tests.world import NOW, World, as_seat, sit


def agency_names(world: World) -> list[str]:
    from hubtable.hubs.models import Agency

    with as_seat(world["admin"]):
        return list(Agency.objects.values_list("name", flat=True))


NEW = {"name": "Night Shelter", "sector": "Housing", "can_do": ""}


def test_the_same_form_again_leads_where_the_first_led(world: World, as_) -> None:
    client = as_("admin")
    form = {**hidden(client.get("/hub/agencies/add/").content.decode()), **NEW}
    first = client.post("/hub/agencies/add/", form)
    second = client.post("/hub/agencies/add/", {**form, "name": "Night Shelter 2"})
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert agency_names(world).count("Night Shelter") == 1
    assert "Night Shelter 2" not in agency_names(world)


def test_two_clicks_at_once_do_it_once(world: World, as_) -> None:
    clients = [as_("admin"), as_("admin")]
    path = "/hub/people/add/"
    form = hidden(clients[0].get(path).content.decode())
    form |= {"name": "Ned Low", "email": "ned@example.org", "agency": "", "languages": ""}
    answers: list[Any] = []
    start = threading.Barrier(2)

    def press(client: Client) -> None:
        from django.db import connections

        start.wait()
        try:
            answers.append(client.post(path, form))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]


def test_what_failed_can_be_sent_again(world: World, as_) -> None:
    client = as_("admin")
    form = {**hidden(client.get("/hub/agencies/add/").content.decode()), **NEW}
    wrong = client.post("/hub/agencies/add/", {**form, "sector": "Nothing"})
    assert wrong.status_code == 422
    assert "Night Shelter" in wrong.content.decode()
    assert client.post("/hub/agencies/add/", form).status_code == 302


def test_a_refusal_of_an_act_is_said_in_the_form(world: World, as_) -> None:
    twice = send(
        as_("admin"), "/hub/agencies/add/", name="Brookside Police", sector="Policing", can_do=""
    )
    assert twice.status_code == 422
    assert "This Hub already has one with the same name." in twice.content.decode()


def test_the_second_editor_is_told_what_changed_and_loses_nothing(world: World, as_) -> None:
    one, two = as_("admin"), as_("admin")
    path = f"/hub/agencies/{world.agencies['police']}/change/"
    mine = hidden(two.get(path).content.decode())
    saved = {"name": "Brookside Police", "sector": "Policing", "can_do": "Welfare checks"}
    assert send(one, path, **saved).status_code == 302
    typed = {"name": "Brookside Police", "sector": "Policing", "can_do": "Night patrols"}
    told = two.post(path, {**mine, **typed})
    assert told.status_code == 409
    page = told.content.decode()
    assert "Welfare checks" in page
    assert 'value="Night patrols"' in page
    assert page.count("Saved now") == 2, "one row: the field that differs, and its heading"
    settled = two.post(path, {**hidden(page), **typed, "resolve": "mine"})
    assert settled.status_code == 302
    assert "Night patrols" in two.get(settled["Location"]).content.decode()


def test_an_end_is_not_confirmed_on_an_old_page(world: World, as_) -> None:
    one, two = as_("admin"), as_("admin")
    police = world.agencies["police"]
    old = hidden(two.get(f"/hub/agencies/{police}/end/").content.decode())
    send(one, f"/hub/agencies/{police}/change/", name="P", sector="Policing", can_do="")
    answer = two.post(f"/hub/agencies/{police}/end/", old)
    assert answer.status_code == 409
    assert "Someone else changed this meanwhile" in answer.content.decode()


@pytest.fixture
def lead_too(world: World) -> Seat:
    """Ada Brook leads the hospital, too: a second seat of the administrator."""
    admin = world["admin"]
    with as_seat(admin):
        hospital = world.agencies["hospital"]
        who = (admin.person, admin.user)
        return sit(admin, who, "Ada Brook", Role.AGENCY_LEAD, agency=hospital, at=NOW)


def change_seat(client: Client, seat: Seat) -> None:
    client.post("/seats/choose/", {"choice": str(seat.id)})


def test_a_form_from_another_seat_is_asked_about(world: World, as_, lead_too: Seat) -> None:
    client, path = as_("admin"), "/hub/agencies/add/"
    form = {**hidden(client.get(path).content.decode()), **NEW}
    change_seat(client, lead_too)
    asked = client.post(path, form)
    assert asked.status_code == 409
    page = asked.content.decode()
    assert "Which seat sends this?" in page
    assert "Hub administrator" in page
    assert "Agency lead · Valley Hospital" in page
    assert 'value="Night Shelter"' in page
    assert "Night Shelter" not in agency_names(world)


@pytest.mark.parametrize(("seat", "status"), [("opened", 302), ("acting", 403)])
def test_the_asked_form_is_sent_as_the_seat_one_says(
    world: World, as_, lead_too: Seat, seat: str, status: int
) -> None:
    client, path = as_("admin"), "/hub/agencies/add/"
    form = {**hidden(client.get(path).content.decode()), **NEW}
    change_seat(client, lead_too)
    client.post(path, form)
    chosen = world["admin"] if seat == "opened" else lead_too
    sent = client.post(path, {**form, "seat": str(chosen.id), "switch_seat": "1"})
    assert sent.status_code == status
    assert client.session["seat"] == str(chosen.id)
    assert ("Night Shelter" in agency_names(world)) is (status == 302)


def test_nobody_switches_to_the_seat_of_another(world: World, as_) -> None:
    client = as_("hospital")
    sent = {"seat": str(world["admin"].id), "switch_seat": "1", **NEW}
    answer = client.post("/hub/agencies/add/", sent)
    assert answer.status_code == 302
    assert answer["Location"] == "/seats/"
    assert "Night Shelter" not in agency_names(world)


def test_a_form_opened_from_a_seat_that_ended_is_not_sent(world: World, as_) -> None:
    client = as_("admin")
    form = again(hidden(client.get("/hub/agencies/add/").content.decode()))
    answer = client.post("/hub/agencies/add/", {**form, **NEW, "seat": str(world["chair"].id)})
    assert answer.status_code == 409
    assert "Night Shelter" not in agency_names(world)


def test_a_form_needs_its_token(world: World, as_) -> None:
    from django.conf import settings

    signed_in = as_("admin")
    strict = Client(enforce_csrf_checks=True, **{"wsgi.url_scheme": "https"})
    strict.cookies = signed_in.cookies
    assert settings.CSRF_COOKIE_NAME not in strict.cookies
    assert strict.post("/hub/agencies/add/", NEW).status_code == 403


def test_the_choice_of_a_browser_is_only_its_own(world: World, lead_too: Seat, clock) -> None:
    one, two = browser_of(world["admin"]), browser_of(world["admin"])
    change_seat(one, lead_too)
    assert two.get("/hub/agencies/").status_code == 200
    assert one.get("/hub/agencies/").status_code == 403
