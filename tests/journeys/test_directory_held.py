"""A feed says something else than a steward: its words are taken, or ours stay; both undone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import too_wide, violations
from tests.directory.importing.feeds import write
from tests.journeys.conftest import People, Practice
from tests.journeys.test_directory_importing import HEAD, bring


def feed(folder: Path, name: str, words: str) -> Path:
    """Write a feed of an invented organization with two services."""
    return write(
        folder / f"held-{name}",
        organizations=[["id", "name"], [f"h{name}-1", f"Brook Table {name}"]],
        services=[
            HEAD,
            [f"h{name}-7", f"h{name}-1", f"Supper {name}", "active", words],
            [f"h{name}-8", f"h{name}-1", f"Coats {name}", "active", words],
        ],
    )


def fine(page: Page) -> None:
    """The page can be used by everybody, and fits."""
    assert violations(page) == []
    assert not too_wide(page)


def open_service(page: Page, organization: str, service: str) -> None:
    page.goto(f"/directory/?q={organization.replace(' ', '+')}")
    page.get_by_role("link", name=organization).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(organization)
    page.get_by_role("link", name=service, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(service)


def edit(page: Page, organization: str, service: str, words: str) -> None:
    """Write what one gets anew, by hand."""
    open_service(page, organization, service)
    page.get_by_role("main").get_by_role("link", name="Change").first.click()
    expect(page.get_by_label("What one gets")).to_be_visible()
    page.get_by_label("What one gets").fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def open_held(page: Page, service: str) -> None:
    page.goto("/directory/quarantine/")
    page.get_by_role("link", name="changed here").click()
    expect(page.get_by_role("main")).to_contain_text("the feed now says something else")
    fine(page)
    page.get_by_role("link", name=service).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(service)


def shows(page: Page, ours: str, feeds: str) -> None:
    row = page.get_by_role("row").filter(has_text="What one gets")
    expect(row).to_contain_text(ours)
    expect(row).to_contain_text(feeds)
    expect(row).to_contain_text("changed here on")


@pytest.mark.parametrize("width", [390, 1366])
def test_a_steward_chooses_between_feed_and_own_words(
    people: People, practice: Practice, folder: Path, width: int
) -> None:
    name = str(width)
    organization, supper, coats = f"Brook Table {name}", f"Supper {name}", f"Coats {name}"
    bring(folder, feed(folder, name, "As it was."))
    page = people.sign_in(practice.find("steward"), width=width)
    for service in (supper, coats):
        edit(page, organization, service, "Our words.")
    came = bring(folder, feed(folder, name, "The feed's news."))
    assert (came["unchanged"], came["changed"], came["quarantined"]) == (0, 0, 2)

    open_held(page, supper)
    shows(page, "Our words.", "The feed's news.")
    fine(page)
    page.get_by_role("button", name="Take the feed's").click()
    expect(page.get_by_text("The feed's stands now.")).to_be_visible()
    open_service(page, organization, supper)
    expect(page.get_by_role("main")).to_contain_text("The feed's news.")
    fine(page)
    line = page.get_by_role("listitem").filter(has_text="taken from the feed")
    line.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("listitem").filter(has_text="taken back")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="taken back")).to_contain_text("Our words.")

    open_held(page, coats)
    page.get_by_role("button", name="Keep ours").click()
    expect(page.get_by_text("it does not ask again")).to_be_visible()
    fine(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The row waits again.")).to_be_visible()
    shows(page, "Our words.", "The feed's news.")
    fine(page)
    page.get_by_role("button", name="Keep ours").click()
    expect(page.get_by_text("it does not ask again")).to_be_visible()
    again = bring(folder, feed(folder, name, "The feed's news."))
    assert (again["unchanged"], again["changed"], again["quarantined"]) == (2, 0, 0)
    open_service(page, organization, coats)
    expect(page.get_by_role("main")).to_contain_text("Our words.")
