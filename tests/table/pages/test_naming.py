"""The names round in real browsers: answered and lost, protected, a family, a place, not stored."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hubtable.table.rules.words import StanceKind
from tests.browsing import press, too_wide, violations
from tests.situations import Situation, accept, meet, open_round, present, say, screening, submit
from tests.table.pages.conftest import EARLIER, Cast
from tests.world import World

ROOM = ("housing", "hospital", "police", "treatment", "elders")
LIST = "/table/identifying/"
SIZES = [(1366, "light"), (1366, "dark"), (390, "light"), (390, "dark")]


def brought(world: World, origin: str = "housing", *, people: int = 1, **about) -> Situation:
    """Bring a situation up to its accepted state."""
    one = submit(screening(world, origin, people=people, at=EARLIER, **about))
    return accept(say(present(meet(one, ROOM)), "hospital", StanceKind.OUR_WORK))


def look(page: Page, name: str) -> None:
    """Check one page; keep a picture of it where LOOKS names a folder."""
    if folder := os.environ.get("LOOKS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert violations(page) == [], name
    assert not too_wide(page), name


def tell(page: Page, *agencies: str, reason: str = "To ask whether it can help") -> None:
    """Pick agencies on the originating agency's page and tell them."""
    for agency in agencies:
        page.get_by_label(f"Tell {agency}").check()
    basis = page.get_by_role("radiogroup", name="On what basis")
    basis.get_by_label("Own observation").check()
    page.get_by_label("Reason", exact=True).fill(reason)
    page.get_by_role("button", name="Tell those chosen").click()
    expect(page.get_by_role("main")).to_contain_text("Recorded:")


def test_a_picked_agency_answers_by_a_key_and_loses_sight(world: World, opens: Cast) -> None:
    one = brought(world)
    chair = opens("chair", "/table/meeting/")
    chair.get_by_role("button", name="Open the names round").click()
    expect(chair.get_by_text("Close the whole round")).to_be_visible()
    look(chair, "desk")
    housing = opens("housing", f"{LIST}{one.id}/")
    look(housing, "tell")
    tell(housing, "Valley Hospital")
    expect(housing.get_by_role("main")).to_contain_text("1 answer is awaited")
    hospital = opens("hospital", LIST)
    look(hospital, "list")
    expect(hospital.get_by_role("main")).not_to_contain_text("Invented Person")
    press(hospital, "v")
    expect(hospital.get_by_role("main")).to_contain_text("Invented Person 0")
    expect(hospital.get_by_role("main")).to_contain_text("immigration law")
    look(hospital, "shown")
    press(hospital, "2")
    expect(hospital.get_by_role("main")).to_contain_text("All answered")
    expect(hospital.get_by_role("main")).not_to_contain_text("Invented Person")
    expect(housing.locator("#answers")).to_contain_text("Could help", timeout=15_000)
    housing.locator("#propose").get_by_label("Leads: Brookside Housing").check()
    housing.get_by_role("button", name="Propose to the chair").click()
    expect(housing.get_by_role("main")).to_contain_text("Proposed. The chair sees it")
    look(housing, "answers")
    chair.goto("/table/meeting/")
    look(chair, "desk-proposed")
    chair.get_by_role("button", name="Assign D-").click()
    expect(hospital.get_by_role("main")).to_contain_text("Your list is empty", timeout=20_000)
    look(hospital, "empty")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_every_page_at_every_size(world: World, opens: Cast, width: int, scheme: str) -> None:
    one = open_round(brought(world, people=2))
    opens.watched.expected = ("422",)
    how = {"width": width, "color_scheme": scheme}
    housing = opens("housing", f"{LIST}{one.id}/", **how)
    for page in ("", "consent/", f"{one.people[0]}/guard/"):
        housing.goto(f"{LIST}{one.id}/{page}")
        look(housing, f"{page.split('/')[-2] if page else 'round'}-{width}-{scheme}")
    housing.goto(f"{LIST}{one.id}/")
    housing.get_by_role("button", name="Tell those chosen").click()
    expect(housing.get_by_role("alert")).to_contain_text("There is a problem")
    look(housing, f"errors-{width}-{scheme}")
    housing.goto(f"{LIST}{one.id}/")
    pairs = housing.locator('input[name="picks"]')
    for number in range(4):
        pairs.nth(number).check()
    tell(housing)
    look(housing, f"told-{width}-{scheme}")
    hospital = opens("hospital", LIST, **how)
    look(hospital, f"list-{width}-{scheme}")
    chair = opens("chair", "/table/meeting/", **how)
    for path, name in (
        ("/table/meeting/", "meeting"),
        (f"/table/assigning/{one.id}/", "assign"),
        ("/table/joining/", "joining"),
    ):
        chair.goto(path)
        look(chair, f"{name}-{width}-{scheme}")
    opened = opens("hospital", "/", **how)
    look(opened, f"home-{width}-{scheme}")


def test_a_protected_program_never_shows(world: World, opens: Cast) -> None:
    one = open_round(brought(world))
    housing = opens("housing", f"{LIST}{one.id}/consent/")
    housing.get_by_role("radiogroup", name="How it was given").get_by_label("Written").check()
    housing.get_by_role("radiogroup", name="Who gave it").get_by_label("The person").check()
    housing.get_by_label("New Road Treatment").check()
    housing.get_by_role("button", name="Keep the consent").click()
    tell(housing, "New Road Treatment")
    treatment = opens("treatment", LIST)
    expect(treatment.get_by_role("main")).to_contain_text("It rests on a consent")
    expect(treatment.get_by_role("button", name="Already serving")).to_have_count(0)
    treatment.get_by_role("button", name="Could help").click()
    expect(treatment.get_by_role("main")).to_contain_text("All answered")
    look(treatment, "protected-list")
    housing.reload()
    housing.locator("#propose").get_by_label("Leads: New Road Treatment").check()
    housing.get_by_role("button", name="Propose to the chair").click()
    expect(housing.get_by_role("main")).to_contain_text("Proposed. The chair sees it")
    for seat in ("chair", "police"):
        page = opens(seat, "/table/meeting/")
        if seat == "chair":
            expect(page.locator("#names")).to_contain_text("a protected agency")
            expect(page.locator("#names")).not_to_contain_text("New Road")
            page.get_by_role("button", name="Assign D-0001 as proposed").click()
            expect(page.get_by_role("main")).to_contain_text("All others who were told")
        page.goto(f"/table/situations/{one.id}/")
        expect(page.get_by_role("main")).to_contain_text("A protected agency")
        expect(page.get_by_role("main")).not_to_contain_text("New Road")


def test_a_family_with_separate_picks(world: World, opens: Cast) -> None:
    one = open_round(brought(world, people=2))
    housing = opens("housing", f"{LIST}{one.id}/{one.people[0]}/guard/")
    must_not = housing.get_by_role("group", name="Who must not be told")
    must_not.get_by_label("Police").check()
    housing.get_by_role("button", name="Save").click()
    row = housing.get_by_role("row", name="Brookside Police")
    expect(row).to_contain_text("Police must not be told")
    expect(row.get_by_role("checkbox")).to_have_count(1)
    row.get_by_role("checkbox").check()
    for box in housing.get_by_role("row", name="Valley Hospital").get_by_role("checkbox").all():
        box.check()
    tell(housing)
    expect(housing.get_by_role("main")).to_contain_text("3 answers are awaited")
    look(housing, "family")
    police, hospital = opens("police", LIST), opens("hospital", LIST)
    expect(police.get_by_role("button", name="Show the name")).to_have_count(1)
    expect(hospital.get_by_role("button", name="Show the name")).to_have_count(2)


def test_a_place_and_no_javascript(world: World, opens: Cast) -> None:
    from hubtable.table.rules.words import DiscussionType
    from tests.situations import worksheet
    from tests.world import as_seat

    housing_seat = world["housing"]
    with as_seat(housing_seat, EARLIER):
        made, places = worksheet(housing_seat, EARLIER, kind=DiscussionType.DWELLING, kept=True)
    one = Situation(world, made, housing_seat, world["chair"], places, EARLIER)
    one = open_round(accept(present(meet(submit(one), ROOM))))
    housing = opens("housing", f"{LIST}{one.id}/", java_script_enabled=False)
    expect(housing.get_by_role("main")).to_contain_text("The place")
    tell(housing, "Brookside Police")
    police = opens("police", LIST, java_script_enabled=False)
    police.get_by_role("button", name="Show the place").click()
    expect(police.get_by_role("main")).to_contain_text("Invented Person 0")
    police.get_by_role("button", name="Already serving").click()
    expect(police.get_by_role("main")).to_contain_text("All answered")


def test_a_table_that_stores_no_names(world: World, opens: Cast) -> None:
    one = submit(screening(world, "housing_c", chair="chair_c", kept=False, at=EARLIER))
    one = open_round(accept(present(meet(one, ["housing_c"]))))
    housing = opens("housing_c", f"{LIST}{one.id}/")
    expect(housing.get_by_role("main")).to_contain_text("This table stores no names")
    how = housing.get_by_role("radiogroup", name="How")
    expect(how.get_by_label("On screen")).to_have_count(0)
    tell(housing, "Brookside Community Office")
    look(housing, "not-stored")
    office = opens("chair_c", LIST)
    expect(office.get_by_role("main")).to_contain_text("tells you in person")
    press(office, "1")
    expect(office.get_by_role("main")).to_contain_text("All answered")
    housing.goto(f"/table/situations/{one.id}/")
    expect(housing.locator("#told")).to_contain_text("Spoken")
