"""A steward works off the quarantine: mends a row and takes it in, or drops it for good."""

import csv
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.directory.importing.feeds import bring, counted
from tests.hubs.person import send
from tests.world import World

As = Callable[..., Client]
PAGE = "/directory/quarantine/"
HEAD = ["id", "organization_id", "name", "status"]


@pytest.fixture
def feed(world: World, tmp_path: Path) -> Path:
    """One good service, one of an organization that is not there, one double, one without name."""
    files = {
        "organizations": [["id", "name"], ["1", "Elm Table"]],
        "services": [
            HEAD, ["7", "1", "Pantry", "active"], ["8", "404", "Clothing", "active"],
            ["7", "1", "Showers", "active"], ["9", "1", "", "active"],
        ],
    }  # fmt: skip
    for name, lines in files.items():
        with (tmp_path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)
    assert counted(bring(tmp_path), "read", "new", "quarantined")["service"] == (4, 1, 3)
    return tmp_path


def text(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def row(client: Client, reason: str) -> str:
    found = re.search(rf'href="({PAGE}[0-9a-f-]{{36}}/)"', text(client, f"{PAGE}service/{reason}/"))
    assert found
    return found[1]


def mend(client: Client, path: str, **changed: str) -> Any:
    """Send the form of a row as it stands there, with what is changed."""
    shown = text(client, path)
    inputs = re.findall(r'<input type="text" name="([^"]+)"(?: value="([^"]*)")?', shown)
    assert inputs, "the row's values stand in fields"
    return send(client, path, **{**{name: unescape(value) for name, value in inputs}, **changed})


def test_rows_are_listed_by_reason(feed: Path, as_: As) -> None:
    steward = as_("steward")
    listed = text(steward)
    for words in ("belongs to nothing", "same id twice", "something is missing"):
        assert words in listed
    assert "Clothing" in text(steward, f"{PAGE}service/orphan/")
    assert as_("chair").get(PAGE).status_code == 403


def test_a_mended_row_is_known_when_it_comes_again(feed: Path, as_: As) -> None:
    steward = as_("steward")
    done = mend(steward, row(steward, "orphan"), organization_id="1")
    assert done.status_code == 302, done.content.decode()
    assert "belongs to nothing" not in text(steward)
    for _ in range(2):
        services = bring(feed).tables["service"]
        assert (services.new, services.changed, services.unchanged) == (0, 0, 2)
        assert services.quarantined == 2
    assert "belongs to nothing" not in text(steward)


def test_a_double_needs_an_id_of_its_own(feed: Path, as_: As) -> None:
    steward = as_("steward")
    path = row(steward, "duplicate")
    refused = mend(steward, path)
    assert refused.status_code == 422
    assert "Give it another one" in refused.content.decode()
    assert mend(steward, path, id="7b").status_code == 302
    services = bring(feed).tables["service"]
    assert (services.read, services.unchanged, services.quarantined) == (4, 2, 2)


def test_what_still_lacks_something_is_not_taken_in(feed: Path, as_: As) -> None:
    steward = as_("steward")
    path = row(steward, "empty")
    assert mend(steward, path).status_code == 422
    assert mend(steward, path, name="Meals").status_code == 302


def test_a_dropped_row_comes_no_more(feed: Path, as_: As) -> None:
    steward = as_("steward")
    path = row(steward, "duplicate")
    assert send(steward, f"{path}drop/", path).status_code == 302
    assert "same id twice" not in text(steward)
    assert bring(feed).tables["service"].quarantined == 3
    assert "same id twice" not in text(steward)
