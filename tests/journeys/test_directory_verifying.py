"""An agency confirms and mends its record from a mail, without an account; a steward decides."""

import os
import re
import time
from email import message_from_string, policy
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browsing import violations
from tests.journeys.conftest import People, Practice
from tests.journeys.walking import look

AGENCY, DESK = "Curlew Harbor Counseling", "desk@harbor.example.org"
"""Practice begins with a question to it that waits to be mailed."""


def mailed(folder: Path) -> str:
    """Return the path of the link in the mail to the agency's desk; it comes within a minute."""
    mails = Path(os.environ.get("PRACTICE_MAIL") or folder / "practice" / "mail")
    until = time.monotonic() + 90
    while time.monotonic() < until:
        for file in mails.glob("*.log"):
            mail = message_from_string(file.read_text(), policy=policy.default)
            if mail["To"] == DESK:
                found = re.search(r"/directory/answer/\S+", mail.get_content())
                assert found, "a link stands in the mail"
                return found[0]
        time.sleep(1)
    raise AssertionError("no mail came")


def part(page: Page, name: str) -> Locator:
    """Return a part of the page by its heading."""
    return page.get_by_role("region", name=name, exact=True)


def test_an_agency_confirms_its_record_from_a_mail(
    people: People, practice: Practice, folder: Path
) -> None:
    steward = people.sign_in(practice.find("steward"))
    steward.goto("/directory/due/")
    expect(steward.get_by_role("row", name=AGENCY)).to_contain_text("Asked")
    assert violations(steward) == []

    agency = people.watched.open(mailed(folder), width=390, reduced_motion="reduce")
    expect(agency.get_by_role("heading", level=1)).to_contain_text(AGENCY)
    assert look(agency) == [], "at all widths, light and dark, on paper"
    part(agency, "508-555-0113").get_by_label("Number").fill("508-555-0133")
    agency.get_by_label("Your name").fill("Jo Ash")
    agency.get_by_label("Your title at the agency").fill("Front desk")
    link = agency.url
    agency.get_by_role("button", name="Send").click()
    expect(agency.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert look(agency) == []

    steward.goto("/directory/proposals/")
    shown = part(steward, AGENCY)
    expect(shown).to_contain_text("Jo Ash, Front desk")
    expect(shown.locator("del")).to_have_text("508-555-0113")
    expect(shown.locator("ins")).to_have_text("508-555-0133")
    assert violations(steward) == []
    shown.get_by_role("button", name="Take it over").click()
    expect(steward.get_by_role("main")).to_contain_text("Taken over")

    steward.goto("/directory/?q=curlew")
    steward.get_by_role("link", name=AGENCY).click()
    expect(part(steward, "Phones")).to_contain_text("508-555-0133")
    expect(part(steward, "History")).to_contain_text("confirmed by Jo Ash")
    expect(steward.get_by_role("main")).to_contain_text("Checked on")
    assert violations(steward) == []

    people.watched.expected = ("410",)
    agency.goto(link)
    expect(agency.get_by_role("heading", level=1)).to_have_text("This link is over")
