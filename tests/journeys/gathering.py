"""A meeting of 25 agencies from its first key to its last, each keystroke and click counted."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import Watched, press, too_wide, violations
from tests.cluster import Cluster
from tests.conftest import _own
from tests.gathering import AGENCIES, KEPT_OFF, NEW, UPDATES
from tests.table.pages.conftest import Cast, served
from tests.world import World

MEETING, ROOM, AWAY = "/table/meeting/", "/table/room/", "about:blank"
REJECTED, OBJECTED = 5, 2
"""Places of the new situations that is rejected, and that an agency objects to."""
OUR_WORK = "This is our kind of work"
REASON = "Not acutely elevated risk"


@contextmanager
def opened(
    cluster: Cluster, gathered: tuple[World, str], browser: Browser, folder: Path
) -> Iterator[Cast]:
    """Serve a clone of the table on the morning of its meeting, and open browsers on it."""
    world, template = gathered
    expect.set_options(timeout=15_000)
    for _ in _own(cluster, template):
        with served(cluster, folder) as address:
            watched = Watched(browser, address)
            yield Cast(world, watched, address)
            watched.close()
            assert watched.unexpected() == []


class Hand:
    """Somebody at a device."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.clicks = 0
        page.set_default_timeout(15_000)

    @property
    def title(self) -> Locator:
        """What the page is about."""
        return self.page.get_by_role("heading", level=1)

    def press(self, key: str) -> None:
        """Press one key, whatever has the focus."""
        self.keys += 1
        press(self.page, key)

    def click(self, target: Locator) -> None:
        """Click, or tap, once."""
        self.clicks += 1
        target.click()

    def write(self, target: Locator, text: str) -> None:
        """Click into a field and type."""
        self.clicks += 1
        self.keys += len(text)
        target.fill(text)

    def button(self, name: str) -> Locator:
        """Return a button by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def goes_on(self, key: str) -> None:
        """Press a key and wait until the page shows what came of it."""
        shown = self.page.locator("[data-pulse]")
        before = shown.get_attribute("data-pulse") or ""
        self.press(key)
        expect(shown).not_to_have_attribute("data-pulse", before)

    def sees(self, words: str) -> None:
        """Wait until the page says so."""
        expect(self.page.get_by_role("main")).to_contain_text(words)


class Chair(Hand):
    """The chair: every key of the meeting is one of these."""

    def begin(self) -> None:
        """Confirm the opening card and begin; the chair's own agency comes in with it."""
        for sentence in self.page.get_by_role("checkbox").all():
            self.click(sentence)
        self.press("d")
        self.sees("Who is here?")

    def here(self, count: int) -> None:
        """Wait until so many agencies are in the room."""
        self.sees(f"{count} of {AGENCIES} agencies here")

    def call_the_roll(self, names: set[str] | None = None) -> None:
        """Press the key of each agency that is not here yet, one after the other."""
        waiting = self.page.locator('.roll [data-key][aria-pressed="false"]')
        keys = waiting.evaluate_all("all => all.map(b => [b.dataset.key, b.dataset.keyWords])")
        for key, name in keys:
            if names is None or name in names:
                self.press(key)

    def update(self, answer: int) -> None:
        """Record by one key what the lead said aloud; the next one comes by itself."""
        before = self.title.inner_text()
        self.press(str(answer))
        expect(self.title).not_to_have_text(before)

    def next_update(self) -> str:
        """Turn to the next update; the agency that leads it."""
        self._next()
        return self.page.locator(".big", has_text="Invented Agency").inner_text()

    def _next(self) -> None:
        expect(self.page.locator('[data-key="n"]').first).to_be_visible()
        before = self.title.inner_text()
        self.press("n")
        expect(self.title).not_to_have_text(before)

    def present_next(self) -> str:
        """Present the next situation; its reference."""
        self._next()
        expect(self.title).to_contain_text("D-")
        found = re.search(r"D-\d+", self.title.inner_text())
        assert found
        return found.group()

    def accept(self) -> None:
        """Record that everyone else agrees."""
        expect(self.page.get_by_role("button", name="Accept")).to_be_visible()
        self.press("d")
        self.sees("Hub number 20")
        expect(self.title).to_be_in_viewport()

    def reject(self) -> None:
        """Reject with a reason."""
        self.click(self.page.get_by_text("Reject with a reason"))
        self.clicks += 2  # a list is opened, and a line of it chosen
        self.page.get_by_label("Reason").select_option(REASON)
        self.click(self.button("Reject"))
        self.sees("Nothing more is shared")

    def say_for(self, agency: str, words: str) -> None:
        """Record what an agency without a device says."""
        line = self.page.locator(".voices li", has=self.page.get_by_text(agency, exact=True))
        button = line.get_by_role("button", name=words)
        self.click(button)
        expect(button).to_have_attribute("aria-pressed", "true")

    def open_round(self) -> None:
        """Open the names round of all that was accepted."""
        self.press("n")
        self.sees(f"of {NEW - 1} proposed")

    def end(self) -> None:
        """End the meeting."""
        self.press("n")
        expect(self.page.get_by_role("dialog")).to_be_visible()
        self.press("d")
        self.sees("Before it begins")
        expect(self.page.get_by_text("The meeting has ended.")).to_be_visible()


class Member(Hand):
    """A member at a device of its own, with the meeting's page open."""

    def put_away(self) -> None:
        """Put the device away, still signed in: it follows nothing meanwhile."""
        self.page.goto(AWAY)

    def take_out(self) -> None:
        """Look at the meeting again."""
        if self.page.url == AWAY:
            self.page.goto(MEETING)

    def come_in(self, code: str) -> None:
        """Type the code."""
        self.write(self.page.get_by_label("Code on the room's screen"), code)
        self.press("Enter")
        self.sees("When the chair presents a situation it opens here")

    def say(self, words: str) -> None:
        """Say for the own agency by one tap."""
        button = self.page.locator("#own").get_by_role("button", name=words)
        self.click(button)
        if words == OUR_WORK:
            expect(self.page.get_by_text("Noted: our kind of work")).to_be_visible()
        else:
            expect(button).to_have_attribute("aria-pressed", "true")

    def tell(self, *agencies: int, manner: str = "") -> None:
        """Open the own situation of the names round and tell these agencies who it is.

        `manner`: another than the one the table chose.
        """
        self.click(self.page.locator("#own-rounds a").first)
        if manner:
            self.click(self.page.get_by_label(manner))
        for number in agencies:
            self.click(self.page.get_by_label(f"Tell Invented Agency {number}", exact=True))
        self.click(self.page.get_by_label("Own observation"))
        self.write(self.page.get_by_label("Reason", exact=True), "To ask whether it can help")
        self.click(self.button("Tell those chosen"))
        self.sees(f"Recorded: {len(agencies)} told")

    def hear_aloud(self, *agencies: int) -> None:
        """Record what each agency answered aloud."""
        for number in agencies:
            row = self.page.get_by_role("row", name=re.compile(rf"^Invented Agency {number} "))
            self.click(row.get_by_text("Said aloud"))
            self.click(row.get_by_role("button", name="Could help"))
            self.sees("heard by you")

    def propose(self, lead: int, *assisting: int) -> None:
        """Propose to the chair who acts."""
        who = self.page.locator("#propose")
        self.click(who.get_by_label(f"Leads: Invented Agency {lead}", exact=True))
        for number in assisting:
            self.click(who.get_by_label(f"Assists: Invented Agency {number}", exact=True))
        self.click(self.button("Propose to the chair"))
        self.sees("Proposed. The chair sees it")

    def answer_all(self, count: int) -> None:
        """Answer on the own list about everyone the agency was told of: it could help."""
        self.press("l")
        for left in range(count, 0, -1):
            self.sees(f"{left} answer")
            self.press("2")
        self.sees("All answered")


def members_of(cast: Cast, numbers: range, path: str = MEETING) -> dict[int, Member]:
    """Open the meeting's page for these agencies, each in a browser of its own."""
    return {number: Member(cast(f"member{number}", path)) for number in numbers}


def all_see(members: dict[int, Member], words: str) -> None:
    """Wait until it stands on every member's page."""
    for member in members.values():
        expect(member.title).to_contain_text(words)


def judged(page: Page, name: str) -> None:
    """Say what is wrong with a page, light and dark; keep pictures where LOOKS names a folder."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if folder := os.environ.get("LOOKS"):
            page.screenshot(path=Path(folder) / f"{name}-{scheme}.png", full_page=True)
        found = violations(page)
        assert found == [], (name, scheme, found)
        assert not too_wide(page), name


def discreet(room: Page) -> None:
    """Hold the room's screen to codes only: no agency, no name, nothing of what it leaves out."""
    shown = room.content()
    assert [m[0] for words in KEPT_OFF for m in re.finditer(rf".{{30}}\b{words}\b", shown)] == []


def most(each: int, *, new: float, constant: int) -> float:
    """Return the keys a meeting may cost: a sum, never agencies times anything.

    `each`: agencies somebody checks in by hand.
    """
    return each + UPDATES + new * NEW + constant
