"""What goes into the record: an emergency look, too much was said, a hold, a packet."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browsing import violations
from tests.journeys.conftest import People, Practice
from tests.journeys.steps import begin_meeting, screen

TABLE = "Worcester Table"
POLICE, MEMBER, FIRE = (
    "Kingsway Police Department",
    "Northlight Counseling",
    "Golden Elm Elder Care",
)


def test_an_emergency_look_is_closed_by_the_chair_and_reviewed(
    people: People, practice: Practice
) -> None:
    police = people.sign_in(practice.find("representative", POLICE, TABLE))
    reference = screen(police)
    member = people.sign_in(practice.find("representative", MEMBER, TABLE), width=390)
    member.goto("/table/looking/")
    assert violations(member) == []
    member.get_by_label("Reference or Hub number").fill(reference)
    member.get_by_role("button", name="Search").click()
    if member.get_by_text("This table keeps no names").count():
        assert violations(member) == []
        return
    member.get_by_label("Person 1").check()
    member.get_by_label("To prevent imminent serious harm", exact=True).check()
    member.get_by_label("What is happening").fill("smoke at the window, nobody answers")
    member.get_by_label("I am on duty now.").check()
    member.get_by_label("I look to prevent imminent serious harm.").check()
    assert violations(member) == []
    member.get_by_role("button", name="Look for one hour").click()
    expect(member.get_by_role("main")).to_contain_text("Open until")
    assert violations(member) == []

    chair = people.sign_in(practice.find("chair", table=TABLE))
    expect(chair.get_by_role("main")).to_contain_text("Somebody is looking at a name now")
    chair.get_by_role("link", name="See why, close it").first.click()
    close = chair.get_by_role("button", name=f"Close it now {reference}")
    expect(close).to_be_visible()
    assert violations(chair) == []
    close.click()
    people.watched.expected = ("404",)
    member.reload()
    expect(member.get_by_role("main")).not_to_contain_text("Show the name")

    review = chair.locator("article", has_text=reference)
    review.get_by_label("It was right to look").check()
    review.get_by_role("button", name="Save the review").click()
    expect(chair.get_by_role("table")).to_contain_text("It was right to look")


def test_too_much_was_said_pauses_the_room_by_itself(people: People, practice: Practice) -> None:
    police = people.sign_in(practice.find("representative", POLICE, TABLE))
    reference = screen(police)
    chair = people.sign_in(practice.find("chair", table=TABLE))
    begin_meeting(chair, POLICE, MEMBER)
    clear_the_way(chair)
    chair.get_by_role("button", name=f"Present {reference}").click()
    room = people.sign_in(practice.find("representative", POLICE, TABLE))
    room.goto("/table/room/")
    expect(room.get_by_role("main")).to_contain_text("Risk factors")
    member = people.sign_in(practice.find("representative", MEMBER, TABLE), width=390)
    member.goto("/table/meeting/")
    member.get_by_role("button", name="Too much was said").click()
    expect(room.get_by_role("heading", level=1)).to_have_text("Paused", timeout=15_000)
    expect(room.get_by_role("main")).not_to_contain_text(reference)
    assert violations(room) == []
    chair.goto("/table/meeting/")
    assert violations(chair) == []
    chair.get_by_role("button", name="Show the room's screen again").click()
    expect(room.get_by_role("main")).to_contain_text("Risk factors", timeout=15_000)
    chair.goto("/table/exceeding/")
    assert violations(chair) == []
    expect(chair.get_by_role("main")).to_contain_text(reference)
    chair.goto("/table/meeting/")
    chair.get_by_role("button", name="Put back").click()


def clear_the_way(chair: Page) -> None:
    """Put back what an earlier journey left presented."""
    back = chair.get_by_role("button", name="Put back")
    if back.count():
        back.first.click()


def test_a_hold_is_placed_and_lifted(people: People, practice: Practice) -> None:
    chair = people.sign_in(practice.find("chair", table=TABLE))
    chair.goto("/table/forgetting/")
    assert violations(chair) == []
    kept = chair.get_by_role("row", name=re.compile("Kept until then")).first
    found = re.search(r"D-\d{4}", kept.inner_text())
    assert found, "practice has closed situations that nothing holds"
    chair.goto("/table/holding/")
    assert violations(chair) == []
    chair.get_by_label("One situation").check()
    chair.get_by_label("Reference or Hub number").fill(found.group())
    chair.get_by_label("Subpoena").check()
    chair.get_by_role("button", name="Place the hold").click()
    expect(chair.get_by_role("main")).to_contain_text("On hold now")
    chair.goto("/table/forgetting/")
    row = chair.get_by_role("row", name=re.compile(found.group()))
    expect(row.first).to_contain_text("On hold")
    chair.goto("/table/holding/")
    chair.get_by_role("button", name=f"Lift {found.group()}").click()
    expect(chair.get_by_role("main")).to_contain_text("Lifted before")


def test_a_packet_goes_from_one_hub_to_another(
    people: People, practice: Practice, folder: Path
) -> None:
    lead, to_send = leading(people, practice)
    other = next(
        user
        for user in practice.users
        if user["hub"] not in lead.get_by_role("contentinfo").inner_text()
        and user["role"] == "representative"
    )
    lead.goto(f"{to_send}consent/")
    lead.get_by_role("radiogroup", name="Who agrees").get_by_role("radio").first.check()
    lead.get_by_label("Agency there").fill(other["agency"])
    lead.get_by_label("Name of the other Hub").fill(other["hub"])
    lead.get_by_label("The person", exact=True).check()
    lead.get_by_label("The signed form").check()
    assert violations(lead) == []
    lead.get_by_role("button", name="Keep the consent").click()
    lead.get_by_label(f"{other['agency']}, {other['hub']}").check()
    lead.get_by_role("checkbox").first.check()
    assert violations(lead) == []
    lead.get_by_role("button", name="Make the packet").click()
    code = lead.locator("#code").inner_text()
    assert violations(lead) == []
    with lead.expect_download() as saved:
        lead.get_by_role("link", name="Save the packet").click()
    saved.value.save_as(folder / "a.hubpacket")

    there = people.sign_in(other)
    there.goto("/table/screening/packet/")
    there.get_by_label("The packet").set_input_files(folder / "a.hubpacket")
    people.watched.expected = ("422",)
    there.get_by_label("The code").fill("0000-0000-0000-0000")
    there.get_by_role("button", name="Make a worksheet").click()
    expect(there.get_by_role("alert")).to_contain_text("does not open this packet")
    assert violations(there) == []
    there.get_by_label("The packet").set_input_files(folder / "a.hubpacket")
    there.get_by_label("The code").fill(code.lower().replace("-", " "))
    there.get_by_role("button", name="Make a worksheet").click()
    expect(there.get_by_role("heading", level=1)).to_contain_text("danger right now")


def leading(people: People, practice: Practice) -> tuple[Page, str]:
    """Somebody whose agency leads a situation of persons, and where its packet is made."""
    for user in practice.users:
        if user["role"] not in {"representative", "chair", "coordinator"}:
            continue
        page = people.sign_in(user)
        page.goto("/table/?state=intervening")
        rows = page.get_by_role("main").get_by_role("rowheader").get_by_role("link").all()
        for path in [row.get_attribute("href") or "" for row in rows]:
            page.goto(path)
            link = page.locator('a[href*="/table/sending/"]')
            if link.count():
                return page, str(link.first.get_attribute("href"))
        page.context.close()
    raise AssertionError("practice has no situation that is led")
