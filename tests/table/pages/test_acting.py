"""After the names round, in a real browser: visit, decline, a place, updates, closing, offers."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import press, too_wide, violations
from tests.situations import (
    Situation,
    accept,
    assign,
    end_meeting,
    meet,
    name_person,
    open_round,
    present,
    reject,
    screening,
    submit,
    tell,
    worksheet,
)
from tests.table.pages.conftest import EARLIER, Cast
from tests.world import World, as_seat

PICTURES = os.environ.get("KEEP_LOOKS", "")
"""A folder to keep what the pages look like in; by default nothing is kept."""
ROOM = ["police", "school", "hospital", "housing", "food"]


def judged(page: Page, name: str) -> None:
    """Judge a page by axe in light and dark, on a laptop and a phone."""
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            assert violations(page) == [], (name, width, theme)
            if PICTURES:
                picture = Path(PICTURES) / f"{name}-{theme}-{width}.png"
                page.screenshot(path=picture, full_page=True)
        assert not too_wide(page), (name, width)
    page.set_viewport_size({"width": 1366, "height": 900})
    page.emulate_media(color_scheme="light")


def lead_by(world: World, lead: str = "hospital", *assisting: str, people: int = 1) -> Situation:
    made = submit(screening(world, people=people, at=EARLIER))
    one = open_round(accept(present(meet(made, ROOM))))
    for person in range(people):
        for name in (lead, *assisting):
            one = tell(one, name, person=person)
    return assign(one, lead, *assisting)


def test_the_lead_visits_plans_and_closes(world: World, opens: Cast) -> None:
    one = lead_by(world, "hospital", "housing")
    page = opens("hospital", "/")
    expect(page.get_by_role("main")).to_contain_text("First visit your agency leads")
    judged(page, "home")
    page.get_by_role("link", name="Open the visit").click()
    expect(page.get_by_role("main")).to_contain_text("h left")
    page.get_by_role("button", name="Show the name").click()
    expect(page.get_by_role("main")).to_contain_text("Invented Person 0")
    page.goto(f"/table/intervening/{one.id}/")
    page.get_by_role("link", name="Add to the plan").click()
    page.get_by_label("What will be done").fill("Call 508-555-0142")
    expect(page.locator(".found mark")).to_have_text("508-555-0142")
    page.get_by_label("What will be done").fill("Go together in the morning")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Record the first visit").click()
    judged(page, "contact")
    page.get_by_label("Agreed to be helped").check()
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("link", name="A service").click()
    page.get_by_label("Kind of service").select_option("Housing")
    page.get_by_label("Connected to service").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Made")
    judged(page, "visiting")
    page.get_by_role("link", name="Close it").click()
    judged(page, "concluding")
    page.get_by_label("Connected to personal supports").check()
    page.get_by_role("radiogroup", name="overall risk").get_by_label("Yes").check()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("main")).to_contain_text("How it ended")
    school = opens("school", "/")
    expect(school.get_by_role("main")).to_contain_text("How it ended")
    school.get_by_role("link", name="Open it").click()
    expect(school.get_by_role("main")).to_contain_text("Connected to personal supports")
    judged(school, "ended")


def test_a_person_declines_and_sight_closes_at_once(world: World, opens: Cast) -> None:
    one = lead_by(world, "hospital", "housing")
    where = f"/table/intervening/{one.id}/"
    assisting = opens("housing", where)
    expect(assisting.get_by_role("heading", level=1)).to_contain_text("The first visit")
    page = opens("hospital", where)
    page.get_by_role("link", name="Record the first visit").click()
    page.get_by_label("Declined services").check()
    page.get_by_role("button", name="Record it").click()
    judged(page, "declined")
    page.get_by_role("button", name="Yes, the person declined").click()
    expect(page.get_by_role("main")).to_contain_text("Names and plan of this person are closed")
    opens.watched.expected = ("404",)
    answer = assisting.goto(where)
    assert answer
    assert answer.status == 404


def test_a_place_is_acted_on_and_handed_over(world: World, opens: Cast) -> None:
    from hubtable.table.rules.words import DiscussionType

    seat = world["school"]
    with as_seat(seat, EARLIER):
        made, people = worksheet(seat, EARLIER, kind=DiscussionType.DWELLING, kept=False)
        name_person(seat, EARLIER, made, people[0], "Invented House")
    one = Situation(world, made, seat, world["chair"], people, EARLIER)
    one = open_round(accept(present(meet(submit(one), ROOM))))
    assign(tell(one, "housing"), "housing")
    page = opens("housing", f"/table/intervening/{one.id}/")
    page.get_by_role("link", name="Record the first visit").click()
    page.get_by_label("Action taken at the place").check()
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("link", name="Outcome").click()
    page.get_by_label("Handed to", exact=True).check()
    page.get_by_label("Handed to whom").fill("Board of Health")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Handed to Board of Health")
    judged(page, "place")


def test_an_update_before_the_meeting_and_by_exception_in_it(world: World, opens: Cast) -> None:
    for lead in ("hospital", "housing", "food"):
        one = lead_by(world, lead)
    end_meeting(one)
    page = opens("hospital", "/table/updating/")
    judged(page, "updating")
    page.get_by_role("button", name="Not at risk any more, connected").click()
    expect(page.get_by_role("main")).to_contain_text("Not at risk any more")
    chair = opens("chair", "/table/meeting/")
    for sentence in chair.get_by_role("checkbox").all():
        sentence.check()
    press(chair, "d")
    expect(chair.locator("#updates")).to_contain_text("2 left of 3")
    press(chair, "n")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("2026-002")
    expect(chair.locator("#ask")).to_contain_text("No answer")
    judged(chair, "meeting")
    press(chair, "2")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("2026-003")
    press(chair, "b")
    expect(chair.locator("#ask")).to_contain_text("recorded by the chair")
    expect(chair.locator("#updates")).to_contain_text("Not at risk any more (1)")


def test_an_offer_to_a_rejected_situation(world: World, opens: Cast) -> None:
    one = reject(present(meet(submit(screening(world, at=EARLIER)), ROOM)))
    page = opens("food", f"/table/situations/{one.id}/")
    page.get_by_role("link", name="Offer a service").click()
    judged(page, "offering")
    page.get_by_label("The service").fill("Food pantry on Fridays")
    page.get_by_role("button", name="Offer it").click()
    school = opens("school", "/")
    expect(school.get_by_role("main")).to_contain_text("An agency offers a service")
    school.goto(f"/table/situations/{one.id}/")
    judged(school, "offered")
    school.get_by_role("button", name="We take it up").click()
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("We take it up")


@pytest.mark.parametrize("language", ["en", "es", "pt-BR", "ht", "fr"])
def test_the_card_in_five_languages(world: World, opens: Cast, language: str) -> None:
    one = lead_by(world, "hospital", "housing")
    page = opens("hospital", f"/table/intervening/{one.id}/card/?lang={language}")
    assert page.locator(".visit-card").get_attribute("lang") == language
    judged(page, f"card-{language}")
    if PICTURES:
        page.emulate_media(media="print")
        page.screenshot(path=Path(PICTURES) / f"card-{language}-print.png", full_page=True)
