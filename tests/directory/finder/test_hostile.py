"""The public finder under attack: nothing that is sent breaks it, slows it or leads elsewhere."""

import re
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.test import Client

from hubtable.directory.rules.saved import as_text
from tests.directory.finder.invented import STREET, Invented
from tests.directory.records import as_feed
from tests.world import World, as_seat

LONG = "9" * 5000


def reports(world: World) -> list[str]:
    """What was reported, as a steward reads it."""
    from hubtable.directory.models import Mistake

    with as_seat(world["steward"]):
        return list(Mistake.objects.values_list("words", flat=True))


# --- searches --------------------------------------------------------------------------------
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "fields",
    [
        {"q": "food " * 100_000},
        {"q": "a" * 1_000_000},
        {"q": "food & | ! <-> :* ' \" \\ ( ) %% %(x)s {0}"},
        {"q": "\0\ud7ff\uffff\U0010ffff\u202e"},
        {"q": "food", "near": "91,181"},
        {"q": "food", "near": "-90.0,-180.0", "within": "50"},
        {"q": "food", "near": "42.27,-71.41", "within": LONG},
        {"q": "food", "within": "-5", "age": "-1", "page": "-1"},
        {"q": "food", "age": "²", "within": "٣", "page": LONG},
        {"q": "food", "age": "120", "page": "40"},
        {"category": "'; DROP TABLE x; --", "language": "%", "insurance": "{}"},
        {"q": "food", "s": "." * 500_000},
        {"q": "food", "s": "é\0" * 100, "save": "AAAA"},
        {"q": "food", "near": " ".join(f"town{number}" for number in range(10_000))},
    ],
    ids=range(14),
)
def test_any_question_is_answered(browser_of_nobody: Client, fields: dict[str, str]) -> None:
    answer = browser_of_nobody.post("/find/", fields)
    assert answer.status_code == 200
    short = {name: value[:1000] for name, value in fields.items()}
    assert browser_of_nobody.get("/find/", short).status_code == 200
    typed = {"q": fields.get("q", ""), **({"near": fields["near"]} if "near" in fields else {})}
    assert browser_of_nobody.post("/find/suggestions/", typed).status_code == 200


@pytest.mark.parametrize("path", ["/find/list/", "/find/", "/find/hubs/", "/es/find/list/"])
def test_methods_a_page_has_no_use_for(browser_of_nobody: Client, path: str) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"):
        assert browser_of_nobody.generic(method, path).status_code == 405
    assert browser_of_nobody.head(path).status_code in (200, 404)


@pytest.mark.parametrize(
    "query", ["?next=//evil.example", "?next=javascript:alert(1)", "?lang=//evil.example", "?s=//e"]
)
def test_no_page_leads_where_an_address_says(browser_of_nobody: Client, query: str) -> None:
    for path in ("/find/", "/find/list/", "/find/how-it-works/"):
        answer = browser_of_nobody.get(path + query)
        assert answer.status_code == 200
        assert "evil.example" not in answer.content.decode()
        assert "javascript:alert" not in answer.content.decode()


# --- reports of a mistake --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("The door\0 is shut.", "The door is shut."),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Door \u202eshut\u2066 now", "Door shut now"),
        ("x\x1b[31m y\x07 z", "x[31m y z"),
    ],
    ids=["zero", "markup", "turned", "control"],
)
def test_a_report_is_words(
    browser_of_nobody: Client, invented: Invented, world: World, typed: str, kept: str
) -> None:
    path = f"/find/at/{as_text([invented.open])}/wrong/"
    assert browser_of_nobody.post(path, {"words": typed}).status_code == 200
    assert reports(world) == [kept]


def test_a_report_of_any_length_is_cut(
    browser_of_nobody: Client, invented: Invented, world: World
) -> None:
    path = f"/find/at/{as_text([invented.open])}/wrong/"
    assert browser_of_nobody.post(path, {"words": "x " * 500_000}).status_code == 200
    assert [len(one) <= 500 for one in reports(world)] == [True]


# --- saved lists -----------------------------------------------------------------------------
def test_a_list_holds_what_stands_in_the_directory_only(
    browser_of_nobody: Client, invented: Invented
) -> None:
    ids = [invented.open, invented.hidden, *(uuid4() for _ in range(10_000))]
    answer = browser_of_nobody.get("/find/list/", {"s": as_text(ids)})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Mill Street Food Pantry" in page
    assert STREET not in unquote(page)


def test_what_ended_is_on_no_list(browser_of_nobody: Client, invented: Invented) -> None:
    from hubtable.directory.actions.listing import list_everything
    from hubtable.directory.models import Service
    from tests.world import NOW

    with as_feed():
        Service.objects.filter(name="Mill Street Food Pantry").update(ended_at=NOW)
        list_everything(by=None, at=NOW)
    answer = browser_of_nobody.get("/find/list/", {"s": as_text([invented.open])})
    assert "Mill Street" not in answer.content.decode()
    key = as_text([invented.open])
    assert browser_of_nobody.get(f"/find/at/{key}/").status_code == 404
    assert browser_of_nobody.post(f"/find/at/{key}/wrong/", {"words": "x y z"}).status_code == 404


def test_a_name_of_a_service_adds_nothing_to_a_mail(
    browser_of_nobody: Client, invented: Invented
) -> None:
    """A feed names services: a name must not become a recipient or a header of a visitor's mail."""
    from hubtable.directory.actions.listing import list_everything
    from hubtable.directory.models import Service
    from tests.world import NOW

    name = 'Mill&cc=x@evil.example?bcc=y#\r\nBcc: z@evil.example\r\n" onclick="alert(1)'
    with as_feed():
        Service.objects.filter(name="Mill Street Food Pantry").update(name=name)
        list_everything(by=None, at=NOW)
    page = browser_of_nobody.get("/find/list/", {"s": as_text([invented.open])}).content.decode()
    links: list[Any] = re.findall(r'href="((?:mailto|sms):[^"]*)"', page)
    assert len(links) == 2
    for link in links:
        said = link.replace("&amp;", "&")
        assert re.fullmatch(r"(mailto:\?subject=[^&=#?]*|sms:\?)&body=[^&=#?]*", said)
    assert 'onclick="alert' not in page
