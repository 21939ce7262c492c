"""Choosing a seat, keeping it while it holds, and signing first."""

import pytest
from django.test import Client

from tests.hubs.person import browser_of, hidden, send
from tests.world import NOW, World, as_seat


def test_somebody_with_one_seat_gets_it(world: World, clock) -> None:
    client = browser_of(world["school"], choose=False)
    page = client.get("/seats/").content.decode()
    assert "You act from this seat" in page
    assert client.session["seat"] == str(world["school"].id)


def test_somebody_with_two_seats_chooses(world: World, clock) -> None:
    client = browser_of(world["hospital"], choose=False)
    page = client.get("/seats/").content.decode()
    assert page.count('name="choice"') == 2
    assert "You act as" not in page
    answer = client.post("/seats/choose/", {"choice": world["hospital_b"].id})
    assert answer.status_code == 302
    assert "Brookside Hub table B" in client.get("/seats/").content.decode()


def test_nobody_chooses_a_seat_of_another(world: World, as_) -> None:
    client = as_("hospital")
    client.post("/seats/choose/", {"choice": world["chair"].id})
    assert client.session["seat"] == str(world["hospital"].id)


def test_choosing_does_not_lead_to_another_site(world: World, as_) -> None:
    sent = {"choice": world["hospital"].id, "next": "https://evil.example/"}
    assert as_("hospital").post("/seats/choose/", sent)["Location"] == "/"


@pytest.mark.parametrize("name", ["school_former", "lapsed"])
def test_an_ended_seat_or_agreement_ends_at_the_next_request(world: World, as_, name) -> None:
    client = as_(name)
    answer = client.get("/seats/")
    assert answer.status_code == 302
    assert answer["Location"] == "/seats/"
    assert "seat" not in client.session
    page = client.get("/seats/").content.decode()
    assert "This seat has ended" in page
    assert "You have no seat now" in page


def test_a_seat_ends_while_its_page_is_open(world: World, as_, clock) -> None:
    from hubtable.hubs.actions import seating

    client = as_("police")
    assert "You act as" in client.get("/seats/").content.decode()
    with as_seat(world["admin"]):
        seating.end_seat(by=world["admin"], at=NOW, seat=world["police"].id, version=1)
    clock.pass_(seconds=1)
    assert client.get("/seats/").status_code == 302


def test_signing_opens_the_seat(world: World, clock) -> None:
    client = browser_of(world["housing_unsigned"], choose=False)
    page = client.get("/seats/").content.decode()
    assert "Sign first: Brookside Hub" in page
    path = f"/seats/sign/{world['housing_unsigned'].person}/"
    assert send(client, path).status_code == 422
    assert send(client, path, agree="on").status_code == 302
    clock.pass_(seconds=1)
    assert "You act from this seat" in client.get("/seats/").content.decode()
    assert client.get(path).status_code == 404


def test_nobody_signs_for_another(world: World, as_) -> None:
    client = as_("police")
    assert client.get(f"/seats/sign/{world['housing_unsigned'].person}/").status_code == 404


def test_a_stranger_is_led_to_sign_in(world: World) -> None:
    answer = Client().get("/seats/", secure=True)
    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/?next=/seats/"


def test_nothing_of_a_signed_in_page_is_cached(world: World, as_) -> None:
    assert as_("police").get("/seats/")["Cache-Control"] == "no-store"


def test_a_form_has_its_request_id(world: World, clock) -> None:
    client = browser_of(world["housing_unsigned"], choose=False)
    path = f"/seats/sign/{world['housing_unsigned'].person}/"
    fields = hidden(client.get(path).content.decode())
    assert client.post(path, {**fields, "request_id": "no"}).status_code == 400
