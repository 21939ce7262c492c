"""Every component in a real browser: accessible, inside the window, usable by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browsing import Watched, press, violations

PAGES = ["/styleguide/", "/styleguide/room/", "/styleguide/print/", "/styleguide/public/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_no_accessibility_violation(watched: Watched, width: int, scheme: str) -> None:
    for path in PAGES:
        page = watched.open(path, width, color_scheme=scheme)
        assert violations(page) == [], path


def test_axe_would_find_something(watched: Watched) -> None:
    page = watched.open("/styleguide/public/")
    page.evaluate("document.querySelector('label[for=id_secret]').remove()")
    assert any("label" in line for line in violations(page))


def test_open_dialogs_and_errors_are_accessible(watched: Watched) -> None:
    page = watched.open()
    press(page, "?")
    assert violations(page) == []
    press(page, "Escape")
    press(page, "r")
    expect(page.get_by_role("dialog")).to_contain_text("Reject D-0141?")
    assert violations(page) == []
    watched.expected = ("404",)
    assert violations(watched.open("/styleguide/error/404/")) == []


@pytest.mark.parametrize("width", [320, 390, 820, 1366, 1920])
def test_nothing_goes_beyond_the_window(watched: Watched, width: int) -> None:
    for path in PAGES:
        page = watched.open(path, width)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path


def test_the_page_is_styled_with_our_letters(watched: Watched) -> None:
    page = watched.open()
    loaded = "document.fonts.ready.then(() => document.fonts.check('1rem Public Sans'))"
    assert page.evaluate(loaded)
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor") == (
        "rgb(22, 46, 81)"
    )
    drawn = page.evaluate("document.querySelector('svg.i use').getBBox().width")
    assert drawn > 0, "icons are drawn"


@pytest.mark.parametrize("width", [390, 1366])
def test_what_one_presses_is_large_enough(watched: Watched, width: int) -> None:
    page = watched.open(width=width, has_touch=width == 390, is_mobile=width == 390)
    small = page.evaluate(
        """[...document.querySelectorAll('.btn, .ctl, .check, .top nav a, .tabs a, .theme button')]
        .filter(e => e.checkVisibility())
        .map(e => [e.getBoundingClientRect(), e])
        .filter(([box, e]) => box.height < (e.matches('.many .check') && innerWidth > 1000
            ? 36 : 44))
        .map(([box, e]) => `${e.outerHTML.slice(0, 90)} ${box.height}`)"""
    )
    assert small == []


def test_skip_link_leads_to_the_content(watched: Watched) -> None:
    page = watched.open()
    press(page, "Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_in_viewport()
    press(page, "Enter")
    press(page, "Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_dialog_keeps_and_returns_the_focus(watched: Watched) -> None:
    page = watched.open()
    opener = page.get_by_role("button", name="Reject this situation")
    opener.focus()
    press(page, "Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    for _ in range(8):
        press(page, "Tab")
        # The browser's own bar is part of the circle; then the body has the focus.
        assert page.evaluate("document.activeElement.matches('body, dialog *')")
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_acting_seat_is_on_the_page_at_every_width(watched: Watched) -> None:
    for width in (390, 1366):
        page = watched.open(width=width)
        expect(page.get_by_text("You act as: Chair")).to_be_in_viewport()
        expect(page.get_by_role("link", name="Change seat")).to_be_in_viewport()


def test_paper_keeps_the_practice_line_and_drops_the_rest(watched: Watched) -> None:
    page = watched.open()
    page.emulate_media(media="print")
    expect(page.locator(".practice")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.locator(".theme")).to_be_hidden()


def test_motion_stops_where_it_is_not_wanted(watched: Watched) -> None:
    page = watched.open(reduced_motion="reduce")
    duration = "getComputedStyle(document.querySelector('.btn')).transitionDuration"
    assert page.evaluate(duration) == "0s"


def test_without_javascript_everything_is_reachable(watched: Watched) -> None:
    page = watched.open(java_script_enabled=False)
    expect(page.get_by_role("heading", name="Reject D-0141?")).to_be_visible()
    expect(page.get_by_role("button", name="Reject this situation")).to_be_hidden()
    expect(page.get_by_label("Find in this list").first).to_be_hidden()
    page.get_by_role("button", name="Dark").click()
    expect(page).to_have_url("/styleguide/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
