"""Working with the pages: they save themselves, obey the keyboard, and need no JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import press, violations
from tests.situations import screening, submit
from tests.table.pages.conftest import EARLIER, Cast
from tests.world import World, as_seat


def first_question(page: Page, kind: str = "Person") -> None:
    page.get_by_role("button", name=re.compile(f"^{kind}")).first.click()
    page.get_by_role("button", name="No, not right now").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Screening worksheet")


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(re.compile(r"^Saved \d"))


def test_a_worksheet_saves_itself(world: World, opens: Cast) -> None:
    page = opens("school", "/table/screening/")
    first_question(page)
    page.get_by_label("Housing", exact=True).check()
    page.get_by_label("Sex", exact=True).select_option("Female")
    saved(page)
    page.get_by_label("Poverty", exact=True).check()
    page.wait_for_timeout(1000)
    saved(page)
    page.reload()
    expect(page.get_by_label("Housing", exact=True)).to_be_checked()
    expect(page.get_by_label("Poverty", exact=True)).to_be_checked()
    expect(page.get_by_label("Sex", exact=True)).to_have_value("female")


def test_the_second_of_two_editors_loses_nothing(world: World, opens: Cast) -> None:
    one = opens("police", "/table/screening/")
    first_question(one)
    other = opens("police_alternate", one.url)
    one.get_by_label("Housing", exact=True).check()
    saved(one)
    opens.watched.expected = ("409",)
    other.get_by_label("Suicide", exact=True).check()
    expect(other.locator("[data-saved]")).to_contain_text("Someone else changed this")
    other.get_by_role("button", name="Save", exact=True).first.click()
    expect(other.get_by_role("alert")).to_contain_text("Someone else changed this")
    expect(other.get_by_label("Suicide", exact=True)).to_be_checked()
    expect(other.get_by_role("alert")).to_contain_text("Housing")
    assert violations(other) == []
    other.get_by_role("button", name="Save what I typed").click()
    expect(other.get_by_label("Suicide", exact=True)).to_be_checked()
    expect(other.get_by_role("alert")).to_have_count(0)


def test_long_lists_are_narrowed_by_typing(world: World, opens: Cast) -> None:
    page = opens("school", "/table/screening/")
    first_question(page)
    risks = page.get_by_role("group", name="Risk factors")
    risks.get_by_label("Find in this list").fill("violen")
    expect(risks.get_by_role("checkbox")).to_have_count(3)
    expect(risks.get_by_label("Housing", exact=True)).to_be_hidden()


def test_a_family_without_javascript(world: World, opens: Cast) -> None:
    page = opens("school", "/table/screening/", java_script_enabled=False)
    first_question(page, "Family")
    page.get_by_role("group", name="Person 1").get_by_label("Role").select_option("Child")
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_role("group", name="Person 2")).to_be_visible()
    first = page.get_by_role("group", name="Person 1")
    expect(first.get_by_label("Role")).to_have_value("child")
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_role("main")).to_contain_text("Still to answer")
    page.get_by_role("link", name="Choose at least one risk factor").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Screening worksheet")


@pytest.fixture
def chair(world: World, opens: Cast) -> Page:
    """The chair's page before a meeting with one situation on the agenda."""
    submit(screening(world, "school", at=EARLIER))
    return opens("chair", "/table/meeting/")


def test_a_meeting_by_keyboard_alone(world: World, opens: Cast, chair: Page) -> None:
    for box in chair.get_by_role("checkbox").all():
        box.press("Space")
    press(chair, "d")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("Who is here?")
    button = chair.get_by_role("button", name="Brookside Schools is not here")
    press(chair, str(button.get_attribute("data-key")))
    expect(chair.get_by_text("2 of")).to_be_visible()
    press(chair, "n")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("D-0001")
    press(chair, "b")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("Who is here?")
    press(chair, "n")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("D-0001")
    press(chair, "d")
    expect(chair.get_by_text("Accepted. Hub number")).to_be_visible()
    press(chair, "u")
    expect(chair.get_by_text("Is the risk acutely elevated?")).to_be_visible()


def test_keys_can_be_switched_off(world: World, opens: Cast, chair: Page) -> None:
    chair.get_by_role("button", name="Keyboard shortcuts").click()
    chair.get_by_label("Single keys are on").uncheck()
    press(chair, "Escape")
    for box in chair.get_by_role("checkbox", name=re.compile("seat|off|notes")).all():
        box.check()
    press(chair, "d")
    chair.wait_for_timeout(500)
    expect(chair.get_by_role("button", name="Begin the meeting")).to_be_visible()


def test_a_shown_name_hides_after_a_minute(world: World, opens: Cast) -> None:
    one = screening(world, "school", at=EARLIER)
    page = opens("school", f"/table/screening/{one.id}/names/")
    expect(page.get_by_role("main")).not_to_contain_text("Invented Person")
    page.clock.install()
    page.get_by_role("button", name="Show names").click()
    expect(page.get_by_role("main")).to_contain_text("Invented Person 0")
    assert violations(page) == []
    page.clock.run_for(61_000)
    expect(page.get_by_role("main")).not_to_contain_text("Invented Person")
    expect(page.get_by_role("main")).to_contain_text("Hidden after a while")


def test_the_worksheet_of_an_ended_seat_saves_nothing(world: World, opens: Cast) -> None:
    from hubtable.hubs.actions.seating import end_seat
    from hubtable.table.models import Description

    page = opens("school", "/table/screening/")
    first_question(page)
    pk = page.url.split("/")[-2]
    with as_seat(world["admin"], EARLIER):
        end_seat(by=world["admin"], at=EARLIER, seat=world["school"].id, version=1)
    page.get_by_label("Housing", exact=True).check()
    expect(page.locator("[data-saved]")).to_contain_text("Not saved")
    assert not Description.objects.filter(discussion_id=pk).exists()
