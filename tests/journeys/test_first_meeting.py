"""A coordinator's first meeting, step by step as the tutorial tells it, and its pictures.

`make pictures` puts the pictures into the documentation; each page is judged before it is taken.
"""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browsing import ROOT, press
from tests.journeys.conftest import People
from tests.journeys.steps import begin_meeting
from tests.journeys.walking import look

TABLE = "MetroWest Table"
ASKING, MEMBER = "Blue Heron Health Center", "Stillwater Counseling Group"
HERE = (ASKING, MEMBER, "Evergreen Elder Services", "Riverbend Police Department")
COLORS, LARGEST = 96, 150_000
"""Colors and most bytes of a picture."""


class Camera:
    """Judges open pages, and takes pictures of them as they stand on a screen."""

    def __init__(self, folder: Path) -> None:
        self.faults: list[str] = []
        kept = os.environ.get("KEEP_PICTURES") == "1"
        self._folder = ROOT / "docs" / "pictures" if kept else folder

    def take(self, page: Page, name: str, height: int = 900, colors: Any = "light") -> None:
        """Judge the page at all widths; keep a picture at its own width and this height."""
        page.mouse.move(0, 0)
        self.faults += [f"{name}: {fault}" for fault in look(page)]
        assert page.viewport_size
        page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
        page.emulate_media(color_scheme=colors)
        page.evaluate("scrollTo(0, 0)")
        file = self._folder / f"{name}.png"
        with Image.open(BytesIO(page.screenshot(animations="disabled"))) as taken:
            taken.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(
                file, optimize=True
            )
        assert file.stat().st_size <= LARGEST, f"{name} is too large for a page"


@pytest.fixture
def camera(folder: Path) -> Camera:
    """A camera whose pictures stay in the tests' folder, unless they are wanted."""
    return Camera(folder)


def _seat(people: People, role: str, agency: str = "", **more: Any) -> Page:
    user = people.practice.find(role, agency, TABLE)
    return people.sign_in(user, reduced_motion="reduce", **more)


def test_a_coordinators_first_meeting(people: People, camera: Camera) -> None:
    # The room's screen may ask once more when the meeting, and its pairing, are over.
    people.watched.expected = ("/table/room/pulse/", "status of 404")
    asking = _seat(people, "representative", ASKING)
    camera.take(asking, "home", 680)
    desk = _seat(people, "coordinator")
    _the_day_before(desk, camera)
    begin_meeting(desk, *HERE)
    camera.take(desk, "meeting-roll")
    room = _pair_the_room(people, desk)
    _an_update(desk, camera)
    reference = _present(desk, camera)
    _followed_by_others(people, room, reference, camera)
    press(desk, "d")
    expect(desk.get_by_role("main")).to_contain_text("Accepted")
    _assign_what_is_proposed(asking, desk, camera)
    _end(desk, room)
    _first_visit(asking, camera)
    assert camera.faults == []


def _the_day_before(desk: Page, camera: Camera) -> None:
    desk.goto("/hub/faces/")
    camera.take(desk, "faces")
    desk.goto("/table/papers/")
    camera.take(desk, "papers", 800)
    press(desk, "a")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Agenda")
    desk.goto("/table/meeting/")
    camera.take(desk, "meeting-begin", 720)


def _pair_the_room(people: People, desk: Page) -> Page:
    """Pair a device that is nobody's by the code the desk makes."""
    room = people.watched.open("/table/room/", reduced_motion="reduce", color_scheme="dark")
    desk.get_by_role("link", name="Pair a screen").click()
    desk.get_by_role("button", name="Pair a screen").click()
    room.get_by_label("Code of the chair or coordinator").fill(
        desk.locator(".pairing-code").inner_text()
    )
    room.get_by_role("button", name="Pair").click()
    expect(room.get_by_role("main")).to_contain_text("agencies here")
    desk.goto("/table/meeting/")
    return room


def _an_update(desk: Page, camera: Camera) -> None:
    press(desk, "n")
    expect(desk.get_by_role("main")).to_contain_text("Still at acutely elevated risk?")
    camera.take(desk, "meeting-update")
    press(desk, "1")
    expect(desk.get_by_role("main")).to_contain_text("13 left of 14")


def _present(desk: Page, camera: Camera) -> str:
    """Present what elder services brought; its reference."""
    waiting = desk.locator("#agenda li").filter(has_text="Elder services")
    reference = waiting.locator("strong").inner_text()
    waiting.get_by_role("button", name="Present").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(reference)
    camera.take(desk, "meeting-situation")
    return reference


def _followed_by_others(people: People, room: Page, reference: str, camera: Camera) -> None:
    phone = _seat(people, "representative", MEMBER, width=390)
    phone.goto("/table/meeting/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text(reference)
    camera.take(phone, "phone")
    expect(room.get_by_role("heading", level=1)).to_contain_text(reference)
    camera.take(room, "room-dark", 850, "dark")
    phone.set_viewport_size({"width": 1366, "height": 900})
    phone.goto("/table/identifying/")
    camera.take(phone, "names-list", 680)


def _assign_what_is_proposed(asking: Page, desk: Page, camera: Camera) -> None:
    """The agency that brought it says who should lead; the desk assigns by one key."""
    asking.goto("/")
    asking.get_by_role("link", name="Choose").click()
    lead = asking.locator("#propose").get_by_role("row").filter(has_text=MEMBER)
    lead.get_by_role("radio").check()
    camera.take(asking, "names-asking", 1000)
    asking.get_by_role("button", name="Propose to the chair").click()
    expect(asking.get_by_role("main")).to_contain_text(f"Proposed: {MEMBER} leads")
    desk.reload()
    names = desk.locator("#names")
    expect(names).to_contain_text("1 of 1 proposed")
    camera.take(desk, "meeting-assign", 1000)
    names.get_by_role("button", name="Assign").click()
    expect(desk.locator("#names")).not_to_contain_text("proposed")


def _end(desk: Page, room: Page) -> None:
    desk.get_by_role("button", name="End the meeting").last.click()
    expect(desk.get_by_role("heading", name="End the meeting?")).to_be_visible()
    press(desk, "d")
    expect(desk.get_by_role("main")).to_contain_text("Before it begins")
    expect(room.get_by_role("main")).to_contain_text("Nothing is shown here any more")
    desk.goto("/table/meetings/")
    desk.get_by_role("link", name="Meeting 39").click()
    expect(desk.get_by_role("main")).to_contain_text("Stillwater")


def _first_visit(asking: Page, camera: Camera) -> None:
    asking.goto("/")
    asking.get_by_role("link", name="Open the visit").first.click()
    asking.get_by_role("link", name="card").first.click()
    camera.take(asking, "visit-card", 1200)
