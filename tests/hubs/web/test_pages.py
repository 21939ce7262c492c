"""Every page of the Hub: who opens it, and that it opens at all."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest

from tests.hubs.pictures import picture
from tests.world import NOW, World, as_seat

ADMIN_ONLY = {"admin": 200, "agency_lead": 403, "chair": 403, "analyst": 403}
KEEPS = {"admin": 200, "agency_lead": 200, "chair": 403, "privacy_contact": 403}
OTHERS = {"admin": 200, "agency_lead": 404, "chair": 403}
AT_TABLE = {"admin": 403, "agency_lead": 403, "chair": 200, "analyst": 403, "privacy_contact": 403}
EVERYBODY = {"admin": 200, "agency_lead": 200, "chair": 200, "analyst": 200, "privacy_contact": 200}
PHOTO = {"admin": 200, "agency_lead": 200, "chair": 200, "analyst": 404}

PAGES: Mapping[str, Mapping[str, int]] = {
    "": {"admin": 200, "agency_lead": 302, "chair": 403},
    "change/": ADMIN_ONLY,
    "faces/": AT_TABLE,
    "faces/print/": AT_TABLE,
    "faces/{photo}.jpg": PHOTO,
    "you/": EVERYBODY,
    "towns/": ADMIN_ONLY,
    "towns/{town}/end/": ADMIN_ONLY,
    "record/": ADMIN_ONLY,
    "mail/": ADMIN_ONLY,
    "tables/": ADMIN_ONLY,
    "tables/add/": ADMIN_ONLY,
    "tables/{table}/": ADMIN_ONLY,
    "tables/{table}/change/": ADMIN_ONLY,
    "tables/{table}/words/": ADMIN_ONLY,
    "tables/{table}/end/": ADMIN_ONLY,
    "tables/{table}/send/": ADMIN_ONLY,
    "delegations/{delegation}/end/": ADMIN_ONLY,
    "words/": ADMIN_ONLY,
    "words/add/": ADMIN_ONLY,
    "words/{vocabulary}/": ADMIN_ONLY,
    "words/{vocabulary}/risk_factor/": ADMIN_ONLY,
    "words/{vocabulary}/sector/": ADMIN_ONLY,
    "agencies/": ADMIN_ONLY,
    "agencies/print/": ADMIN_ONLY,
    "agencies/agencies.csv": ADMIN_ONLY,
    "agencies/add/": ADMIN_ONLY,
    "agencies/{hospital}/": KEEPS,
    "agencies/{police}/": OTHERS,
    "agencies/{hospital}/change/": ADMIN_ONLY,
    "agencies/{hospital}/end/": ADMIN_ONLY,
    "agencies/{hospital}/programs/add/": KEEPS,
    "agencies/{police}/programs/add/": OTHERS,
    "agencies/{hospital}/agreements/add/": ADMIN_ONLY,
    "programs/{program}/change/": KEEPS,
    "programs/{program}/end/": KEEPS,
    "programs/{police_program}/change/": OTHERS,
    "programs/{police_program}/end/": OTHERS,
    "agreements/{agreement}/change/": ADMIN_ONLY,
    "agreements/{agreement}/end/": ADMIN_ONLY,
    "people/": KEEPS,
    "people/print/": KEEPS,
    "people/people.csv": KEEPS,
    "people/add/": KEEPS,
    "people/{lead}/": KEEPS,
    "people/{lead}/change/": KEEPS,
    "people/{lead}/end/": KEEPS,
    "people/{officer}/": OTHERS,
    "people/{officer}/change/": OTHERS,
    "people/{officer}/end/": OTHERS,
    "people/{lead}/agreement/add/": ADMIN_ONLY,
    "people/{lead}/agreement/end/": ADMIN_ONLY,
    "seats/add/": ADMIN_ONLY,
    "seats/{seat}/end/": ADMIN_ONLY,
}
"""Path below /hub/ → somebody of the cast → status of opening it."""

ACTS: Mapping[str, Mapping[str, int]] = {
    "mail/{mail}/again/": ADMIN_ONLY,
    "mail/{mail}/aside/": ADMIN_ONLY,
    "you/photo/remove/": EVERYBODY,
    "people/{lead}/photo/remove/": KEEPS,
    "people/{officer}/photo/remove/": OTHERS,
    "towns/{town}/back/": ADMIN_ONLY,
    "tables/{table}/back/": ADMIN_ONLY,
    "delegations/{delegation}/back/": ADMIN_ONLY,
    "agencies/{hospital}/back/": ADMIN_ONLY,
    "programs/{program}/back/": KEEPS,
    "programs/{police_program}/back/": OTHERS,
    "people/{lead}/back/": KEEPS,
    "people/{officer}/back/": OTHERS,
    "people/{lead}/invite/": KEEPS,
    "people/{officer}/invite/": OTHERS,
    "seats/{seat}/back/": ADMIN_ONLY,
}
"""Addresses that only take a form."""


@pytest.fixture
def ids(world: World) -> dict[str, UUID | None]:
    from hubtable.hubs.actions import founding
    from hubtable.hubs.actions.photos import show_yourself
    from hubtable.hubs.models import Photo, Program

    hospital, police = world.agencies["hospital"], world.agencies["police"]
    for who in ("agency_lead", "police"):
        with as_seat(world[who]):
            show_yourself(by=world[who], at=NOW, version=1, languages=[], photo=picture())
    with as_seat(world["admin"]):
        return {
            "town": founding.add_town(by=world["admin"], at=NOW, name="Brookside", state="MA"),
            "program": Program.objects.get(agency=hospital).pk,
            "police_program": Program.objects.get(agency=police).pk,
            "table": world.tables["A"],
            "delegation": world.delegations["police_A"],
            "vocabulary": world.vocabulary,
            "hospital": hospital,
            "police": police,
            "agreement": world.agreements["hospital"],
            "lead": world["agency_lead"].person,
            "officer": world["police"].person,
            "seat": world["police"].id,
            "mail": uuid4(),
            "photo": Photo.objects.get(person=world["police"].person).pk,
        }


@pytest.mark.parametrize("name", ["admin", "agency_lead", "chair", "analyst", "privacy_contact"])
def test_every_page_opens_for_its_roles_and_no_other(as_, ids, name: str) -> None:
    client = as_(name)
    got = {
        path: client.get("/hub/" + path.format(**ids)).status_code
        for path, roles in PAGES.items()
        if name in roles
    }
    assert got == {path: roles[name] for path, roles in PAGES.items() if name in roles}


@pytest.mark.parametrize("name", ["chair", "analyst", "privacy_contact", "agency_lead"])
def test_no_form_is_taken_from_who_may_not_open_it(as_, world, ids, name: str) -> None:
    client, seat = as_(name), str(world[name].id)
    closed = [path for path, roles in (PAGES | ACTS).items() if roles.get(name, 403) in {403, 404}]
    taken = {}
    for path in closed:
        form = {"request_id": f"00000000-0000-4000-8000-{len(taken):012}", "seat": seat}
        status = client.post("/hub/" + path.format(**ids), form | {"version": "1"}).status_code
        if status not in {403, 404, 405}:
            taken[path] = status
    assert closed
    assert taken == {}


def test_every_address_of_the_hub_is_looked_at() -> None:
    from hubtable.hubs.web import urls

    known = {path.format(**dict.fromkeys(NAMES, "<>")) for path in PAGES | ACTS}
    routes = {str(one.pattern).removeprefix("hub/") for one in urls.urlpatterns}
    plain = {
        route.replace("<uuid:pk>", "<>").replace("<slug:kind>", "risk_factor")
        for route in routes
        if not route.startswith("seats/") or "<uuid:pk>" in route or route == "seats/add/"
    }
    assert plain - known == set()


NAMES = (
    "town", "program", "police_program", "table", "delegation", "vocabulary", "hospital", "police",
    "agreement", "lead", "officer", "seat", "mail", "photo",
)  # fmt: skip


def test_the_admin_of_another_hub_finds_nothing(as_, ids) -> None:
    client = as_("ridge_admin")
    mine = ["/hub/" + path.format(**ids) for path in PAGES if "{" in path]
    assert {path: client.get(path).status_code for path in mine} == dict.fromkeys(mine, 404)
