"""The practice Hub, run as a newcomer runs it, and people of it in real browsers."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hubtable.kernel.seat import ROLE_LABELS
from tests.browsing import Watched, free_port, newcomer, press, running
from tests.cluster import NAME, Cluster
from tests.conftest import _point
from tests.gathering import prepare
from tests.journeys.gathering import opened
from tests.table.pages.conftest import Cast
from tests.world import World

ROLES = {role.value: label for role, label in ROLE_LABELS.items()}


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder the database's unprivileged user can enter, with a space in its name."""
    made = Path(tempfile.mkdtemp(prefix="hubtable journey "))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@dataclass(frozen=True)
class Practice:
    """The address of a practice Hub and who can sign in to it."""

    address: str
    users: list[dict[str, str]]

    def find(self, role: str, agency: str = "", table: str = "") -> dict[str, str]:
        """Return the first person in this role, of this agency, at this table."""
        return next(
            user
            for user in self.users
            if user["role"] == role
            and (not agency or user["agency"] == agency)
            and (not table or user["table"] == table)
        )


@pytest.fixture(scope="session")
def practice(folder: Path) -> Iterator[Practice]:
    """`hubtable demo`, made anew; or the one that PRACTICE_AT names, while writing journeys."""
    if running_at := os.environ.get("PRACTICE_AT"):
        address, file = running_at.split(",")
        yield Practice(address, json.loads(Path(file).read_text()))
        return
    port, users = free_port(), folder / "users.json"
    command = [sys.executable, "-m", "hubtable", "demo", "--port", str(port)]
    command += ["--data", str(folder / "practice"), "--users-json", str(users)]
    with running(command, port=port, log=folder / "practice.log", around=newcomer()):
        yield Practice(f"http://127.0.0.1:{port}", json.loads(users.read_text()))


@pytest.fixture
def people(browser: Browser, practice: Practice) -> Iterator["People"]:
    """Sign people in with this; the test fails on any complaint of a browser."""
    watched = Watched(browser, practice.address)
    yield People(watched, practice)
    watched.close()
    assert watched.unexpected() == []


class People:
    """Signs people of the practice Hub in, each in a browser of their own."""

    def __init__(self, watched: Watched, practice: Practice) -> None:
        self.watched = watched
        self.practice = practice

    def sign_in(self, user: dict[str, str], **context: Any) -> Page:
        """Return the first page after signing in; a person of several seats takes the one asked."""
        page = self.watched.open("/account/login/", **context)
        page.get_by_label("E-mail").fill(user["email"])
        page.get_by_label("Password", exact=True).fill(user["password"])
        press(page, "Enter")
        page.wait_for_url(lambda url: "/account/login" not in url)
        if "/seats/" in page.url:
            self.take_seat(page, user)
        return page

    def take_seat(self, page: Page, user: dict[str, str]) -> None:
        """Choose the seat of this role, agency and table."""
        buttons = page.get_by_role("button", name="Take this seat")
        for words in (ROLES[user["role"]], user["agency"], user["table"]):
            buttons = buttons.and_(page.locator(f'[aria-label*="{words}"]')) if words else buttons
        buttons.first.click()
        page.wait_for_url(lambda url: "/seats/" not in url)


@pytest.fixture(scope="session")
def gathered(cluster: Cluster) -> tuple[World, str]:
    """A table on the morning of its meeting, and the template database it lives in."""
    template = cluster.clone(name=f"{NAME}_gathering")
    _point(cluster, template)
    made = prepare()
    _point(cluster, NAME)
    return made, template


@pytest.fixture
def meeting_day(
    cluster: Cluster, gathered: tuple[World, str], browser: Browser, tmp_path: Path
) -> Iterator[Cast]:
    """That table in a program of its own; opens a page as one of its seats."""
    with opened(cluster, gathered, browser, tmp_path) as cast:
        yield cast


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Say a line of numbers in the terminal."""

    def say(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n")

    return say
