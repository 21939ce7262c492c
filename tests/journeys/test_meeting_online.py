"""On line with breakout rooms: no room's screen, names in a small room, a line that is lost."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.cluster import Cluster
from tests.gathering import AGENCIES, NEW, UPDATES
from tests.journeys.gathering import (
    MEETING,
    OBJECTED,
    OUR_WORK,
    REJECTED,
    Chair,
    Member,
    all_see,
    judged,
    members_of,
    most,
)
from tests.table.pages.conftest import Cast

WITH_DEVICE = range(1, 11)
"""Members who have the page open; the others are in the call by telephone."""
LOST = 9


def test_on_line_with_breakout(
    meeting_day: Cast, tell: Callable[[str], None], cluster: Cluster
) -> None:
    _name_in_small_rooms(cluster)
    members = members_of(meeting_day, WITH_DEVICE)
    chair = Chair(meeting_day("chair", MEETING))
    chair.begin()
    _come_in(chair, members)
    chair.goes_on("n")
    for number in range(UPDATES):
        chair.update(1 + number % 4)
    meeting_day.watched.expected += ("ERR_INTERNET_DISCONNECTED",)
    _new(chair, members)
    _names(chair, members, meeting_day)
    chair.end()
    tell(
        f"on line: {AGENCIES} agencies, {UPDATES} updates, {NEW} new: chair {chair.keys} keys,"
        f" {chair.clicks} clicks; a member at most {max(m.keys for m in members.values())} keys,"
        f" {max(m.clicks for m in members.values())} clicks"
    )
    assert chair.keys <= most(AGENCIES - len(WITH_DEVICE), new=3, constant=6)
    assert chair.clicks <= NEW
    assert max(member.clicks for member in members.values()) <= 3 * NEW


def _name_in_small_rooms(cluster: Cluster) -> None:
    """Choose how the table names; how a table is changed is looked at elsewhere."""
    from django.db import connection

    with cluster.as_superuser(connection.settings_dict["NAME"]) as table:
        table.execute("UPDATE hubs_table SET names_round = 'small_room'")


def _come_in(chair: Chair, members: dict[int, Member]) -> None:
    code = chair.page.locator("[data-door]").get_attribute("data-door") or ""
    for member in members.values():
        member.come_in(code.lower())
    all_see(members, "Nothing is on now")
    chair.here(1 + len(members))
    chair.call_the_roll()
    chair.here(AGENCIES)


def _new(chair: Chair, members: dict[int, Member]) -> None:
    others = {number: one for number, one in members.items() if number != LOST}
    for number in range(NEW):
        if number == 1:
            members[LOST].page.context.set_offline(True)
            expect(members[LOST].page.get_by_text("Connection lost")).to_be_visible()
            before = members[LOST].title.inner_text()
        reference = chair.present_next()
        all_see(others, reference)
        members[1].say(OUR_WORK)
        if number == OBJECTED:
            members[2].say("Objects")
            members[2].say("Agrees")
        if number == REJECTED:
            chair.reject()
        else:
            chair.accept()
        if number == 2:
            assert members[LOST].title.inner_text() == before
            members[LOST].page.context.set_offline(False)
            expect(members[LOST].title).to_contain_text(reference)
            expect(members[LOST].page.get_by_text("Connection lost")).to_be_hidden()
            members[LOST].sees("Accepted")


def _names(chair: Chair, members: dict[int, Member], cast: Cast) -> None:
    chair.open_round()
    chair.sees("Small room: all others leave before a name is said")
    origins = [members[3 + number] for number in range(NEW) if number != REJECTED]
    for number, origin in enumerate(origins):
        origin.tell(1, 2, manner="" if number else "On screen")
        if number:
            origin.hear_aloud(1, 2)
        else:
            judged(origin.page, "online-told")
            _a_name_does_not_stay(cast)
        origin.propose(1, 2)
    chair.sees(f"{len(origins)} of {len(origins)} proposed")
    for left in range(len(origins) - 1, -1, -1):
        chair.goes_on("a")
        expect(chair.page.locator("#names .rounds > li")).to_have_count(left)


def _a_name_does_not_stay(cast: Cast) -> None:
    """Open one's list in the breakout room: it is not to be shared, and hides after a minute."""
    page = cast("member1", "/account/")
    page.clock.install()
    page.goto("/table/identifying/")
    expect(page.get_by_text("Do not share this screen")).to_be_visible()
    page.get_by_role("button", name="Show the name").first.click()
    name = page.get_by_text("Invented Person 0")
    expect(name).to_be_visible()
    judged(page, "online-name")
    page.clock.fast_forward("00:50")
    expect(name).to_be_visible()
    page.clock.fast_forward("00:15")
    expect(page.get_by_text("Hidden after a while")).to_be_visible()
    expect(name).to_have_count(0)
    page.close()
