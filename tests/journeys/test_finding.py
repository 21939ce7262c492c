"""A resident who reads Haitian Creole finds a food pantry open now, and prints the list."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Watched, press, too_wide, violations
from tests.cluster import Cluster
from tests.directory.finder.invented import Invented, hide, invent
from tests.table.pages.conftest import served
from tests.world import World

PHONE = {"width": 390, "is_mobile": True, "has_touch": True}
LAPTOP = {"width": 1366}


@pytest.fixture
def finder(
    world: World, cluster: Cluster, browser: Browser, tmp_path: Path
) -> Iterator[tuple[Watched, Invented]]:
    """The finder over the invented directory, in a program of its own."""
    made = invent(datetime.now(UTC).astimezone(ZoneInfo("America/New_York")).date())
    hide(world, made.hidden)
    with served(cluster, tmp_path) as address:
        watched = Watched(browser, address)
        yield watched, made
        watched.close()
        assert watched.unexpected() == []


def looks_right(page: Page) -> None:
    """Nothing is wrong with a page, light and dark, and it does not scroll sideways."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.emulate_media(color_scheme="light")
    assert not too_wide(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_resident_finds_a_pantry_and_prints_the_list(
    finder: tuple[Watched, Invented], script: bool
) -> None:
    watched, _ = finder
    page = watched.open("/find/", java_script_enabled=script, **PHONE)
    page.get_by_role("link", name="Kreyòl ayisyen").click()
    page.get_by_label("Ki sa w bezwen?").fill("mwen grangou")
    page.get_by_label("Ki kote?").fill("01702")
    page.get_by_label("Louvri kounye a").check()
    page.get_by_role("button", name="Chèche").first.click()
    page.wait_for_url("**/ht/find/#results")
    card = page.get_by_role("listitem").filter(has_text="Mill Street Food Pantry")
    expect(card).to_contain_text("Louvri kounye a")
    expect(card).to_contain_text("Haitian Creole interpreter, please.")
    expect(page.get_by_text("Elm Corner Food Pantry")).to_have_count(0)
    page.get_by_label("Ki sa w bezwen?").press("Enter")
    page.wait_for_url("**/ht/find/#results")
    card.get_by_role("button", name="Mete").click()
    page.get_by_role("link", name="Lis ou (1)").click()
    expect(page.get_by_role("heading", name="Mill Street Food Pantry")).to_be_visible()
    expect(page.get_by_role("button", name="Enprime")).to_have_count(1 if script else 0)
    page.emulate_media(media="print")
    expect(page.get_by_text("508-555-0101")).to_be_visible()
    expect(page.get_by_text("Haitian Creole interpreter, please.").first).to_be_visible()
    expect(page.locator("svg.qr")).to_be_visible()
    expect(page.get_by_role("link", name="Kite sit sa a vit")).to_be_hidden()
    assert page.context.cookies() == []


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_every_page_of_the_finder_looks_right(
    finder: tuple[Watched, Invented], screen: dict[str, object]
) -> None:
    watched, _ = finder
    page = watched.open("/find/", **screen)
    looks_right(page)
    page.get_by_text("More choices").click()
    looks_right(page)
    page.get_by_role("button", name="Food", exact=True).click()
    page.get_by_role("button", name="Save").first.click()
    looks_right(page)
    page.get_by_role("link", name="Mill Street Food Pantry").click()
    looks_right(page)
    page.get_by_role("link", name="Your list (1)").click()
    looks_right(page)
    for name in ("How it works", "What happens to your information"):
        page.get_by_role("link", name=name).click()
        looks_right(page)


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_suggestions_are_chosen_by_keys_and_by_touch(
    finder: tuple[Watched, Invented], screen: dict[str, object]
) -> None:
    watched, _ = finder
    page = watched.open("/es/find/", **screen)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "suggestions" in one.url else None)
    what = page.get_by_role("combobox", name="¿Qué necesita?")
    what.press_sequentially("despen")
    offers = page.get_by_role("listbox", name="Sugerencias")
    expect(offers.get_by_role("option").first).to_contain_text("Despensas de alimentos")
    expect(what).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").first).to_contain_text("Sugerencias: ")
    looks_right(page)
    what.press("ArrowDown")
    expect(offers.get_by_role("option", selected=True)).to_have_count(1)
    assert what.get_attribute("aria-activedescendant") == "q-offers0"
    looks_right(page)
    what.press("Enter")
    expect(what).to_have_value("Despensas de alimentos")
    expect(offers).to_be_hidden()
    where = page.get_by_role("combobox", name="¿Dónde?")
    where.press_sequentially("framin")
    page.get_by_role("option", name="Framingham, MA").click()
    expect(where).to_have_value("Framingham, MA")
    expect(where).to_be_focused()
    where.press("Enter")
    expect(page.get_by_text("Mill Street Food Pantry", exact=True)).to_be_visible()
    assert {url.rpartition("/find/")[2] for url in asked} == {"suggestions/"}


def test_escape_closes_the_suggestions_and_twice_leaves(
    finder: tuple[Watched, Invented],
) -> None:
    watched, _ = finder
    page = watched.open("/find/")
    page.route("https://www.weather.gov/**", lambda route: route.fulfill(body="weather"))
    what = page.get_by_role("combobox", name="What do you need?")
    what.press_sequentially("mill")
    offers = page.get_by_role("listbox", name="Suggestions")
    expect(offers).to_be_visible()
    what.press("Escape")
    expect(offers).to_be_hidden()
    expect(what).to_have_value("mill")
    press(page, "Escape")
    page.wait_for_url("https://www.weather.gov/")


def test_escape_twice_leaves_and_the_page_is_replaced(
    finder: tuple[Watched, Invented],
) -> None:
    watched, _ = finder
    page = watched.open("/find/list/")
    page.route("https://www.weather.gov/**", lambda route: route.fulfill(body="weather"))
    page.goto("/find/")
    press(page, "Escape")
    press(page, "Escape")
    page.wait_for_url("https://www.weather.gov/")
    page.go_back()
    assert page.url.endswith("/find/list/")
