"""An administrator writes the Hub's public pages; a resident reads them; they are taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Watched, too_wide, violations
from tests.cluster import Cluster
from tests.directory.finder.test_hubs import ENGLISH, RIDGE, write
from tests.directory.finder.test_hubs import KREYOL as CREOLE
from tests.table.pages.conftest import Cast, served
from tests.world import World

LAPTOP, PHONE = 1366, 390
KREYOL = {
    "Name of the Hub in public": "Hub Brookside",
    "When somebody answers": "Lendi jiska vandredi, 9 am jiska 5 pm",
    "How it works": "N ap chèche avè w, nan lang ou.\n\nLi gratis.",
    "What happens to your information": "Nou pa kenbe anyen sou ou.",
    "Translated by": "Mirlande Rey",
}


@pytest.fixture
def cast(world: World, cluster: Cluster, browser: Browser, tmp_path: Path) -> Iterator[Cast]:
    """The cast before a program of its own, where no Hub has published yet."""
    with served(cluster, tmp_path) as address:
        watched = Watched(browser, address)
        watched.expected = ("404", "422")
        yield Cast(world, watched, address)
        watched.close()
        assert watched.unexpected() == []


def looks_right(page: Page, heading: str) -> None:
    """Nothing is wrong with the page of this heading on phone and laptop, light and dark."""
    expect(page.locator("h1")).to_contain_text(heading)
    before = page.viewport_size
    assert before
    for width in (PHONE, LAPTOP):
        page.set_viewport_size({"width": width, "height": 844})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], (heading, width, scheme)
        assert not too_wide(page), (heading, width)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)


def writes_the_english(page: Page) -> None:
    page.get_by_role("link", name="Public pages").click()
    looks_right(page, "Public pages")
    page.get_by_role("link", name="Write the English").click()
    expect(page.get_by_label("How it works")).to_have_value(re.compile("Brookside"))
    page.get_by_label("Number people call").fill("555-0142")
    page.get_by_label("When somebody answers").fill("Monday to Friday, 9 am to 5 pm")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").first).to_contain_text("Give one number")
    looks_right(page, "English")
    page.get_by_label("Number people call").fill("508.555.0142")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Nobody but you reads these pages yet.")


def translates(page: Page) -> None:
    page.get_by_role("link", name="Write Kreyòl ayisyen").click()
    looks_right(page, "Kreyòl ayisyen")
    expect(page.get_by_label("Number people call")).to_have_value("(508) 555-0142")
    for label, words in KREYOL.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Preview in Kreyòl ayisyen").click()
    expect(page.locator(".note")).to_contain_text("Preview")
    looks_right(page, "Kijan sa mache")
    page.get_by_role("link", name="Back to writing").click()
    page.get_by_role("link", name="Cancel").click()


def reads(page: Page) -> None:
    """Read, as somebody who knows nothing of this, from the first page on."""
    page.get_by_role("link", name="Kreyòl ayisyen").click()
    call = page.locator("aside.call")
    expect(call).to_contain_text("Hub Brookside · Lendi jiska vandredi")
    expect(call.get_by_role("link", name="(508) 555-0142").first).to_have_attribute(
        "href", "tel:+15085550142"
    )
    expect(call).to_contain_text("Haitian Creole interpreter, please.")
    page.get_by_role("link", name="Kijan sa mache").click()
    expect(page.get_by_role("main")).to_contain_text("N ap chèche avè w, nan lang ou.")
    expect(page.get_by_role("main")).to_contain_text("Mirlande Rey te tradui sa a")
    page.get_by_role("link", name="Sa ki rive ak enfòmasyon w").click()
    expect(page.get_by_role("main")).to_contain_text("Nou pa kenbe anyen sou ou.")
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("main")).to_contain_text("Texte anglais, pas encore traduit")
    assert page.context.cookies() == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_administrator_publishes_a_resident_reads_and_it_is_taken_back(
    cast: Cast, script: bool
) -> None:
    admin = cast("admin", "/hub/", reduced_motion="reduce")
    writes_the_english(admin)
    translates(admin)
    admin.get_by_role("button", name="Publish").click()
    expect(admin.get_by_role("main")).to_contain_text("Published. Everybody can read it now.")
    looks_right(admin, "Public pages")
    resident = cast.watched.open(
        "/find/", width=PHONE, java_script_enabled=script, reduced_motion="reduce"
    )
    reads(resident)
    if script:
        looks_right(resident, "Ce que deviennent vos informations")
        resident.goto("/ht/find/hubs/")
        looks_right(resident, "Jwenn nimewo Hub ou a")
    admin.get_by_role("link", name="Take the pages back").click()
    admin.get_by_role("button", name="Take them back").click()
    expect(admin.get_by_role("main")).to_contain_text("Nobody reads the pages now.")
    gone = resident.goto("/ht/find/hubs/brookside/how-it-works/")
    assert gone
    assert gone.status == 404
    if script:
        looks_right(resident, "Paj sa a pa la")
    another = cast.watched.open("/ht/find/", width=PHONE, java_script_enabled=script)
    expect(another.locator("aside.call h2")).to_contain_text("211")
    admin.get_by_role("button", name="Undo").click()
    expect(admin.get_by_role("main")).to_contain_text("Published. Everybody can read it now.")


def test_the_numbers_of_several_hubs_are_found_from_every_page(cast: Cast, world: World) -> None:
    write(world, "admin", ["Framingham, MA"], en=ENGLISH, ht=CREOLE)
    write(world, "ridge_admin", ["Boston, MA", "Natick, MA"], en=RIDGE)
    page = cast.watched.open("/ht/find/", width=PHONE, reduced_motion="reduce")
    expect(page.locator("aside.call h2")).to_contain_text("211")
    looks_right(page, "Jwenn èd toupre w")
    page.get_by_role("link", name="Jwenn nimewo Hub ou a").click()
    expect(page.get_by_role("listitem").filter(has_text="Ridge Hub")).to_contain_text(
        "Tèks an angle, poko tradui"
    )
    looks_right(page, "Jwenn nimewo Hub ou a")
    card = page.get_by_role("listitem").filter(has_text="Hub Brookside")
    card.get_by_role("link", name="Kijan sa mache").click()
    looks_right(page, "Kijan sa mache")
    expect(page.locator("aside.call h2")).to_contain_text("(508) 555-0143 x9")
    page.get_by_role("link", name="Jwenn nimewo Hub ou a").click()
    expect(page.get_by_role("heading", name="Ridge Hub")).to_be_visible()
