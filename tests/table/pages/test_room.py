"""The room's screen in a real browser: it follows by itself, goes blank by a key, is readable."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests import situations as s
from tests.browsing import Watched, press, too_wide, violations
from tests.rooms import offer
from tests.table.pages.conftest import EARLIER, Cast
from tests.world import World

ROOM = "/table/room/"
SIZES = [(390, "light"), (390, "dark"), (1920, "light"), (1920, "dark")]
HERE = ["school", "police", "hospital"]


@pytest.fixture
def one(world: World) -> s.Situation:
    """A submitted situation, the meeting begun, three agencies in the room."""
    return s.meet(s.submit(s.screening(world, "school", at=EARLIER)), HERE)


def pair(watched: Watched, one: s.Situation, **look: object) -> Page:
    """Open a device that is nobody's and pair it."""
    page = watched.open(ROOM, **look)  # type: ignore[arg-type]
    page.get_by_label("Code of the chair or coordinator").fill(offer(one.chair, datetime.now(UTC)))
    page.get_by_role("button", name="Pair").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Meeting"))
    return page


def looks(page: Page) -> list[str]:
    assert not too_wide(page), page.url
    return violations(page)


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_every_phase_can_be_read(
    watched: Watched, opens: Cast, one: s.Situation, width: int, scheme: str
) -> None:
    page = watched.open(ROOM, width=width, color_scheme=scheme)
    assert looks(page) == []
    page = pair(watched, one, width=width, color_scheme=scheme)
    assert looks(page) == []
    chair = opens("chair", "/table/room/pair/", width=width, color_scheme=scheme)
    chair.get_by_role("button", name="Pair a screen").click()
    expect(chair.locator(".pairing-code")).to_be_visible()
    assert looks(chair) == []
    for step in (s.present, s.accept, s.open_round):
        step(one)
        page.reload()
        assert looks(page) == [], step


def test_letters_are_large_on_a_projector(watched: Watched, one: s.Situation) -> None:
    page = pair(watched, one, width=1920)
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 25


def test_it_follows_by_itself_and_ends_with_the_meeting(
    watched: Watched, opens: Cast, one: s.Situation
) -> None:
    watched.expected = ("404", "room/")
    page = pair(watched, one)
    s.present(one)
    expect(page.get_by_role("heading", level=1)).to_contain_text("D-0001", timeout=15_000)
    s.accept(one)
    expect(page.get_by_text("Accepted", exact=True)).to_be_visible(timeout=15_000)
    chair = opens("chair", "/table/meeting/")
    # By hand and with time limits: an evaluation the page navigates away from can wait for ever.
    chair.get_by_role("button", name="End the meeting").last.click()
    expect(chair.get_by_role("heading", name="End the meeting?")).to_be_visible()
    press(chair, "d")
    ended = page.get_by_role("heading", level=1, name="Nothing is shown here any more")
    expect(ended).to_be_visible(timeout=15_000)
    expect(page.locator("body")).not_to_contain_text("D-0001")
    expect(chair.get_by_role("button", name="Begin the meeting")).to_be_visible()


def test_one_key_makes_it_blank_and_any_key_brings_it_back(
    watched: Watched, one: s.Situation
) -> None:
    page = pair(watched, one)
    heading = page.get_by_role("heading", level=1)
    press(page, ".")
    expect(heading).to_be_hidden()
    press(page, "t")
    expect(heading).to_be_visible()
    assert page.locator("html").get_attribute("data-theme") is None
    page.get_by_role("button", name="Blank").click()
    expect(heading).to_be_hidden()
    page.mouse.click(300, 300)
    expect(heading).to_be_visible()


def test_a_key_turns_it_dark_and_it_stays_so(watched: Watched, one: s.Situation) -> None:
    page = pair(watched, one, color_scheme="light")
    press(page, "t")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    with page.expect_response(lambda one: "light" in (one.request.post_data or "")):
        press(page, "t")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_without_javascript_it_is_paired_and_shows_the_same(
    watched: Watched, one: s.Situation
) -> None:
    s.present(one)
    page = watched.open(ROOM, java_script_enabled=False)
    page.get_by_label("Code of the chair or coordinator").fill(offer(one.chair, datetime.now(UTC)))
    page.get_by_role("button", name="Pair").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("D-0001")
