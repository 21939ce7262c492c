"""What stands on a service's page: insurance, contact, openings, holidays, places, each undone."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.directory.records import as_feed, made
from tests.hubs.person import hidden, send
from tests.table.web.pages import queries
from tests.world import NOW, World, as_seat

As = Callable[..., Client]


@pytest.fixture(autouse=True)
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request comes a second later, from a known day on."""
    from hubtable.hubs.web import middleware

    ticks = count()
    monkeypatch.setattr(middleware, "now", lambda: NOW + timedelta(seconds=next(ticks)))


def listing(pantry: dict[str, Any]) -> Any:
    from hubtable.directory.models import Listing

    return Listing.objects.get(service=pantry["service"])


def page(client: Client, pantry: dict[str, Any]) -> str:
    return str(client.get(f"/directory/services/{pantry['service']}/").content.decode())


def found(pantry: dict[str, Any], lang: str = "") -> str:
    """Return the public page of the service."""
    from hubtable.directory.rules.saved import as_text

    path = f"{lang}/find/at/{as_text([listing(pantry).id])}/"
    answer = Client(**{"wsgi.url_scheme": "https"}).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def undone(world: World, client: Client, pantry: dict[str, Any]) -> None:
    """Take the last saving back."""
    from hubtable.directory.models import Change

    with as_seat(world["steward"]):
        act = Change.objects.exclude(how="undo").order_by("-at")[0].act
    path = f"/directory/services/{pantry['service']}/places/new/"
    assert send(client, f"/directory/undo/{act}/", stamp_of=path).status_code == 302


def added(client: Client, pantry: dict[str, Any], kind: str, **values: Any) -> None:
    path = f"/directory/{kind}/add/?service={pantry['service']}"
    answer = send(client, path, **values)
    assert answer.status_code == 302, answer.content.decode()


def test_insurance_is_found_at_once_and_taken_back(
    world: World, as_: As, pantry: dict[str, Any]
) -> None:
    client = as_("steward")
    added(client, pantry, "insurance_accepted", name="MassHealth")
    assert listing(pantry).insurance == ["masshealth"]
    assert "MassHealth" in found(pantry)
    assert "insurance: MassHealth added" in page(client, pantry)
    undone(world, client, pantry)
    assert listing(pantry).insurance == []
    assert "MassHealth" not in found(pantry)
    assert "insurance: MassHealth taken out" in page(client, pantry)


def test_ways_of_contact_stand_on_the_public_page(as_: As, pantry: dict[str, Any]) -> None:
    client = as_("steward")
    assert listing_or_none(pantry) is None
    added(client, pantry, "contact_way", way="online")
    added(client, pantry, "contact_way", way="referral", note="From a school.")
    assert listing(pantry).remote
    assert "Somebody has to refer you" in found(pantry)
    assert "Fòk yon moun refere w" in found(pantry, "/ht")
    assert "Somebody must refer: From a school." in page(client, pantry)


def listing_or_none(pantry: dict[str, Any]) -> Any:
    from hubtable.directory.models import Listing

    return Listing.objects.filter(service=pantry["service"]).first()


def test_openings_tell_when_they_were_told(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import ServiceCapacity

    client = as_("steward")
    today, before = NOW.date(), NOW.date() - timedelta(days=9)
    add = f"/directory/service_capacity/add/?service={pantry['service']}"
    late = send(client, add, status="full", told_at=str(today + timedelta(days=2)))
    assert late.status_code == 422
    added(client, pantry, "service_capacity", status="full", told_at=str(before))
    kept = ServiceCapacity.objects.get()
    assert (kept.status, kept.told_at.date()) == ("full", before)
    assert listing(pantry).capacity == "full"
    change = f"/directory/service_capacity/{kept.pk}/change/"
    assert send(client, change, status="full", told_at=str(before), description="No").status_code
    kept.refresh_from_db()
    assert (kept.description, kept.told_at.date()) == ("No", before), "the openings are the same"
    page(client, pantry)  # shows what was said of the change, with a form to undo it
    answer = send(client, change, status="waiting_list", told_at=str(before), description="No")
    assert answer.status_code == 302, answer.content.decode()
    kept.refresh_from_db()
    assert kept.told_at.date() == NOW.date()
    assert listing(pantry).capacity == "waiting_list"
    assert "Waiting list" in found(pantry)


def test_a_change_of_openings_goes_back_with_its_day(
    world: World, as_: As, pantry: dict[str, Any]
) -> None:
    from hubtable.directory.models import ServiceCapacity

    client = as_("steward")
    with as_feed():
        was = made(ServiceCapacity, service_id=pantry["service"], status="open",
                   told_at=NOW - timedelta(days=40))  # fmt: skip
    change = f"/directory/service_capacity/{was.pk}/change/"
    form = hidden(client.get(change).content.decode())
    sent = form | {"status": "full", "told_at": str((NOW - timedelta(days=40)).date())}
    saved = client.post(change.replace("change", "save"), sent)
    assert saved.status_code == 200, "it saves itself"
    assert ServiceCapacity.objects.get().told_at.date() == NOW.date()
    undone(world, client, pantry)
    kept = ServiceCapacity.objects.get()
    assert (kept.status, kept.told_at) == ("open", NOW - timedelta(days=40))
    assert listing(pantry).capacity == "open"


@pytest.mark.parametrize(
    "wrong",
    [
        {"holiday": "open", "valid_from": "2026-12-24"},
        {"holiday": "open", "opens_at": "9:00", "closes_at": "12:00"},
        {"holiday": "closed", "opens_at": "9:00", "closes_at": "12:00"},
        {"holiday": "closed", "valid_from": "2026-12-24", "valid_to": "2026-12-23"},
        {"holiday": "closed", "valid_to": "2026-12-24"},
        {"holiday": "closed", "named": "2026-12-24"},
        {"holiday": ""},
    ],
)
def test_hours_of_holidays_fit(as_: As, pantry: dict[str, Any], wrong: dict[str, str]) -> None:
    path = f"/directory/holiday_hours/add/?service={pantry['service']}"
    assert send(as_("steward"), path, **wrong).status_code == 422


def test_a_holiday_is_named_and_the_finder_follows(
    world: World, as_: As, pantry: dict[str, Any]
) -> None:
    from hubtable.directory.models import Schedule

    client = as_("steward")
    added(client, pantry, "holiday_hours", holiday="closed", named="2026-12-25")
    kept = Schedule.objects.get(holiday="closed")
    assert str(kept.valid_from) == str(kept.valid_to) == "2026-12-25"
    assert kept.description == "Christmas Day"
    assert "December 25, 2026: Closed" in found(pantry)
    assert "25 desanm 2026: Fèmen" in found(pantry, "/ht")
    assert "Christmas Day" in page(client, pantry)
    added(client, pantry, "holiday_hours", holiday="open", valid_from="2026-12-24",
          opens_at="9:00", closes_at="12:00")  # fmt: skip
    assert "December 24, 2026: 9:00 am - 12:00 pm" in found(pantry)
    undone(world, client, pantry)
    assert "December 24, 2026" not in found(pantry)


def test_holidays_are_those_of_the_state(as_: As, pantry: dict[str, Any]) -> None:
    client = as_("steward")
    added(client, pantry, "contact_way", way="walk_in")  # makes its listing, and so its state
    path = f"/directory/holiday_hours/add/?service={pantry['service']}"
    assert "Patriots' Day" in unescape(client.get(path).content.decode())


def test_a_service_is_tied_to_a_place_and_let_go(
    world: World, as_: As, pantry: dict[str, Any]
) -> None:
    from hubtable.directory.models import Listing, Location, ServiceAtLocation

    client = as_("steward")
    with as_feed():
        other = made(Location, name="North hall", organization_id=pantry["organization"])
        strange = made(Location, name="Somebody else's")
    path = f"/directory/services/{pantry['service']}/places/"
    offered = client.get(path).content.decode()
    assert "North hall" in offered
    assert str(pantry["location"]) not in offered
    assert send(client, path, location=str(strange.pk)).status_code == 422
    assert send(client, path, location=str(other.pk)).status_code == 302
    assert Listing.objects.filter(location=other.pk).exists()
    tie = ServiceAtLocation.objects.get(location=other.pk)
    assert "North hall" in page(client, pantry)
    assert send(client, f"/directory/service_at_location/{tie.pk}/end/").status_code == 302
    assert not Listing.objects.filter(location=other.pk).exists()
    assert "place of a service: North hall taken out" in page(client, pantry)
    undone(world, client, pantry)
    assert Listing.objects.filter(location=other.pk).exists()


def test_a_new_place_is_made_with_its_address(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import Listing, Location

    client = as_("steward")
    path = f"/directory/services/{pantry['service']}/places/new/"
    address = {"address_1": "9 Mill Street", "city": "Natick", "state_province": "MA",
               "postal_code": "01760", "country": "US"}  # fmt: skip
    assert send(client, path, name="Mill hall", **address).status_code == 302
    made_ = Location.objects.get(name="Mill hall")
    assert made_.organization_id == pantry["organization"]
    assert Listing.objects.get(location=made_.pk).town == "Natick"
    assert send(client, path, name="x", address_1="1 Elm").status_code == 422


TIES = ("service_at_location/add/?service={service}", "attribute/add/?service={service}")


@pytest.mark.parametrize("path", TIES)
def test_ties_are_not_filled_in(as_: As, pantry: dict[str, Any], path: str) -> None:
    assert as_("steward").get(f"/directory/{path.format(**pantry)}").status_code == 404


KEPT = {
    "insurance_accepted": {"name": "MassHealth"},
    "contact_way": {"way": "phone"},
    "service_capacity": {"status": "full"},
    "holiday_hours": {"holiday": "closed"},
}


@pytest.mark.parametrize("kind", KEPT)
@pytest.mark.parametrize("who", ["chair", "admin", "coordinator"])
def test_nobody_else_adds(as_: As, pantry: dict[str, Any], kind: str, who: str) -> None:
    """The page refuses, the action refuses, and so does the database."""
    from hubtable.directory.models.kinds import OF_KIND

    path = f"/directory/{kind}/add/?service={pantry['service']}"
    form = {"seat": str(UUID(int=0)), "request_id": str(UUID(int=1)), **KEPT[kind]}
    assert as_(who).post(path, form).status_code in (403, 409)
    assert not OF_KIND[kind].objects.filter(ended_at=None, **KEPT[kind]).exists()


@pytest.mark.parametrize("kind", KEPT)
def test_the_walls_below_the_pages_hold(world: World, pantry: dict[str, Any], kind: str) -> None:
    from django.db import DatabaseError, transaction

    from hubtable.directory.actions import editing, tying
    from hubtable.directory.models.kinds import OF_KIND
    from hubtable.kernel.verdict import Refused

    by, service = world["chair"], {"service": pantry["service"]}
    with as_seat(by):
        with pytest.raises(Refused):
            editing.add(by=by, at=NOW, kind=kind, parents=service, values=KEPT[kind])
        with pytest.raises(Refused):
            tying.tie(by=by, at=NOW, service=pantry["service"], location=pantry["location"])
        with pytest.raises(DatabaseError), transaction.atomic():
            made(OF_KIND[kind], service_id=pantry["service"], **KEPT[kind])


def test_the_page_asks_no_more_for_more_rows(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import (
        Address,
        InsuranceAccepted,
        Location,
        Phone,
        ServiceAtLocation,
    )

    client = as_("steward")
    with as_feed():
        made(Location, name="First hall", organization_id=pantry["organization"])
    paths = [f"/directory/services/{pantry['service']}/",
             f"/directory/organizations/{pantry['organization']}/",
             f"/directory/locations/{pantry['location']}/",
             f"/directory/services/{pantry['service']}/places/"]  # fmt: skip
    before = [queries(client, path) for path in paths]
    with as_feed():
        for n in range(8):
            made(InsuranceAccepted, service_id=pantry["service"], name=f"Plan {n}")
            made(Phone, service_id=pantry["service"], number=f"508-555-01{n:02}")
            place = made(Location, name=f"Hall {n}", organization_id=pantry["organization"])
            made(Address, location_id=pantry["location"], city=f"Town {n}", state_province="MA")
            if n % 2:
                made(ServiceAtLocation, service_id=pantry["service"], location=place)
    assert [queries(client, path) for path in paths] == before
    assert re.search(r"Plan 7", page(client, pantry))
