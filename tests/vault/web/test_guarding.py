"""The guarded field without JavaScript, the answer while one types, and what no log may hold."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from hubtable.config.logs import Lines
from tests import situations as s
from tests.hubs.conftest import as_, clock
from tests.table.web.pages import stamp_of
from tests.world import World

__all__ = ["as_", "clock"]

As = Callable[[str], Client]
CANARY = "Xanthippe Quillfeather"
NUMBER = "508-555-0143"


@pytest.fixture
def site(world: World) -> Iterator[list[str]]:
    """The program with one more page; what that page kept."""
    from django.test import override_settings

    from tests.vault.web.site import KEPT

    KEPT.clear()
    with override_settings(ROOT_URLCONF="tests.vault.web.site"):
        yield KEPT


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """Everything the program logs at any level."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Lines())
    loggers = [logging.getLogger(name) for name in ("", "hubtable", "django", "django.request")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield written
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def save(client: Client, one: s.Situation, text: str, **more: str) -> Any:
    """Send the page's form."""
    address = f"/try/{one.id}/"
    html = client.get(address).content.decode()
    return client.post(address, {**stamp_of(html, address), "reason": text, **more})


def typing(client: Client, text: str, of: object = "", **more: str) -> Any:
    """Ask as the browser does while one types."""
    sent = {"guarded": "reason", "guarded_of": str(of), "reason": text, **more}
    return client.post("/guard/", sent)


def radios(html: str) -> dict[str, str]:
    """The choices offered: label → what is sent."""
    found = re.findall(r'name="reason_confirm" value="([^"]+)"[^>]*> <span>([^<]+)</span>', html)
    return {unescape(label): value for value, label in found}


def test_a_clear_text_is_kept(world: World, as_: As, site: list[str]) -> None:
    answer = save(as_("school"), s.screening(world), "Rent is three months late.")
    assert (answer.status_code, site) == (302, ["Rent is three months late."])


def test_what_is_blocked_is_marked_and_the_text_stays(
    world: World, as_: As, site: list[str]
) -> None:
    answer = save(as_("school"), s.screening(world), f"Call {NUMBER} first.")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f">Call {NUMBER} first.</textarea>" in html
    assert f'<mark class="bad">{NUMBER}</mark> <strong>phone number.</strong>' in html
    assert "Phone number (word 2)" in html
    assert radios(html) == {}
    assert site == []


def test_a_name_is_kept_with_a_reason_chosen_for_it(world: World, as_: As, site: list[str]) -> None:
    one, school = s.screening(world), as_("school")
    text = f"Ask for {CANARY}, she knows."
    html = save(school, one, text).content.decode()
    chosen = radios(html)["It is somebody who works for an agency"]
    other = save(school, one, f"{text} Also Tamsin Vole.", reason_confirm=chosen)
    assert other.status_code == 422
    assert site == []
    assert save(school, one, text, reason_confirm=chosen).status_code == 302
    assert site == [text]


def test_a_reason_frees_no_number(world: World, as_: As, site: list[str]) -> None:
    one, school = s.screening(world), as_("school")
    text = f"Ask for {CANARY} at {NUMBER}."
    html = save(school, one, text).content.decode()
    assert "has to be taken out all the same" in html
    chosen = radios(html)["It is an ordinary word"]
    again = save(school, one, text, reason_confirm=chosen)
    assert again.status_code == 422
    assert f'value="{chosen}" checked' in again.content.decode()


def test_typing_is_answered_with_what_was_found(world: World, as_: As) -> None:
    one, school = s.screening(world), as_("school")
    html = typing(school, f"Ask for {CANARY} at {NUMBER}", one.id).content.decode()
    assert f'<mark class="warn">{CANARY}</mark>' in html
    assert f'<mark class="bad">{NUMBER}</mark>' in html
    assert "<html" not in html
    assert "<mark" not in typing(school, "Rent is late.", one.id).content.decode()


def test_typing_finds_the_sealed_name_for_those_who_may_see_it(world: World, as_: As) -> None:
    one = s.screening(world)
    text = "it was invented by a person"
    assert "<mark" in typing(as_("school"), "Invented came", one.id).content.decode()
    assert "sealed" in typing(as_("school"), "then Invented came", one.id).content.decode()
    assert "sealed" not in typing(as_("police"), "then Invented came", one.id).content.decode()
    assert "sealed" not in typing(as_("school"), text).content.decode()


def test_only_seats_ask_and_only_by_post(world: World, as_: As) -> None:
    assert Client().post("/guard/", {"guarded": "reason"}).status_code == 302
    assert as_("school").get("/guard/").status_code == 405
    assert typing(as_("school"), "x", "no-id").status_code == 400


def test_a_text_of_any_length_is_answered(world: World, as_: As) -> None:
    assert typing(as_("school"), "a1 - " * 4000).status_code == 200


def test_nothing_typed_is_cached_or_in_an_address(world: World, as_: As) -> None:
    answer = typing(as_("school"), CANARY)
    assert "no-store" in answer["Cache-Control"]
    assert "Location" not in answer


def test_no_log_holds_what_was_typed(
    world: World, as_: As, site: list[str], said: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hubtable.vault.web import guarding

    one, school = s.screening(world), as_("school")
    typing(school, f"{CANARY} {NUMBER}", one.id)
    save(school, one, f"{CANARY} {NUMBER}")
    school.raise_request_exception = False
    monkeypatch.setattr(guarding, "glance", lambda **given: {}[given["text"]])
    assert typing(school, f"{CANARY} {NUMBER}", one.id).status_code == 500
    logging.getLogger("hubtable").info("the log is open")
    log = said.getvalue()
    assert "the log is open" in log
    assert "KeyError" in log
    for part in (*CANARY.split(), NUMBER, str(one.id)):
        assert part not in log
