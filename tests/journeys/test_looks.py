"""Every page as each role: nothing wrong with it at any width, light, dark or on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import press
from tests.journeys.conftest import People, Practice
from tests.journeys.elsewhere import ELSEWHERE
from tests.journeys.walking import Walked, addresses, judge, look, name_of, walk

SEATS = {
    "chair": ["rosalind.thrush"],
    "coordinator": ["marigold.finch", "opal.weatherby"],
    "representative": ["linden.wagtail", "clover.nightjar", "dahlia.plover"],
    "alternate": ["fern.lapwing"],
    "agency_lead": ["hollis.kestrel"],
    "privacy_contact": ["sorrel.dunnock"],
    "admin": ["juniper.ashdown"],
    "analyst": ["wren.abacus"],
    "leadership": ["cypress.gale"],
    "community": ["hazel.brook"],
    "steward": ["linden.teal"],
    "nobody": [],
}
"""Who walks for a role: one of them, or some whose agencies stand at different steps."""

AT_WORK = ("/", "/table/", "/table/meeting/", "/table/screening/", "/table/papers/", "/hub/faces/")
"""Pages that are used by keyboard alone."""

OF_EACH_ROLE = {"home:today", "table:overview", "table:meeting", "table:situation"}
"""Pages that differ so much from role to role that they are judged anew for each."""

_REACHES = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(
  e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0).length"""

_HERE = """() => { const e = document.activeElement, s = getComputedStyle(e);
  if (e === document.body) return null;
  e.dataset.place ??= String(document.querySelectorAll("[data-place]").length);
  return [e.dataset.place, s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
          e.type === "radio"]; }"""


@pytest.fixture(scope="module")
def walked() -> Walked:
    """What all walks of this file came upon."""
    return Walked()


@pytest.mark.parametrize("role", SEATS)
def test_a_role_walks_every_page(
    people: People, practice: Practice, walked: Walked, role: str
) -> None:
    mine = Walked(judged=walked.judged - OF_EACH_ROLE)
    for page, start in _browsers(people, practice, role):
        for path in walk(page, mine, start):
            name = name_of(path)
            if name not in mine.judged:
                mine.faults += judge(page, path, whole=name not in walked.judged)
                mine.judged.add(name)
        page.context.close()
    walked.pages |= mine.pages
    walked.judged |= mine.judged
    walked.acts |= mine.acts
    assert mine.faults == []
    assert mine.pages <= addresses(), "a link leads where no address is"


def test_somebody_comes_upon_every_address(walked: Walked) -> None:
    if "hubs:tables" not in walked.pages or "table:overview" not in walked.pages:
        pytest.skip("walks of this file were left out")
    missed = sorted(addresses() - walked.pages - walked.acts - ELSEWHERE)
    assert not missed, " ".join(missed)
    assert addresses() >= ELSEWHERE, "an address that is gone"


def _browsers(people: People, practice: Practice, role: str) -> Iterator[tuple[Page, str]]:
    """Yield a browser of each, and where its walk begins."""
    for start in ("/", "/find/") if role == "nobody" else ():
        yield people.watched.open(start, reduced_motion="reduce"), start
    for who in SEATS[role]:
        users = (u for u in practice.users if u["email"].startswith(who) and u["role"] == role)
        yield people.sign_in(next(users), reduced_motion="reduce"), "/"


@pytest.mark.parametrize("path", AT_WORK)
def test_the_keyboard_alone_reaches_everything(
    people: People, practice: Practice, path: str
) -> None:
    page = people.sign_in(practice.find("coordinator", table="MetroWest Table"))
    page.goto(path)
    press(page, "Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    stops = [page.evaluate(_HERE)]
    radios = page.locator("input[type=radio]:visible").count()
    for _ in range(page.evaluate(_REACHES) + 5):
        press(page, "Tab")
        if (here := page.evaluate(_HERE)) is None or here[0] == "0":
            break
        stops.append(here)
    assert [s for s in stops if not s[1] and not s[2]] == [], "the focus is seen"
    assert len({s[0] for s in stops}) >= page.evaluate(_REACHES) - radios
    page.locator(".skip").focus()
    press(page, "Enter")
    expect(page.locator("#main")).to_be_focused()
    press(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#keys")).to_be_hidden()


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("community", "/table/", 403),
        ("representative", "/nowhere/", 404),
        ("chair", "/table/situations/00000000-0000-4000-8000-000000000000/", 404),
    ],
)
def test_what_is_refused_looks_right(
    people: People, practice: Practice, role: str, path: str, status: int
) -> None:
    people.watched.expected = (str(status), "status of 40")
    page = people.sign_in(practice.find(role), reduced_motion="reduce")
    answer = page.goto(path)
    assert answer
    assert answer.status == status
    assert look(page) == []


def test_a_wrong_code_of_a_screen_looks_right(people: People) -> None:
    people.watched.expected = ("422",)
    room = people.watched.open("/table/room/", reduced_motion="reduce")
    room.get_by_label("Code of the chair or coordinator").fill("WRONG234")
    room.get_by_role("button", name="Pair").click()
    expect(room.get_by_role("main")).to_contain_text("does not pair a screen")
    assert look(room) == []
