"""What hub.js and forms.js do, in a real browser with a clock one can turn."""

import re

from playwright.sync_api import Page, Route, expect

from tests.browsing import Watched, press

START, STILL = "2026-11-24T15:05:00Z", "2026-11-24T15:05:10Z"


def opened(watched: Watched, path: str = "/styleguide/") -> Page:
    """A page whose clock stands at a known moment and is turned by the test."""
    page = watched.open("/styleguide/public/")
    page.clock.install(time=START)
    page.goto(path)
    page.clock.pause_at(STILL)
    return page


def seconds(clock: str) -> int:
    """Read `3:12` as seconds."""
    minutes, rest = clock.split(":")
    return int(minutes) * 60 + int(rest)


# ---- Colors -------------------------------------------------------------------------------------


def test_colors_change_in_place_and_stay(watched: Watched) -> None:
    page = watched.open()
    page.evaluate("window.same = true")
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("window.same"), "the page was not loaded again"
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="As the device").click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile("."))


# ---- Keys ---------------------------------------------------------------------------------------


def test_keys_press_buttons_but_not_while_typing(watched: Watched) -> None:
    page = watched.open()
    page.get_by_label("Reference").first.fill("")
    page.keyboard.type("r?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("h1").click()
    press(page, "r")
    expect(page.get_by_role("dialog")).to_contain_text("Reject D-0141?")


def test_question_mark_lists_the_keys_and_they_can_be_off_for_good(watched: Watched) -> None:
    page = watched.open()
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Reject this situation")
    dialog.get_by_label("Single keys are on").uncheck()
    dialog.get_by_role("button", name="Close").click()
    press(page, "r")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    press(page, "r")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(dialog.get_by_label("Single keys are on")).not_to_be_checked()


# ---- Clocks and identities ----------------------------------------------------------------------


def test_clocks_carry_the_server_time_on(watched: Watched) -> None:
    page = opened(watched)
    since = page.locator("[data-since]")
    first = seconds(since.inner_text())
    assert 3 * 60 + 12 <= first < 3 * 60 + 40
    expect(since).not_to_have_class(re.compile("late"))
    page.clock.run_for(50_000)
    assert seconds(since.inner_text()) == first + 50
    expect(since).to_have_class(re.compile("late"))
    page.clock.fast_forward("04:59:30")
    expect(page.locator("#time [data-due]").first).to_have_text("1 min late")


def test_an_identity_leaves_the_page_after_a_minute(watched: Watched) -> None:
    page = opened(watched)
    expect(page.get_by_text("Alex Sample")).to_be_visible()
    page.clock.run_for(45_000)
    page.get_by_role("button", name="Keep it longer").click()
    page.clock.run_for(50_000)
    expect(page.get_by_text("Alex Sample")).to_be_visible()
    page.clock.run_for(11_000)
    expect(page.get_by_role("button", name="Show once more")).to_be_visible()
    assert "Alex Sample" not in page.content()


# ---- The end of a session -----------------------------------------------------------------------


def test_a_session_warns_ends_and_goes_on(watched: Watched) -> None:
    watched.expected = ("401",)
    page = opened(watched, "/styleguide/?idle=600")
    page.get_by_label("Reference").nth(1).fill("typed")
    dialog = page.get_by_role("dialog")
    page.clock.run_for(460_000)
    expect(dialog).to_be_hidden()
    page.clock.run_for(21_000)
    expect(dialog).to_have_accessible_name("Are you still there?")
    press(page, "Escape")
    expect(dialog).to_be_visible()
    page.clock.run_for(120_000)
    expect(dialog).to_contain_text("You are signed out")
    expect(page.get_by_role("heading", name="Style guide")).to_be_hidden()

    page.route("**/stay/", lambda route: route.fulfill(status=401))
    dialog.get_by_role("button", name="go on").click()
    expect(page.get_by_role("heading", name="Style guide")).to_be_hidden()

    page.unroute("**/stay/")
    before = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    dialog.get_by_role("button", name="go on").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Reference").nth(1)).to_have_value("typed")
    assert page.locator("input[name=csrfmiddlewaretoken]").first.input_value() != before


# ---- Saving by itself ---------------------------------------------------------------------------


class Saves:
    """Stands between the form that saves itself and the server, and answers as told."""

    def __init__(self, page: Page) -> None:
        self.bodies: list[dict[str, str]] = []
        self.status = 200
        page.route("**/styleguide/save/", self.answer)

    def answer(self, route: Route) -> None:
        body = route.request.post_data or ""
        found = re.findall(r'name="(\w+)"\r\n\r\n(.*?)\r\n--', body, re.DOTALL)
        self.bodies.append(dict(found))
        if self.status == 0:
            route.abort()
        elif self.status == 200:
            route.continue_()
        else:
            route.fulfill(status=self.status)


def test_what_is_typed_is_saved_after_a_pause(watched: Watched) -> None:
    page = opened(watched)
    saves = Saves(page)
    line = page.locator("[data-saved]")
    page.get_by_label("Reference").first.press_sequentially("D-01")
    page.clock.run_for(700)
    assert saves.bodies == []
    with page.expect_response("**/styleguide/save/"):
        page.clock.run_for(200)
    expect(line).to_have_text(re.compile(r"^Saved \d+:\d\d"))
    assert saves.bodies[0]["reference"] == "D-01"
    assert page.locator("#forms input[name=version]").input_value() == "4"

    page.get_by_label("Reference").first.press_sequentially("41")
    with page.expect_response("**/styleguide/save/"):
        page.get_by_label("What worries you").first.focus()
    assert saves.bodies[1]["reference"] == "D-0141"
    assert saves.bodies[1]["version"] == "4"
    assert saves.bodies[1]["request_id"] != saves.bodies[0]["request_id"]


def test_a_failing_network_loses_nothing_and_is_tried_again(watched: Watched) -> None:
    watched.expected = ("ERR_FAILED",)
    page = opened(watched)
    saves = Saves(page)
    saves.status = 0
    line = page.locator("[data-saved]")
    reference = page.get_by_label("Reference").first
    reference.fill("first")
    page.clock.run_for(1000)
    expect(line).to_have_text("Not saved \N{EN DASH} will try again")
    reference.fill("second")
    expect(reference).to_have_value("second")
    saves.status = 200
    with page.expect_response("**/styleguide/save/"):
        page.clock.run_for(1000)
    expect(line).to_have_text(re.compile("^Saved"))
    with page.expect_response("**/styleguide/save/"):
        page.clock.run_for(1000)
    expect(line).to_have_text(re.compile("^Saved"))
    sent = [(b["reference"], b["request_id"]) for b in saves.bodies]
    assert sent[0] == sent[1], "what may have arrived is sent again unchanged"
    assert sent[-1][0] == "second"
    assert sent[-1][1] != sent[0][1]


def test_another_editor_stops_saving_and_says_so(watched: Watched) -> None:
    watched.expected = ("409",)
    page = opened(watched)
    saves = Saves(page)
    saves.status = 409
    page.get_by_label("Reference").first.fill("mine")
    page.clock.run_for(1000)
    expect(page.locator("[data-saved]")).to_contain_text("Someone else changed this")
    page.get_by_label("Reference").first.fill("mine again")
    page.clock.run_for(5000)
    assert len(saves.bodies) == 1
    expect(page.get_by_label("Reference").first).to_have_value("mine again")


def test_leaving_with_unsaved_text_is_asked_about(watched: Watched) -> None:
    watched.expected = ("ERR_FAILED",)
    page = opened(watched)
    asked: list[str] = []
    page.on("dialog", lambda d: (asked.append(d.type), d.accept()))
    saves = Saves(page)
    page.get_by_label("Reference").first.press_sequentially("saved")
    page.clock.run_for(1000)
    expect(page.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    page.goto("/styleguide/public/")
    assert asked == []

    page.goto("/styleguide/")
    saves.status = 0
    page.get_by_label("Reference").first.press_sequentially("unsaved")
    page.goto("/styleguide/public/")
    assert asked == ["beforeunload"]


def test_a_guarded_form_asks_only_once_something_was_typed(watched: Watched) -> None:
    page = watched.open()
    asked: list[str] = []
    page.on("dialog", lambda d: (asked.append(d.type), d.accept()))
    page.get_by_label("Reference").nth(1).focus()
    page.reload()
    assert asked == []
    page.get_by_label("Reference").nth(1).press_sequentially("D")
    page.reload()
    assert asked == ["beforeunload"]


def test_sending_waits_for_the_save_under_way_and_takes_its_version(watched: Watched) -> None:
    page = opened(watched)
    held: list[Route] = []
    sent: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    def take(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.post_data or "")
            route.fulfill(body="<p>arrived", content_type="text/html")
        else:
            route.continue_()

    page.route("**/styleguide/save/", hold)
    page.route("**/styleguide/", take)
    page.get_by_label("Reference").first.press_sequentially("D-0141")
    page.clock.run_for(1000)
    expect(page.locator("[data-saved]")).to_have_text("Saving")
    page.get_by_role("button", name="Save the example").click()
    assert sent == []
    held[0].continue_()
    expect(page.get_by_text("arrived")).to_be_visible()
    assert len(sent) == 1
    assert "version=4" in sent[0]
    assert "reference=D-0141" in sent[0]


# ---- Filling ------------------------------------------------------------------------------------


def test_letters_are_counted_and_none_is_cut_off(watched: Watched) -> None:
    page = watched.open()
    area = page.get_by_label("What worries you").first
    area.fill("x" * 295)
    expect(page.locator("#id_summary_limit")).to_have_text("5 characters left")
    area.fill("x" * 320)
    expect(page.locator("#id_summary_limit")).to_have_text("20 characters too many")
    assert len(area.input_value()) == 320


def test_a_long_list_is_narrowed_and_keeps_what_is_chosen(watched: Watched) -> None:
    page = watched.open()
    risks = page.get_by_role("group", name="Risk factors").first
    risks.get_by_label("Debt").check()
    find = risks.get_by_label("Find in this list")
    find.fill("housing")
    expect(risks.get_by_label("Sleeps in a car")).to_be_visible()
    expect(risks.get_by_label("Debt")).to_be_visible()
    expect(risks.get_by_label("Grief")).to_be_hidden()
    expect(risks.locator("[data-found]")).to_have_text("1 chosen · 4 shown")
    find.press("Enter")
    expect(page).to_have_url("/styleguide/")
    find.press("Escape")
    expect(risks.get_by_label("Grief")).to_be_visible()


def test_error_links_lead_to_their_fields(watched: Watched) -> None:
    page = watched.open()
    page.get_by_role("link", name="What is it about: This field is required.").click()
    expect(page.locator("#id_w-kind_0")).to_be_focused()
    page.get_by_role("link", name="Town: This field is required.").click()
    expect(page.locator("#id_w-town")).to_be_focused()


def test_a_password_can_be_looked_at(watched: Watched) -> None:
    page = watched.open("/styleguide/public/")
    field = page.get_by_label("Password")
    page.get_by_role("button", name="Show").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide").click()
    expect(field).to_have_attribute("type", "password")
