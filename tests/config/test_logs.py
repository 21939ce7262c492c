"""Log lines say what happened in the program, never what somebody typed."""

import json
import logging
import sys
from typing import Any

import pytest

from hubtable.config.logs import LOGGING, Lines
from tests.world import World

CANARY = "Zora Canary"


def lines(*records: logging.LogRecord) -> list[dict[str, Any]]:
    """Return records as the program writes them."""
    written = [Lines().format(record) for record in records]
    assert all("\n" not in line for line in written)
    return [json.loads(line) for line in written]


def made(message: object, *arguments: object, error: bool = False) -> logging.LogRecord:
    """Return a record as a library would make it."""
    return logging.LogRecord(
        "hubtable.x",
        40,
        "/secret/path.py",
        7,
        message,
        arguments,
        sys.exc_info() if error else None,
    )


def fail() -> None:
    """Fail the way a form's value does, with a cause."""
    try:
        int(CANARY)
    except ValueError as problem:
        raise RuntimeError(f"bad {CANARY}") from problem


def test_arguments_are_not_written() -> None:
    (line,) = lines(made("saved %s for %r", CANARY, {"name": CANARY}))
    assert line["message"] == "saved %s for %r"
    assert CANARY not in json.dumps(line)
    assert set(line) == {"at", "level", "logger", "message"}


def test_an_exception_gives_its_kind_and_place_only() -> None:
    try:
        fail()
    except RuntimeError:
        record = made("failed", error=True)
    record.stack_info = record.exc_text = f"Traceback {CANARY}"
    (line,) = lines(record)
    assert line["error"] == "RuntimeError"
    assert [place.rsplit(" ", 1)[-1] for place in line["where"]][-1] == "fail"
    assert "/" not in "".join(line["where"])
    assert "Canary" not in json.dumps(line)


def test_a_message_of_several_lines_stays_one_line() -> None:
    (line,) = lines(made("first\nsecond"))
    assert line["message"] == "first\nsecond"


def test_djangos_own_lines_are_off_and_every_handler_writes_ours() -> None:
    loggers: Any = LOGGING["loggers"]
    for name in ("django.request", "django.server", "django.security", "django.db.backends"):
        assert loggers[name]["propagate"] is False
        assert loggers[name]["handlers"] == []
    handlers: Any = LOGGING["handlers"]
    assert {handler["formatter"] for handler in handlers.values()} == {"lines"}


class Kept(logging.Handler):
    """Keeps the records it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def test_a_requests_line_names_the_route_not_the_path(database: str) -> None:
    from django.test import Client

    logger, kept = logging.getLogger("hubtable.requests"), Kept()
    logger.addHandler(kept)
    try:
        client = Client()
        client.get("/table/situations/11111111-1111-4111-8111-111111111111/", {"q": CANARY})
        client.get("/nowhere/Zora/", {"q": CANARY})
        client.post("/account/login/", {"login": f"{CANARY}@example.org", "password": CANARY})
    finally:
        logger.removeHandler(kept)
    written = lines(*kept.records)
    assert [line["route"] for line in written] == ["table:situation", "", "account_login"]
    assert "11111111" not in json.dumps(written)
    assert "Zora" not in json.dumps(written)
    keys = {"at", "level", "logger", "message", "route", "method", "status", "milliseconds"}
    assert all(set(line) == keys for line in written)


def test_a_page_that_breaks_writes_no_text_of_the_error(
    world: World, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test import override_settings

    from tests.hubs.person import browser_of

    client = browser_of(world["admin"])
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.hubs.site"):
        answer = client.get("/breaks/", {"q": CANARY})
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    out, err = capfd.readouterr()
    assert CANARY not in out + err
    assert "Left behind" not in out + err


def test_a_page_that_breaks_leaves_kind_and_place(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    from django.test import override_settings

    from tests.hubs.person import browser_of

    client = browser_of(world["admin"])
    client.raise_request_exception = False
    logger, kept = logging.getLogger("hubtable"), Kept()
    logger.addHandler(kept)
    try:
        with override_settings(ROOT_URLCONF="tests.hubs.site"):
            client.get("/breaks/", {"q": CANARY})
    finally:
        logger.removeHandler(kept)
    (broken,) = [line for line in lines(*kept.records) if line["logger"] == "hubtable.errors"]
    assert broken["error"] == "ZeroDivisionError"
    assert any("breaks" in place for place in broken["where"])
    assert CANARY not in json.dumps(broken)
