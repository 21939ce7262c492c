"""The paper of a meeting as it comes out of a printer: how many sheets, and nothing to click."""

import re

import pytest
from playwright.sync_api import Page

from tests.browsing import press, too_wide, violations
from tests.situations import accept, meet, present, reject, screening, submit
from tests.table.pages.conftest import EARLIER, Cast
from tests.world import World

SHEETS = (
    "/table/meeting/paper/",
    "/table/papers/reading-cards/",
    "/table/papers/voting-cards/",
    "/table/papers/slips/?count=9",
    "/table/papers/assignments/",
)
SCREENS = ("/table/papers/", "/table/meetings/", "/table/meetings/?q=99")
PAGE = re.compile(rb"/Type\s*/Page\b")
FORMATS = ("Letter", "A4")


def sheets(page: Page, path: str, paper: str) -> int:
    """Print a page and count the sheets."""
    page.goto(path)
    return len(PAGE.findall(page.pdf(format=paper)))


@pytest.fixture
def told(world: World) -> str:
    """A meeting in which something was decided; the address of its record."""
    one = meet(submit(screening(world, at=EARLIER)), ["police", "chair", "coordinator", "school"])
    accept(present(one))
    reject(present(submit(screening(world, "food", at=EARLIER))))
    for origin in ("elders", "housing", "food"):
        present(submit(screening(world, origin, at=EARLIER)))
    submit(screening(world, "police", at=EARLIER))
    return f"/table/meetings/{one.meeting}/"


@pytest.mark.parametrize("paper", FORMATS)
def test_sheets_come_out_as_they_are_meant(opens: Cast, told: str, paper: str) -> None:
    page = opens("coordinator", "/table/papers/")
    assert sheets(page, "/table/papers/reading-cards/", paper) == 3
    assert sheets(page, "/table/papers/voting-cards/", paper) == 6, "eleven cards, two a sheet"
    assert sheets(page, "/table/papers/slips/?count=9", paper) == 4, "four a sheet, and the list"
    assert sheets(page, "/table/papers/slips/?count=8", paper) == 3
    for path in ("/table/meeting/paper/", "/table/papers/assignments/", told):
        assert sheets(page, path, paper) == 1, path


def test_paper_has_nothing_to_click(opens: Cast, told: str) -> None:
    page = opens("coordinator", "/table/papers/")
    page.emulate_media(media="print")
    for path in (*SHEETS, told):
        page.goto(path)
        assert page.locator("main").locator("button:visible, form:visible").count() == 0, path


def test_a_word_on_a_voting_card_is_read_across_a_room(opens: Cast, told: str) -> None:
    page = opens("coordinator", "/table/papers/voting-cards/", width=703)
    page.emulate_media(media="print")
    word = page.get_by_text("ABSTAIN").first
    size = word.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size * 72 / 96 >= 60, "points"
    assert word.evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1366, "dark")])
def test_every_page(opens: Cast, told: str, width: int, scheme: str) -> None:
    page = opens("coordinator", "/table/papers/", width=width, color_scheme=scheme)
    for path in (*SCREENS, *SHEETS, told):
        page.goto(path)
        assert violations(page) == [], path
        assert not too_wide(page), path


def test_each_paper_is_one_key_away(opens: Cast, told: str) -> None:
    page = opens("coordinator", "/table/papers/")
    for key, address in (("a", "meeting/paper"), ("v", "voting-cards"), ("n", "slips/?count=12")):
        page.goto("/table/papers/")
        press(page, key)
        page.wait_for_url(f"**/{address}**")
