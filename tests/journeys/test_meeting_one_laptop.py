"""One coordinator with one laptop runs the whole meeting; nobody else has a device."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.gathering import AGENCIES, NEW, UPDATES
from tests.journeys.gathering import (
    MEETING,
    OBJECTED,
    REJECTED,
    ROOM,
    Chair,
    Hand,
    discreet,
    judged,
    most,
)
from tests.table.pages.conftest import Cast


def test_one_coordinator_with_one_laptop(meeting_day: Cast, tell: Callable[[str], None]) -> None:
    chair = Chair(meeting_day("chair", MEETING))
    room = Hand(meeting_day("chair", ROOM))
    expect(room.title).to_have_text("No meeting is on")
    chair.begin()
    expect(room.title).to_contain_text("Meeting")
    judged(chair.page, "laptop-roll")
    chair.call_the_roll()
    chair.here(AGENCIES)
    _updates(chair, room)
    _new(chair, room)
    _names(chair, room)
    chair.end()
    tell(
        f"one laptop: {AGENCIES} agencies, {UPDATES} updates, {NEW} new:"
        f" {chair.keys} keys, {chair.clicks} clicks"
    )
    assert chair.keys <= most(AGENCIES, new=7, constant=5)
    assert chair.clicks <= NEW + 8


def _updates(chair: Chair, room: Hand) -> None:
    chair.goes_on("n")
    judged(chair.page, "laptop-update")
    for number in range(UPDATES):
        chair.update(1 + number % 4)
        if number == 0:
            expect(room.title).to_have_text("Updates")
            discreet(room.page)
    chair.sees(f"0 left of {UPDATES}")


def _new(chair: Chair, room: Hand) -> None:
    for number in range(NEW):
        reference = chair.present_next()
        expect(room.title).to_contain_text(reference)
        discreet(room.page)
        if number == 0:
            chair.sees("Dari")
            judged(chair.page, "laptop-presented")
            judged(room.page, "laptop-room-presented")
        if number == OBJECTED:
            chair.say_for("Invented Agency 7", "Objects")
            expect(chair.page.get_by_role("button", name="Accept")).to_have_count(0)
            chair.say_for("Invented Agency 7", "Agrees")  # it was talked through
        if number == REJECTED:
            chair.reject()
        else:
            chair.accept()
        discreet(room.page)


def _names(chair: Chair, room: Hand) -> None:
    chair.open_round()
    judged(chair.page, "laptop-names")
    expect(room.title).to_have_text("Names round")
    for number in range(NEW - 1):
        chair.press("a")
        chair.page.wait_for_url("**/assigning/**")
        if number == 0:
            judged(chair.page, "laptop-assign")
        for agency in (20 + number % 5, 12 + number):
            line = chair.page.get_by_role("button", name=f"Invented Agency {agency}", exact=True)
            chair.press(line.get_attribute("data-key") or "")
        chair.press("o")
        expect(chair.page.get_by_label("Own observation")).to_be_checked()
        chair.press("d")
        chair.page.wait_for_url("**/meeting/**")
        discreet(room.page)
