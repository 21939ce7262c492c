"""Faces: who stands there, how they are found, and who gets a photo."""

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from tests.hubs.person import hidden, send
from tests.hubs.pictures import picture
from tests.world import FOUNDED, NOW, World, as_seat, person, sit

FACES, YOU = "/hub/faces/", "/hub/you/"


def page(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def sent(body: bytes, name: str = "me.jpg") -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, body, content_type="image/jpeg")


def photo_in(text: str) -> str:
    found = re.search(r'src="(/hub/faces/[0-9a-f-]{36}\.jpg)"', text)
    assert found, "a photo is shown"
    return found[1]


def test_whoever_has_a_seat_that_holds_stands_there(world: World, as_) -> None:
    text = page(as_("fire"), FACES)
    for name in ("Peg Moran", "Cora Lind", "Rita Vance", "Finn Ward"):
        assert name in text
    for name in ("Sia Webb", "Hope Dell", "Lou Park", "Pat Noon", "Ada Brook", "Helen Cho"):
        assert name not in text, "ended, unsigned, without an agreement, or of another table"


def test_an_alternate_stands_under_whom_they_stand_in_for(world: World, as_) -> None:
    text = page(as_("fire"), FACES)
    assert re.search(r"Stands in for Paul Reyes or Peg Moran.*?Pia Stone", text, re.DOTALL)
    assert re.search(r"Stands in for Finn Ward.*?Flora Shea", text, re.DOTALL)


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?q=peg+moran", "Peg Moran", "Finn Ward"),
        ("?q=valley+hosp", "Hana Ruiz", "Finn Ward"),
        ("?q=khmer", "Finn Ward", "Peg Moran"),
        ("?language=Khmer", "Finn Ward", "Peg Moran"),
        ("?q=beds+the+same", "Hugo Lane", "Peg Moran"),
        ("?q=nobody", "Nobody fits", "Finn Ward"),
    ],
)
def test_members_are_found(world: World, as_, query: str, there: str, gone: str) -> None:
    from hubtable.hubs.actions import agencies
    from hubtable.hubs.actions.photos import show_yourself

    with as_seat(world["fire"]):
        show_yourself(by=world["fire"], at=NOW, version=1, languages=["Khmer"])
    with as_seat(world["admin"]):
        agencies.change_agency(
            by=world["admin"],
            at=NOW,
            agency=world.agencies["housing"],
            version=1,
            name="Brookside Housing",
            sector="Housing",
            can_do="Emergency beds the same day",
        )
    for path in (FACES, f"{FACES}print/"):
        text = page(as_("chair"), path + query)
        assert there in text
        assert gone not in text.partition("<main")[2]


def test_they_stand_by_agency_or_by_name(world: World, as_) -> None:
    def order(query: str) -> list[str]:
        return re.findall(r'<p class="name">([^<]+)', page(as_("chair"), FACES + query))

    assert order("")[:2] == ["Cora Lind", "Edna Bay"]
    assert order("?sort=name") == sorted(order("?sort=name"), key=str.casefold)
    assert sorted(order("")) == sorted(order("?sort=name"))


def test_more_members_are_no_more_questions(world: World, as_) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, FACES)
        return len(asked)

    client = as_("chair")
    page(client, FACES)
    few = asked()
    with as_seat(world["admin"], FOUNDED):
        for n in range(12):
            name = f"Newcomer {n}"
            sit(
                world["admin"],
                person(world["admin"], name, world.agencies["fire"]),
                name,
                world["fire"].role,
                delegation=world.delegations["fire_A"],
                agency=world.agencies["fire"],
                table=world.tables["A"],
            )
    assert "Newcomer 11" in page(client, FACES)
    assert asked() == few


def test_a_photo_is_given_shown_and_taken_away(world: World, as_) -> None:
    own = as_("fire")
    done = send(own, YOU, photo=sent(picture("PNG", (900, 400))), languages="Twi, Twi, Khmer")
    assert done.status_code == 302
    text = page(own, YOU)
    assert "Twi, Khmer" in text
    path = photo_in(text)
    assert path in page(as_("chair"), FACES)
    answer = as_("chair").get(path)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(answer.content)).size == (320, 320)
    assert send(own, f"{YOU}photo/remove/", stamp_of=YOU).status_code == 302
    assert own.get(path).status_code == 404
    assert path not in page(as_("chair"), FACES)


def test_who_gets_no_photo(world: World, as_) -> None:
    from django.test import Client

    send(as_("fire"), YOU, photo=sent(picture()))
    path = photo_in(page(as_("fire"), YOU))
    for who in ("analyst", "leadership", "community", "ridge_admin"):
        assert as_(who).get(path).status_code == 404, who
    assert Client(**{"wsgi.url_scheme": "https"}).get(path).status_code == 302, "to the sign-in"
    assert as_("fire").get(f"{FACES}{uuid4()}.jpg").status_code == 404


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"%PDF-1.7", "no photo we can read"),
        (b"", "no photo we can read"),
        (b"\xff" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
    ids=["pdf", "empty", "large"],
)
def test_what_is_no_photo_is_said_and_changes_nothing(
    world: World, as_, body: bytes, sentence: str
) -> None:
    own = as_("fire")
    answer = send(own, YOU, photo=sent(body), languages="Twi")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    text = page(own, YOU)
    assert "<img" not in text
    assert "Twi" not in text


def test_two_editors_lose_nothing(world: World, as_) -> None:
    from hubtable.hubs.actions.photos import show_yourself

    own = as_("fire")
    stamp = hidden(page(own, YOU))
    with as_seat(world["fire"]):
        show_yourself(by=world["fire"], at=NOW, version=1, languages=["Dari"])
    answer = own.post(YOU, stamp | {"languages": "Twi"})
    assert answer.status_code == 409
    assert "Dari" in answer.content.decode()


def test_an_administrator_removes_a_photo(world: World, as_) -> None:
    send(as_("fire"), YOU, photo=sent(picture()))
    path = photo_in(page(as_("fire"), YOU))
    of = f"/hub/people/{world['fire'].person}/"
    admin = as_("admin")
    assert "Remove the photo" in page(admin, of)
    assert send(admin, f"{of}photo/remove/", stamp_of=of).status_code == 302
    assert admin.get(path).status_code == 404
    assert "Remove the photo" not in page(admin, of)
