"""Every page of the table: no violation of WCAG 2.2 AA, nothing wider than the screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import too_wide, violations
from tests.situations import accept, meet, present, screening, submit
from tests.table.pages.conftest import EARLIER, Cast
from tests.world import World

SIZES = [(390, "light"), (390, "dark"), (1366, "light"), (1366, "dark"), (1920, "dark")]


def tour(world: World) -> list[tuple[str, str]]:
    """Bring situations to their steps and return (seat, path) of every page."""
    draft = screening(world, "school", people=2, at=EARLIER)
    first = submit(screening(world, "housing", at=EARLIER))
    accept(present(meet(first, ["police", "school", "hospital", "housing"])))
    one = submit(screening(world, "hospital", at=EARLIER))
    submit(screening(world, "school", at=EARLIER))
    present(one)
    person = draft.people[0]
    return [
        ("school", "/"),
        ("chair", "/"),
        ("admin", "/"),
        ("analyst", "/"),
        ("treatment", "/"),
        ("chair", "/table/"),
        ("chair", "/table/?q=nothing"),
        ("housing_c", "/table/"),
        ("school", "/table/screening/"),
        ("school", f"/table/screening/{draft.id}/"),
        ("school", f"/table/screening/{draft.id}/check/"),
        ("school", f"/table/screening/{draft.id}/names/"),
        ("school", f"/table/screening/{draft.id}/names/{person}/"),
        ("hospital", f"/table/situations/{one.id}/"),
        ("treatment", f"/table/situations/{one.id}/"),
        ("hospital", f"/table/correcting/{one.id}/"),
        ("chair", "/table/room/"),
        ("chair", f"/table/presenting/{one.id}/card/"),
        ("chair", "/table/meeting/"),
        ("police", "/table/meeting/"),
        ("treatment", "/table/meeting/"),
        ("chair", "/table/meeting/paper/"),
        ("chair_b", "/table/meeting/"),
        ("housing_c", "/table/meeting/"),
    ]


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_every_page(world: World, opens: Cast, width: int, scheme: str) -> None:
    pages: dict[str, Page] = {}
    for seat, path in tour(world):
        if seat not in pages:
            pages[seat] = opens(seat, path, width=width, color_scheme=scheme)
        page = pages[seat]
        page.goto(path)
        assert violations(page) == [], (seat, path)
        assert not too_wide(page), (seat, path)


@pytest.mark.parametrize("width", [390, 1366])
def test_the_pages_that_are_forms_on_the_way(world: World, opens: Cast, width: int) -> None:
    page = opens("school", "/table/screening/", width=width)
    page.get_by_role("button", name="Person").first.click()
    danger = page.get_by_role("button", name="Yes, someone is in danger")
    expect(danger).to_be_visible()
    assert violations(page) == []
    danger.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stop here")
    assert violations(page) == []
    assert not too_wide(page)
