"""Twenty-five agencies, each with a device: nobody speaks for anybody, and everybody follows."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.gathering import AGENCIES, NEW, UPDATES
from tests.journeys.gathering import (
    AWAY,
    MEETING,
    OBJECTED,
    OUR_WORK,
    REJECTED,
    ROOM,
    Chair,
    Hand,
    Member,
    all_see,
    discreet,
    judged,
    most,
)
from tests.table.pages.conftest import Cast

BEFOREHAND = (1, 3, 5)
"""Updates whose leads answer before the meeting that all goes well: the table passes them by."""
FOLLOWING = range(1, 7)
"""Members whose page lies open from beginning to end, all at once. The others come in with a
browser of their own too, put it away and take it out when it is their turn: two cores draw no 25
pages at every change as 25 devices do. What so many do to a server is measured in `benchmarks/`."""


def test_twenty_five_agencies_each_with_a_device(
    meeting_day: Cast, tell: Callable[[str], None]
) -> None:
    members = {10 + number: _answered_before(meeting_day, 10 + number) for number in BEFOREHAND}
    chair = Chair(meeting_day("chair", MEETING))
    room = Hand(meeting_day("chair", ROOM))
    chair.begin()
    _come_in(meeting_day, members, room)
    chair.here(AGENCIES)
    following = {number: members[number] for number in FOLLOWING}
    all_see(following, "Nothing is on now")
    _updates(chair, members, room)
    _new(chair, following, room)
    _names(chair, members, room)
    chair.end()
    all_see(following, "Bench table")
    hands = members.values()
    tell(
        f"devices: {AGENCIES} agencies, {UPDATES} updates, {NEW} new: chair {chair.keys} keys,"
        f" {chair.clicks} clicks; a member at most {max(one.keys for one in hands)} keys,"
        f" {max(one.clicks for one in hands)} clicks"
    )
    assert len(members) == AGENCIES - 1
    assert chair.keys <= most(0, new=3, constant=6)
    assert chair.clicks <= NEW
    assert max(one.clicks for one in hands) <= 3 * NEW


def _answered_before(cast: Cast, number: int) -> Member:
    lead = Member(cast(f"member{number}", "/table/updating/"))
    lead.click(lead.page.get_by_role("button", name="Not at risk any more, connected"))
    lead.sees("Answered.")
    return lead


def _come_in(cast: Cast, members: dict[int, Member], room: Hand) -> None:
    expect(room.title).to_contain_text("Meeting")
    code = room.page.locator(".door-code").inner_text().replace(" ", "")
    judged(room.page, "devices-room-door")
    for number in range(1, AGENCIES):
        if number not in members:
            members[number] = Member(cast(f"member{number}", AWAY))
        member = members[number]
        member.page.goto(MEETING)
        if number == 1:
            judged(member.page, "devices-come-in")
        member.come_in(code)
        if number not in FOLLOWING:
            member.put_away()
    expect(room.page.locator(".huge")).to_contain_text(f"{AGENCIES}")


def _updates(chair: Chair, members: dict[int, Member], room: Hand) -> None:
    for number in range(UPDATES - len(BEFOREHAND)):
        lead = members[int(chair.next_update().removeprefix("Invented Agency "))]
        lead.take_out()
        expect(lead.title).to_have_text(chair.title.inner_text())
        if number == 0:
            judged(lead.page, "devices-update-lead")
            expect(room.title).to_have_text("Updates")
        lead.press(str(1 + number % 2))
        expect(lead.page.locator('#ask button[aria-pressed="true"]')).to_be_visible()
        expect(chair.page.locator("#ask > p, #ask p.row").first).not_to_contain_text("No answer")
        lead.put_away()
    discreet(room.page)


def _new(chair: Chair, members: dict[int, Member], room: Hand) -> None:
    for number in range(NEW):
        reference = chair.present_next()
        all_see(members, reference)
        expect(room.title).to_contain_text(reference)
        discreet(room.page)
        members[1].say(OUR_WORK)
        if number == 0:
            members[2].sees("pregnancy")
            judged(members[2].page, "devices-presented-member")
        if number == OBJECTED:
            members[2].say("Objects")
            expect(room.page.locator(".tally")).to_contain_text("1 objects")
            expect(chair.button("Accept: everyone else agrees")).to_have_count(0)
            members[2].say("Agrees")
        if number == REJECTED:
            chair.reject()
        else:
            chair.accept()


def _names(chair: Chair, members: dict[int, Member], room: Hand) -> None:
    chair.open_round()
    origins = [members[3 + number] for number in range(NEW) if number != REJECTED]
    for number, origin in enumerate(origins):
        origin.take_out()
        expect(origin.page.locator("#own-rounds")).to_be_visible()
        origin.tell(1, 2)
        if number == 0:
            judged(origin.page, "devices-telling")
    expect(room.title).to_have_text("Names round")
    for number in (1, 2):
        members[number].answer_all(len(origins))
    judged(members[1].page, "devices-list")
    for origin in origins:
        origin.press("f")
        expect(origin.page.locator("#answers")).to_contain_text("All have answered")
        origin.propose(1, 2)
    chair.sees(f"{len(origins)} of {len(origins)} proposed")
    judged(chair.page, "devices-proposed")
    for left in range(len(origins) - 1, -1, -1):
        chair.goes_on("a")
        expect(chair.page.locator("#names .rounds > li")).to_have_count(left)
    discreet(room.page)
    for number in FOLLOWING:
        members[number].page.goto(MEETING)
