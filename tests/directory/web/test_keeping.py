"""The steward's pages: who opens them, editing with undo, doubles, merging, hiding."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.directory.records import as_feed, made
from tests.hubs.person import hidden, send
from tests.world import World, as_seat

As = Callable[..., Client]
PAGES = (
    *("", "?q=elm", "?q=food&state=overdue", "?state=missing", "?sort=-services", "?page=2"),
    *("organizations/{organization}/", "services/{service}/", "locations/{location}/"),
    *(
        "locations/{location}/hide/",
        "organization/add/",
        "service/add/?organization={organization}",
    ),
    *("phone/add/?service={service}", "schedule/add/?service={service}"),
    *("organization/{organization}/change/", "service/{service}/change/"),
    *("location/{location}/change/", "phone/{phone}/change/", "phone/{phone}/end/"),
    *("organization/{organization}/merge/", "organization/{organization}/checked/"),
    *("due/", "proposals/", "mistakes/"),
)


@pytest.mark.parametrize("path", PAGES)
def test_a_steward_opens_every_page_and_nobody_else(
    as_: As, pantry: dict[str, Any], path: str
) -> None:
    address = f"/directory/{path.format(**pantry)}"
    assert as_("steward").get(address).status_code == 200
    for who in ("chair", "admin", "agency_lead", "community"):
        assert as_(who).get(address).status_code == 403, who
    assert Client(**{"wsgi.url_scheme": "https"}).get(address).status_code == 302


ABSENT = ("nonsense/add/", "phone/add/", "phone/add/?service=x", "unit/add/?service={service}")


@pytest.mark.parametrize("path", [*ABSENT, "services/{organization}/"])
def test_what_is_not_there(as_: As, pantry: dict[str, Any], path: str) -> None:
    assert as_("steward").get(f"/directory/{path.format(**pantry)}").status_code == 404


def test_the_list_is_searched(as_: As, pantry: dict[str, Any]) -> None:
    with as_feed():
        from hubtable.directory.models import Organization

        made(Organization, name="Café Léger", alternate_name="100%_sure")
    client = as_("steward")
    for words, names in (
        ("cafe", {"Café Léger"}),
        ("food", {"Elm Table Pantry"}),
        ("%", {"Café Léger"}),
        ("100%_s", {"Café Léger"}),
        ("zzz", set()),
    ):
        html = client.get("/directory/", {"q": words}).content.decode()
        assert {n for n in ("Café Léger", "Elm Table Pantry") if n in html} == names, words


def test_a_change_is_saved_shown_in_the_history_and_undone(
    world: World, as_: As, pantry: dict[str, Any]
) -> None:
    from hubtable.directory.models import Change, Organization

    client = as_("steward")
    path = f"/directory/organization/{pantry['organization']}/change/"
    form = {"name": "Elm Table", "email": "desk@elmtable.example", "description": "Food."}
    answer = send(client, path, **form)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Elm Table Pantry</del>" in page
    assert Organization.objects.get(pk=pantry["organization"]).name == "Elm Table"
    with as_seat(world["steward"]):
        assert {one.field for one in Change.objects.all()} == {"name", "description"}
        act = Change.objects.first().act
    assert send(client, f"/directory/undo/{act}/", stamp_of=answer["Location"]).status_code == 302
    kept = Organization.objects.get(pk=pantry["organization"])
    assert (kept.name, kept.description, kept.version) == ("Elm Table Pantry", "", 3)


def test_a_form_saves_itself_and_is_one_line_of_history(
    world: World, as_: As, pantry: dict[str, Any]
) -> None:
    from hubtable.directory.models import Change, Service

    client = as_("steward")
    change = f"/directory/service/{pantry['service']}/change/"
    form = hidden(client.get(change).content.decode())
    for said in ("Brea", "Bread every", "Bread every day"):
        sent = form | {"name": "Food pantry", "status": "active", "description": said}
        answer = client.post(change.replace("change", "save"), sent)
        assert answer.status_code == 200
        form["version"] = answer.json()["version"]
    assert Service.objects.get(pk=pantry["service"]).description == "Bread every day"
    with as_seat(world["steward"]):
        said = [(one.field, one.before, one.after) for one in Change.objects.all()]
    assert ("description", "", "Bread every day") in said
    assert len([one for one in said if one[0] == "description"]) == 1
    assert client.post(change.replace("change", "save"), form | {"version": "1", "name": "x",
                       "status": "active"}).status_code == 409  # fmt: skip
    assert client.post(change.replace("change", "save"), form | {"name": ""}).status_code == 422


def test_two_stewards_at_one_record(as_: As, pantry: dict[str, Any]) -> None:
    first, second = as_("steward"), as_("steward")
    path = f"/directory/organization/{pantry['organization']}/change/"
    early = hidden(second.get(path).content.decode())
    assert send(first, path, name="Elm One").status_code == 302
    late = second.post(path, early | {"name": "Elm Two"})
    assert late.status_code == 409
    assert "Elm One" in late.content.decode()


def test_ages_and_points_fit_together(as_: As, pantry: dict[str, Any]) -> None:
    client = as_("steward")
    ages = {"name": "x", "status": "active", "minimum_age": "30", "maximum_age": "20"}
    path = f"/directory/service/{pantry['service']}/change/"
    assert send(client, path, **ages).status_code == 422
    point = {"location_type": "physical", "latitude": "42", "longitude": ""}
    path = f"/directory/location/{pantry['location']}/change/"
    assert send(client, path, **point).status_code == 422


def test_what_may_be_there_already_is_shown_first(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import Organization

    client = as_("steward")
    answer = send(client, "/directory/organization/add/", name="Elm Table Pantries")
    assert answer.status_code == 422
    assert f"/directory/organizations/{pantry['organization']}/" in answer.content.decode()
    answer = send(client, "/directory/organization/add/", name="Elm Table Pantries", anyway="on")
    assert answer.status_code == 302
    assert Organization.objects.count() == 2
    assert send(client, "/directory/organization/add/", name="Harbor Rides").status_code == 302


def test_doubles_become_one_and_two_again(world: World, as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import Merging, Organization, Phone, Service

    with as_feed():
        twin = made(Organization, name="Elm Table Pantry Inc")
        served = made(Service, organization=twin, name="Diapers")
    client = as_("steward")
    answer = send(
        client, f"/directory/organization/{twin.id}/merge/", into=str(pantry["organization"])
    )
    assert answer.status_code == 302
    assert Service.objects.get(pk=served.id).organization_id == pantry["organization"]
    assert Organization.objects.get(pk=twin.id).ended_at
    with as_seat(world["steward"]):
        merging = Merging.objects.get().pk
    send(
        client,
        f"/directory/unmerge/{merging}/",
        stamp_of=f"/directory/phone/{pantry['phone']}/end/",
    )
    assert Service.objects.get(pk=served.id).organization_id == twin.id
    assert Organization.objects.get(pk=twin.id).ended_at is None
    assert Phone.objects.get(pk=pantry["phone"]).organization_id == pantry["organization"]


def test_taken_out_and_taken_back(world: World, as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import Change, Listing, Service

    client = as_("steward")
    path = f"/directory/service/{pantry['service']}/change/"
    send(client, path, name="Food pantry", status="active", description="Bread.")
    assert Listing.objects.filter(service=pantry["service"]).exists()
    client.get("/directory/")  # shows what was said of the change, with a form to undo it
    assert send(client, f"/directory/service/{pantry['service']}/end/").status_code == 302
    assert not Listing.objects.filter(service=pantry["service"]).exists()
    with as_seat(world["steward"]):
        act = Change.objects.get(field="").act
    send(client, f"/directory/undo/{act}/", stamp_of="/directory/organization/add/")
    assert Service.objects.get(pk=pantry["service"]).ended_at is None
    assert Listing.objects.filter(service=pantry["service"]).exists()


def test_a_steward_hides_a_shelter_and_still_edits_it(
    world: World, as_: As, pantry: dict[str, Any]
) -> None:
    from hubtable.directory.models import Address, Listing

    client = as_("steward")
    hide = f"/directory/locations/{pantry['location']}/hide/"
    assert send(client, hide).status_code == 302
    page = client.get(f"/directory/locations/{pantry['location']}/").content.decode()
    assert "3 Elm Street" in page, page[page.find("Addresses") :][:900]
    address = Address.objects.get(location=pantry["location"])
    assert (address.address_1, address.city) == ("", "Framingham")
    listing = Listing.objects.get(service=pantry["service"])
    assert (listing.latitude, listing.postal_code) != (42.3, "01702")
    assert listing.town == "Framingham"
    form = {"address_1": "5 Elm Street", "city": "Natick", "state_province": "MA"}
    assert send(client, f"/directory/address/{address.id}/change/", **form).status_code == 302
    address.refresh_from_db()
    assert (address.address_1, address.city) == ("", "Natick")
    assert send(client, hide).status_code == 302
    address.refresh_from_db()
    assert address.address_1 == "5 Elm Street"


def test_hours_and_phones_are_added(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import Phone, Schedule

    client = as_("steward")
    add = f"/directory/schedule/add/?service={pantry['service']}"
    assert send(client, add, byday="MO", opens_at="9:00", closes_at="").status_code == 422
    assert send(client, add, byday="MO", opens_at="9:00", closes_at="5 pm").status_code == 302
    assert str(Schedule.objects.get(byday="MO").closes_at) == "17:00:00"
    add = f"/directory/phone/add/?location={pantry['location']}"
    assert send(client, add, number="508-555-0199", extension="007").status_code == 302
    assert Phone.objects.get(extension="007").location_id == pantry["location"]
