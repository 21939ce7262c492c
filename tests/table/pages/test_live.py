"""Pages follow the meeting: by a stream, by asking where there is none, and after a lost line."""

import re

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Request, Route, expect

from hubtable.table.rules.words import StanceKind
from tests import situations as s
from tests.cluster import Cluster
from tests.table.pages.conftest import EARLIER, Cast
from tests.world import World

MEETING = "/table/meeting/"


@pytest.fixture
def one(world: World) -> s.Situation:
    """A submitted situation, the meeting begun, three agencies in the room."""
    waiting = s.submit(s.screening(world, "school", at=EARLIER))
    return s.meet(waiting, ["school", "police", "hospital"])


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def asked(page: Page) -> list[str]:
    """Return, as they come, the addresses the page asks by itself."""
    found: list[str] = []

    def note(request: Request) -> None:
        found.append(request.url.split("/table/")[-1])

    page.on("request", note)
    return found


def key(page: Page, name: str) -> None:
    """Press a key once the page offers it."""
    expect(page.locator(f'[data-key="{name}"]:visible').first).to_be_visible()
    page.wait_for_load_state()
    page.locator("body").press(name)


def test_what_the_chair_does_stands_on_the_members_screen(opens: Cast, one: s.Situation) -> None:
    member, chair = opens("hospital", MEETING), opens("chair", MEETING)
    expect(member.get_by_role("heading", level=1)).to_have_text("Nothing is on now")
    requests = asked(member)
    key(chair, "n")
    expect(member.get_by_role("heading", level=1)).to_contain_text("D-0001")
    expect(member.get_by_text("alcohol use by the person").first).to_be_visible()
    key(chair, "d")
    expect(member.get_by_role("heading", level=2, name="Accepted")).to_be_visible()
    expect(chair.get_by_text("Hub number 2026-001").first).to_be_visible()
    assert set(requests) <= {"meeting/", "meeting/stream/"}, "it heard by the stream alone"


def test_where_there_is_no_stream_the_page_asks(opens: Cast, one: s.Situation) -> None:
    member = opens("hospital", "/account/")
    member.route("**/stream/", lambda route: route.fulfill(status=204))
    member.goto(MEETING)
    requests = asked(member)
    chair = opens("chair", MEETING)
    key(chair, "n")
    expect(member.get_by_role("heading", level=1)).to_contain_text("D-0001", timeout=10_000)
    assert "meeting/pulse/" in requests


def test_a_lost_line_disturbs_nobody_and_comes_back_to_the_truth(
    opens: Cast, one: s.Situation
) -> None:
    lost, other, chair = (opens(seat, MEETING) for seat in ("hospital", "police", "chair"))
    opens.watched.expected += ("ERR_INTERNET_DISCONNECTED",)
    lost.context.set_offline(True)
    expect(lost.get_by_text("Connection lost")).to_be_visible()
    key(chair, "n")
    expect(other.get_by_role("heading", level=1)).to_contain_text("D-0001")
    key(chair, "d")
    expect(other.get_by_role("heading", level=2, name="Accepted")).to_be_visible()
    assert heading(lost) == "Nothing is on now"
    lost.context.set_offline(False)
    expect(lost.get_by_role("heading", level=2, name="Accepted")).to_be_visible(timeout=10_000)
    expect(lost.get_by_text("Connection lost")).to_be_hidden()


def test_an_answer_that_was_overtaken_changes_nothing(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    member = opens("hospital", MEETING)
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        """Hold the first answer back, let the second through, and no other put it right."""
        held.append((route, route.fetch()))
        if len(held) == 2:
            route.fulfill(response=held[1][1])

    member.route("**/table/meeting/", hold)
    s.say(one, "police", StanceKind.OBJECT)
    while not held:
        member.wait_for_timeout(100)
    own = member.locator("#own").get_by_role("button", name="Abstains")
    own.click()
    expect(own).to_have_attribute("aria-pressed", "true")
    held[0][0].fulfill(response=held[0][1])
    member.wait_for_timeout(500)
    expect(own).to_have_attribute("aria-pressed", "true")


def test_what_one_is_doing_stays_while_the_page_follows(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    chair, member = opens("chair", MEETING), opens("hospital", MEETING)
    chair.get_by_text("Reject with a reason").click()
    reason = chair.get_by_label("Reason")
    reason.select_option(index=2)
    chosen = reason.input_value()
    reason.focus()
    member.get_by_role("button", name="Object").click()
    expect(chair.get_by_text("1 object")).to_be_visible()
    assert reason.input_value() == chosen
    expect(reason).to_be_focused()


def test_who_comes_in_sees_it_at_once_and_says_so_at_once(opens: Cast, one: s.Situation) -> None:
    chair, late = opens("chair", MEETING), opens("housing", MEETING)
    code = chair.locator("[data-door]").get_attribute("data-door") or ""
    late.get_by_label("Code on the room's screen").fill(code.lower())
    late.get_by_role("button", name="Check in your agency").click()
    expect(late.get_by_text("When the chair presents a situation it opens here.")).to_be_visible()
    housing = chair.locator("#room li", has_text=re.compile("Housing"))
    expect(housing).to_be_visible()
    key(chair, "n")
    expect(late.get_by_text("alcohol use by the person").first).to_be_visible()


def test_the_end_of_the_meeting_is_the_end_on_every_screen(opens: Cast, one: s.Situation) -> None:
    member, chair = opens("hospital", MEETING), opens("chair", MEETING)
    key(chair, "n")
    key(chair, "d")
    chair.get_by_role("button", name="End the meeting").first.click()
    chair.get_by_role("dialog").get_by_role("button", name="End the meeting").click()
    expect(member.get_by_text("No meeting is on")).to_be_visible()


# ---- Pressing while something is being sent -----------------------------------------------------


def first(page: Page, held: list[Route]) -> Route:
    """Wait until something is held back; return it."""
    while not held:
        page.wait_for_timeout(50)
    return held[0]


def look_held(page: Page) -> list[Route]:
    """Hold back the next look of a page; return it once it comes."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**{MEETING}", hold, times=1)
    return held


class Line:
    """What a page sends, the first of it held back for as long as the test wants."""

    def __init__(self, page: Page) -> None:
        self.sent: list[str] = []
        self._page = page
        self._held: list[Route] = []
        page.route(lambda address: True, self._take)

    def _take(self, route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        self.sent.append(route.request.url.split("/table/")[-1].split("/")[-2])
        if len(self.sent) > 1:
            route.continue_()
        else:
            self._held.append(route)

    def waits(self) -> Route:
        """Wait until something is held; return it."""
        return first(self._page, self._held)

    def rests(self) -> list[str]:
        """Return what was sent, once nothing more is."""
        self._page.wait_for_timeout(1000)
        return self.sent


def own(page: Page, name: str) -> Locator:
    """The button by which an agency says something on its own device."""
    return page.locator("#own").get_by_role("button", name=name)


def test_of_two_quick_answers_the_last_counts(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    member = opens("hospital", MEETING)
    line = Line(member)
    own(member, "Objects").click()
    held = line.waits()
    own(member, "Agrees").click()
    held.continue_()
    expect(own(member, "Agrees")).to_have_attribute("aria-pressed", "true")
    assert line.rests() == ["say", "say"]
    expect(own(member, "Agrees")).to_have_attribute("aria-pressed", "true")
    expect(own(member, "Objects")).to_have_attribute("aria-pressed", "false")


def test_quick_answers_of_several_agencies_all_count(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    chair = opens("chair", MEETING)
    line = Line(chair)
    for agency in ("Brookside Schools", "Valley Hospital", "Brookside Police"):
        voice = chair.get_by_role("group", name=agency)
        voice.get_by_role("button", name="Abstains").click()
    line.waits().continue_()
    expect(chair.get_by_text("3 abstain")).to_be_visible()


def test_the_same_press_again_and_again_is_one_act(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    member = opens("hospital", MEETING)
    line = Line(member)
    for _ in range(3):
        own(member, "Objects").press("Enter")
    line.waits().continue_()
    expect(own(member, "Objects")).to_have_attribute("aria-pressed", "true")
    assert line.rests() == ["say"]


def test_a_double_click_checks_nobody_out_again(opens: Cast, one: s.Situation) -> None:
    chair = opens("chair", MEETING)
    line = Line(chair)
    housing = chair.get_by_role("button", name="Brookside Housing")
    housing.click()
    line.waits().continue_()
    expect(housing).to_have_attribute("aria-pressed", "true")
    fire = chair.get_by_role("button", name="Brookside Fire")
    fire.dblclick(delay=1000)  # between its clicks the page shows what the first one did
    assert line.rests() == ["in", "in"]
    expect(fire).to_have_attribute("aria-pressed", "true")


def test_one_act_is_one_look(opens: Cast, one: s.Situation) -> None:
    """The stream tells of an act before its answer comes; the page waits for that."""
    chair = opens("chair", MEETING)
    requests = asked(chair)
    chair.get_by_role("button", name="Brookside Housing").click()
    expect(chair.get_by_text("4 of")).to_be_visible()
    chair.wait_for_timeout(1000)
    assert [one for one in requests if one in {"meeting/in/", "meeting/"}] == [
        "meeting/in/",
        "meeting/",
    ]


def test_an_answer_that_is_a_page_is_shown_whole(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    member = opens("hospital", "/account/")
    opens.watched.expected += ("403",)
    member.route("**/stream/", lambda route: route.fulfill(status=204))
    member.route("**/pulse/", lambda route: route.fulfill(body="0"))
    member.goto(MEETING)
    s.accept(one)
    own(member, "Objects").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Your seat cannot do this")


def test_acts_happen_in_the_order_of_their_presses(opens: Cast, one: s.Situation) -> None:
    chair = opens("chair", MEETING)
    line = Line(chair)
    chair.get_by_role("button", name="Brookside Housing").click()
    held = line.waits()
    chair.locator("body").press("n")
    chair.wait_for_timeout(500)
    held.continue_()
    expect(chair.get_by_role("heading", level=1)).to_contain_text("D-0001")
    assert len(line.rests()) == 2
    late = chair.get_by_role("group", name="Brookside Housing")
    expect(late, "it was here when the situation was presented").to_be_visible()


def test_what_was_pressed_for_something_gone_is_not_sent(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    chair = opens("chair", MEETING)
    line = Line(chair)
    key(chair, "d")
    held = line.waits()
    chair.get_by_role("group", name="Valley Hospital").get_by_role("button", name="Objects").click()
    chair.locator("body").press("b")
    held.continue_()
    expect(chair.get_by_role("heading", level=2, name="Accepted")).to_be_visible()
    assert line.rests() == ["accept"]
    expect(chair.get_by_role("heading", level=2, name="Accepted")).to_be_visible()


def test_on_a_lost_line_nothing_is_sent_later_by_itself(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    member = opens("hospital", MEETING)
    opens.watched.expected += ("ERR_FAILED",)
    line = Line(member)
    own(member, "Objects").click()
    held = line.waits()
    own(member, "Agrees").click()
    held.abort()
    expect(member.get_by_text("Connection lost")).to_be_visible()
    assert line.rests() == ["say"]
    own(member, "Abstains").click()
    expect(own(member, "Abstains")).to_have_attribute("aria-pressed", "true")


# ---- What is said after an act ------------------------------------------------------------------


def test_what_was_said_stays_while_the_page_follows(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    chair, member = opens("chair", MEETING), opens("hospital", MEETING)
    key(chair, "d")
    expect(chair.get_by_role("status").get_by_text("Accepted. Hub number")).to_be_visible()
    member.get_by_role("button", name="Leave").click()
    expect(chair.get_by_text("2 of")).to_be_visible()
    expect(chair.get_by_role("status").get_by_text("Accepted. Hub number")).to_be_visible()


def test_only_the_page_that_acted_is_told_what_came_of_it(opens: Cast, one: s.Situation) -> None:
    s.present(one)
    chair = opens("chair", MEETING)
    other = chair.context.new_page()
    other.goto(MEETING)
    held = look_held(chair)
    key(chair, "d")
    expect(other.get_by_role("heading", level=2, name="Accepted")).to_be_visible()
    first(chair, held).continue_()
    expect(chair.get_by_role("status").get_by_text("Accepted. Hub number")).to_be_visible()
    expect(other.get_by_role("status").get_by_text("Accepted. Hub number")).to_be_hidden()


@pytest.mark.parametrize("looking", [False, True])
def test_the_end_is_said_though_the_page_heard_of_it_first(
    opens: Cast, one: s.Situation, cluster: Cluster, looking: bool
) -> None:
    """The act is done, and told by the stream, before its words are kept in the session."""
    from django.db import connection

    chair, member = opens("chair", MEETING), opens("hospital", MEETING)
    held = look_held(chair) if looking else []
    if looking:
        member.get_by_role("button", name="Leave").click()
        first(chair, held)
    with cluster.as_superuser(connection.settings_dict["NAME"]) as slow, slow.transaction():
        chair.get_by_role("button", name="End the meeting").first.click()
        slow.execute("SELECT FROM accounts_session FOR UPDATE")
        chair.get_by_role("dialog").get_by_role("button", name="End the meeting").click()
        expect(member.get_by_text("No meeting is on")).to_be_visible()
        for route in held:
            route.continue_()
        chair.wait_for_timeout(1000)
    expect(chair.get_by_text("The meeting has ended.")).to_be_visible()
