"""The administrator keeps a Hub: every page in every light, an agency from first to last."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import press, too_wide, violations
from tests.journeys.conftest import People, Practice

PLACES = (
    "/seats/",
    "/hub/",
    "/hub/change/",
    "/hub/towns/",
    "/hub/tables/",
    "/hub/tables/add/",
    "/hub/agencies/",
    "/hub/agencies/?q=nothing+like+this",
    "/hub/agencies/add/",
    "/hub/agencies/print/",
    "/hub/people/",
    "/hub/people/add/",
    "/hub/people/print/",
    "/hub/seats/add/",
    "/hub/words/",
    "/hub/words/add/",
    "/hub/record/",
)
FOLLOWED = (
    ("/hub/tables/", "Youth Table", ("change/", "words/", "end/", "send/")),
    ("/hub/agencies/", "Harvest Basket Pantry", ("change/", "end/", "agreements/add/")),
    ("/hub/people/", "Linden Wagtail", ("change/", "end/", "agreement/add/", "agreement/end/")),
    ("/hub/words/", "Edition 1", ("risk_factor/", "sector/")),
)
"""A list, a link in it, and the pages below where it leads."""


def _look(page: Page, path: str) -> list[str]:
    page.goto(path)
    expect(page.locator("h1")).to_have_count(1)
    before = page.viewport_size
    assert before
    found = [f"{path}: {wrong}" for wrong in violations(page)]
    for width in (320, 1366):
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{path}: scrolls sideways at {width}"] if too_wide(page) else []
    page.set_viewport_size(before)
    return found


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1366)])
def test_no_page_of_the_hub_breaks_a_rule(
    people: People, practice: Practice, scheme: str, width: int
) -> None:
    page = people.sign_in(practice.find("admin"), width=width, color_scheme=scheme)
    broken = [wrong for path in PLACES for wrong in _look(page, path)]
    for path, name, below in FOLLOWED:
        page.goto(path)
        page.get_by_role("link", name=name, exact=True).first.click()
        home = page.url.removeprefix(practice.address)
        broken += [wrong for part in ("", *below) for wrong in _look(page, home + part)]
    assert broken == []


def test_an_agency_comes_to_the_table(people: People, practice: Practice) -> None:
    name = f"Lantern Library {uuid4().hex[:6]}"
    page = people.sign_in(practice.find("admin"))
    page.goto("/hub/agencies/")
    press(page, "n")
    page.get_by_label("Name of the agency").fill(name)
    page.get_by_label("Sector").select_option("Education")
    press(page, "Enter")
    expect(page.get_by_role("main")).to_contain_text("It sees nothing until it has a current")
    page.get_by_role("link", name="Record an agreement").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Current")
    page.get_by_role("link", name="Add and invite a person").click()
    page.get_by_label("Name", exact=True).fill("Fennel Dove")
    page.get_by_label("E-mail address at work").fill(f"{uuid4().hex[:8]}@example.org")
    page.get_by_role("button", name="Add and invite").click()
    expect(page.get_by_role("main")).to_contain_text("The invitation goes out by e-mail")
    page.goto("/hub/tables/")
    page.get_by_role("link", name="Youth Table").click()
    page.get_by_role("link", name="Send an agency").click()
    page.get_by_label("Agency").select_option(label=name)
    page.get_by_role("button", name="Send it to the table").click()
    row = page.get_by_role("row", name=name)
    expect(row).to_contain_text("Nobody sits here")
    row.get_by_role("link", name="Give a seat").click()
    page.get_by_label("Person").select_option(label=f"Fennel Dove · {name}")
    page.get_by_label("Role").select_option(label="Representative")
    page.get_by_role("button", name="Give the seat").click()
    expect(page.get_by_role("main")).to_contain_text(f"Representative · {name} · Youth Table")
    page.get_by_role("link", name=re.compile("^End the seat")).click()
    page.get_by_role("button", name="End this seat").click()
    expect(page.get_by_role("main")).to_contain_text("No seat: this person sees nothing.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("main")).to_contain_text(f"Representative · {name} · Youth Table")


def test_the_second_editor_compares_and_decides(people: People, practice: Practice) -> None:
    people.watched.expected = ("409",)
    one = people.sign_in(practice.find("admin"))
    one.goto("/hub/agencies/")
    one.get_by_role("link", name="Harvest Basket Pantry").click()
    one.get_by_role("link", name="Change", exact=True).click()
    two = one.context.new_page()
    two.goto(one.url)
    line = "What it can do, in one line"
    mine, theirs = f"Boxes to the door {uuid4().hex[:4]}", f"Open kitchen {uuid4().hex[:4]}"
    two.get_by_label(line).fill(theirs)
    two.get_by_role("button", name="Save").click()
    one.get_by_label(line).fill(mine)
    one.get_by_role("button", name="Save", exact=True).click()
    clash = one.get_by_role("alert")
    expect(clash).to_contain_text(theirs)
    expect(clash).to_be_focused()
    expect(one.get_by_label(line)).to_have_value(mine)
    assert violations(one) == []
    one.get_by_role("button", name="Save what I typed").click()
    expect(one.get_by_role("main")).to_contain_text(mine)


def test_it_all_works_without_javascript(people: People, practice: Practice) -> None:
    page = people.sign_in(practice.find("admin"), java_script_enabled=False)
    town = f"Hopkinton {uuid4().hex[:4]}"
    page.goto("/hub/towns/")
    page.get_by_label("Town or city").fill(town)
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name=f"Take off {town}").click()
    page.get_by_role("button", name="Take it off").click()
    expect(page.get_by_role("main")).not_to_contain_text(town)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("main")).to_contain_text(town)
