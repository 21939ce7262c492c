"""A steward hides where a shelter is, and nobody else can have it anywhere; then shows it again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import newcomer, too_wide, violations
from tests.journeys.conftest import People, Practice

AGENCY, SHELTER = "Martin Foundry Outreach", "Night shelter"
TELLTALES = ("Martin Street", "01610", "42.2493", "-71.8101")
"""Street, ZIP code and point of the invented shelter."""
API = "/api/hsds/v3/"
LISTS = ("services", "organizations", "service_at_locations")


def fine(page: Page) -> None:
    """The page can be used by everybody, and fits."""
    assert violations(page) == []
    assert not too_wide(page)


def search(page: Page) -> str:
    """Look for the shelter as anybody does; the page of results, its card and map."""
    page.goto("/find/")
    page.get_by_label("What do you need?").fill("night shelter")
    page.get_by_label("Where?").fill("Worcester")
    page.get_by_role("button", name="Search").first.click()
    expect(card(page)).to_be_visible()
    return page.locator("#results").inner_html()


def card(page: Page) -> Any:
    return page.locator("li.card").filter(has_text=SHELTER)


def whole(page: Page) -> str:
    """Everything the finder tells of the shelter: results, its page, the saved list on paper."""
    found = card_of(search(page))
    page.get_by_role("link", name=SHELTER).click()
    found += page.get_by_role("main").inner_html()
    page.get_by_role("link", name="Save").click()
    found += page.get_by_role("main").inner_html()
    return found


def card_of(results: str) -> str:
    """The shelter's own card: other places of the street's ZIP code stand on the page too."""
    (found,) = [part for part in results.split("<li") if SHELTER in part]
    return found


def ids(page: Page, collection: str) -> dict[str, Any]:
    """What the API tells of the agency, in a list and in full."""
    answer = page.request.get(f"{API}{collection}?format=ndjson&full=true")
    assert answer.ok
    lines = [json.loads(line) for line in answer.text().splitlines()]
    return {one["id"]: one for one in lines if AGENCY in json.dumps(one)}


def told(page: Page) -> str:
    """All that programs are told of the agency: lists, records, search, changes."""
    found = {name: ids(page, name) for name in LISTS}
    assert found["services"]
    each = [page.request.get(f"{API}{name}/{pk}").text() for name in LISTS for pk in found[name]]
    cursor, lines = "", list[str]()
    while True:
        answer = page.request.get(f"{API}changes/?per_page=1000{cursor}").text().splitlines()
        lines += [line for line in answer if AGENCY in line]
        last = json.loads(answer[-1])
        cursor = f"&since={last['cursor']}"
        if not last["more"]:
            return "".join([json.dumps(found), *each, *lines])


def near(page: Page) -> set[str]:
    """The services at most a kilometer from the middle of the street's ZIP code."""
    answer = page.request.get(f"{API}services?postcode=01610&proximity=1000&per_page=1000")
    return {one["name"] for one in answer.json()["contents"]}


def files(folder: Path) -> str:
    """What `hubtable directory export` writes of the agency, in all three formats."""
    found = ""
    for form, name in (("hsds-json", "a.json"), ("hsds-ndjson", "a.ndjson"), ("hsds-csv", "csv")):
        dest = folder / f"exported-{name}"
        asked = [sys.executable, "-m", "hubtable", "directory", "export", str(dest)]
        done = subprocess.run(
            [*asked, "--format", form, "--data", str(folder / "practice")],
            env=newcomer(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        parts = sorted(dest.iterdir()) if dest.is_dir() else [dest]
        found += "".join(part.read_text(encoding="utf-8") for part in parts)
    return found


def tells(text: str, *words: str) -> list[str]:
    return [one for one in words or TELLTALES if one in text]


@pytest.mark.parametrize("width", [390, 1366])
def test_a_hidden_shelter_cannot_be_had_anywhere(
    people: People, practice: Practice, folder: Path, width: int
) -> None:
    anybody = people.watched.open("/find/", width=width)
    assert tells(whole(anybody), "Martin Street") == ["Martin Street"]
    assert tells(told(anybody)) == list(TELLTALES)
    assert tells(files(folder)) == list(TELLTALES)
    assert SHELTER in near(anybody)

    steward = people.sign_in(practice.find("steward"), width=width)
    steward.goto("/directory/?q=foundry")
    steward.get_by_role("link", name=AGENCY).click()
    steward.get_by_role("link", name=f"{AGENCY}, main door").first.click()
    place = steward.url
    fine(steward)
    steward.get_by_role("link", name="Hide where it is").click()
    expect(steward.get_by_role("main")).to_contain_text("sees town and state only")
    fine(steward)
    steward.get_by_role("button", name="Hide it").click()
    expect(steward.get_by_role("main")).to_contain_text("only stewards see where")
    fine(steward)

    anybody = people.watched.open("/find/", width=width)  # who saw it before keeps it five minutes
    shown = whole(anybody)
    assert tells(shown) == []
    assert "Worcester, MA" in shown
    fine(anybody)
    search(anybody)
    fine(anybody)
    assert tells(told(anybody)) == []
    assert tells(files(folder), "Martin Street", "42.2493", "-71.8101") == []
    assert SHELTER not in near(anybody)
    people.watched.expected = ("404", "403")
    assert (
        anybody.request.get(f"{API}locations/{place.rstrip('/').rpartition('/')[2]}").status == 404
    )

    steward.goto(place)
    steward.get_by_role("link", name="Show it to everybody").click()
    fine(steward)
    steward.get_by_role("button", name="Show it to everybody").click()
    expect(steward.get_by_role("main")).to_contain_text("200 Martin Street")
    anybody = people.watched.open("/find/", width=width)
    assert tells(whole(anybody), "Martin Street") == ["Martin Street"]
    assert SHELTER in near(anybody)
