"""Whole pages, fragments, errors, colors and what is said after an act."""

import json

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from hubtable.ui.chrome import ANONYMOUS, Chrome, SeatLine, chrome_of
from hubtable.ui.errors import ERRORS
from hubtable.ui.pages import error, fragment, page
from hubtable.ui.saying import Said, Undo, said, say
from hubtable.ui.stamp import Stamp
from hubtable.ui.styleguide import examples

pytestmark = pytest.mark.usefixtures("pages_only")


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/styleguide/?x=1")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def test_a_page_works_without_chrome(request_: HttpRequest) -> None:
    body = page(request_, "ui/styleguide.html", examples()).content.decode()
    assert "Hubtable" in body
    assert "You act as" not in body
    assert "Practice data" not in body.split("<main")[0]


def test_the_frame_says_who_acts_and_that_it_is_practice(request_: HttpRequest) -> None:
    seat = SeatLine("Sam Example", "Chair", "North <Health>", "")
    request_.chrome = Chrome("North Hub", seat, practice=True, seats_url="/seats/", signed_in=True)  # type: ignore[attr-defined]
    body = page(request_, "ui/styleguide.html", examples()).content.decode()
    assert "You act as: <strong>Chair · North &lt;Health&gt;</strong>" in body
    assert '<a href="/seats/">Change seat</a>' in body
    assert "Practice data" in body.split("<main")[0]
    assert 'content="notranslate"' in body
    assert 'translate="no"' in body.split("<head")[0]


def test_public_pages_may_be_translated_and_found(request_: HttpRequest) -> None:
    body = page(request_, "ui/examples/public.html", examples()).content.decode()
    assert "notranslate" not in body
    assert 'translate="no"' not in body
    assert "noindex" not in body


def test_chrome_of_another_shape_is_not_trusted(request_: HttpRequest) -> None:
    request_.chrome = {"hub": "x"}  # type: ignore[attr-defined]
    assert chrome_of(request_) is ANONYMOUS
    assert chrome_of(None) is ANONYMOUS


def test_the_room_names_nobody(request_: HttpRequest) -> None:
    request_.chrome = Chrome(  # type: ignore[attr-defined]
        "North Hub", SeatLine("Sam Example", "Chair", "North Agency", ""), signed_in=True
    )
    body = page(request_, "ui/examples/room.html", examples()).content.decode()
    assert "Sam Example" not in body
    assert "North Agency" not in body


def test_a_fragment_is_one_block_and_has_components(request_: HttpRequest) -> None:
    answer = fragment(request_, "ui/styleguide.html", "bar", examples(), status=422)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "every component" in body
    assert "<svg" in body
    assert "<html" not in body
    assert "Open situations" not in body
    with pytest.raises(KeyError):
        fragment(request_, "ui/styleguide.html", "no-such-block", examples())


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_errors_speak_plainly_and_keep_their_status(request_: HttpRequest, code: int) -> None:
    answer = error(request_, code, "A reason <that> helps.")
    body = answer.content.decode()
    assert answer.status_code == code
    assert str(ERRORS[code].title) in body
    assert "A reason &lt;that&gt; helps." in body
    assert "x=1" not in body.split("<footer")[0], "what was asked is not repeated"


def test_an_error_page_needs_no_messages_and_no_session(rf: RequestFactory) -> None:
    assert error(rf.get("/"), 500).status_code == 500
    assert error(rf.get("/"), 418).status_code == 418


def test_colors_are_remembered_and_lead_back(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/styleguide/?a=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/styleguide/?a=1")
    assert client.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in client.get("/styleguide/").content.decode()


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/", "evil", "", "/\\evil.example"]
)
def test_colors_never_lead_to_another_host(client: Client, path: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": path})["Location"] == "/"


def test_colors_that_do_not_exist_are_not_kept(client: Client) -> None:
    answer = client.post("/theme/", {"theme": 'dark" onload="x', "next": "/"})
    assert "theme" not in answer.cookies
    client.cookies["theme"] = "blinking"
    assert "data-theme" not in client.get("/styleguide/").content.decode().split("<head")[0]
    assert client.get("/theme/").status_code == 405


def test_staying_signed_in_gives_a_fresh_token(rf: RequestFactory, client: Client) -> None:
    from hubtable.ui.web import stay

    request = rf.get("/stay/")
    assert stay(request).status_code == 401
    request.chrome = Chrome("North Hub", signed_in=True)  # type: ignore[attr-defined]
    answer = stay(request)
    assert len(json.loads(answer.content)["csrf"]) == 64
    assert answer["Cache-Control"] == "no-store"


def test_what_is_said_comes_back_once_with_its_undo(request_: HttpRequest) -> None:
    undo = Undo("/undo/", Stamp("r-1", "s-1", "2"))
    say(request_, "Recorded.", undo=undo)
    say(request_, "Ten minutes left.", tone="warn")
    assert said(request_) == (Said("Recorded.", "ok", undo), Said("Ten minutes left.", "warn"))


def test_a_page_that_follows_others_takes_no_words_away(request_: HttpRequest) -> None:
    say(request_, "Recorded.")
    request_.META["HTTP_HX_REQUEST"] = "true"
    assert said(request_) == ()
    del request_.headers  # kept from the first asking
    request_.META["HTTP_HUB_ACTED"] = "true"
    assert said(request_) == (Said("Recorded.", "ok"),)


def test_pages_are_in_the_language_asked_for(request_: HttpRequest) -> None:
    with translation.override("es"):
        body = page(request_, "ui/examples/print.html", examples()).content.decode()
    assert '<html lang="es"' in body
    assert "noviembre" in body
