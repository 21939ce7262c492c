"""An agency screens, the chair presents, the table decides; nobody else sees anything."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browsing import violations
from tests.journeys.conftest import People, Practice
from tests.journeys.steps import begin_meeting, screen

TABLE = "Worcester Table"
POLICE, MEMBER, ABSENT = (
    "Kingsway Police Department",
    "Northlight Counseling",
    "Golden Elm Elder Care",
)
PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "table.png"


def test_an_agency_screens_the_chair_presents_the_table_decides(
    people: People, practice: Practice, folder: Path
) -> None:
    police = people.sign_in(practice.find("representative", POLICE, TABLE))
    reference = screen(police)
    situation = police.url
    assert violations(police) == []

    chair = people.sign_in(practice.find("chair", table=TABLE))
    begin_meeting(chair, POLICE, MEMBER)
    expect(chair.get_by_role("main")).to_contain_text(reference)
    member = people.sign_in(practice.find("representative", MEMBER, TABLE), width=390)
    member.goto("/table/")
    expect(member.get_by_role("main")).not_to_contain_text(reference)

    chair.get_by_role("button", name=f"Present {reference}").click()
    expect(chair.get_by_role("heading", level=1)).to_contain_text("female, 30–39")
    assert violations(chair) == []
    _take_picture(chair, folder)
    member.goto("/table/meeting/")
    expect(member.get_by_role("heading", level=1)).to_contain_text(reference)
    member.get_by_role("button", name="Objects").click()
    expect(member.get_by_role("button", name="Objects", pressed=True)).to_be_visible()
    chair.reload()
    expect(chair.get_by_role("main")).to_contain_text("1 object")
    member.get_by_role("button", name="Agrees").click()
    expect(member.get_by_role("button", name="Agrees", pressed=True)).to_be_visible()
    chair.reload()
    chair.get_by_role("button", name="Accept").click()
    expect(chair.get_by_role("main")).to_contain_text("Accepted")
    police.goto(situation)
    expect(police.get_by_role("main")).to_contain_text("2026-")

    absent = people.sign_in(practice.find("representative", ABSENT, TABLE))
    absent.goto(situation)
    expect(absent.get_by_role("main")).to_contain_text(reference)
    expect(absent.get_by_role("main")).not_to_contain_text("30–39")


def _take_picture(chair: Page, folder: Path) -> None:
    """Take the picture of the running table; `make pictures` puts it into the documentation."""
    kept = os.environ.get("KEEP_PICTURES") == "1"
    chair.screenshot(path=PICTURE if kept else folder / PICTURE.name)


def test_outsiders_see_nothing_anywhere(people: People, practice: Practice) -> None:
    police = people.sign_in(practice.find("representative", POLICE, TABLE))
    reference = screen(police)
    situation = police.url.removeprefix(practice.address)
    people.watched.expected = ("404", "403", "status of 40")
    for outsider in (
        practice.find("representative", ABSENT, TABLE),
        practice.find("chair", table="MetroWest Table"),
        practice.find("admin", table=""),
        practice.find("analyst"),
        practice.find("leadership"),
        practice.find("community"),
        practice.find("privacy_contact"),
    ):
        page = people.sign_in(outsider)
        hidden = page.goto(situation)
        assert hidden
        absent = page.goto("/table/situations/00000000-0000-4000-8000-000000000000/")
        assert absent
        assert hidden.status == absent.status
        assert hidden.status in {403, 404}
        for path in ("/", "/table/", "/table/meeting/", f"/table/?q={reference}"):
            answer = page.goto(path)
            assert answer
            assert situation.split("/")[-2] not in answer.text()
            if outsider["hub"].startswith("Worcester"):
                assert reference not in page.get_by_role("main").inner_text().replace(
                    f"“{reference}”", ""
                )
        page.context.close()
