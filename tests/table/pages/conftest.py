"""The program itself on a clone of the cast, and people of the cast in real browsers."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Watched, free_port, running
from tests.cluster import Cluster, env_of
from tests.hubs.person import browser_of
from tests.world import World

expect.set_options(timeout=15_000)
COOKIE = "hubtable"
"""The session's cookie of a practice Hub: over http it cannot be a Secure one."""
EARLIER = datetime.now(UTC) - timedelta(hours=1)
"""When situations were brought that a page shows: the server's clock is the real one."""


@pytest.fixture
def address(cluster: Cluster, world: World, tmp_path: Path) -> Iterator[str]:
    """The address of the program, serving this test's clone."""
    with served(cluster, tmp_path) as found:
        yield found


@contextmanager
def served(cluster: Cluster, tmp_path: Path) -> Iterator[str]:
    """Serve the database Django's aliases point at, for the length of a block; its address."""
    from django.db import connection

    port = free_port()
    (tmp_path / "static").mkdir()
    env = env_of(cluster, connection.settings_dict["NAME"]) | {
        "HUBTABLE_PRACTICE": "1",
        "HUBTABLE_STATIC": str(tmp_path / "static"),
        "HUBTABLE_BASE_URL": f"http://127.0.0.1:{port}",
    }
    command = [sys.executable, "-m", "uvicorn", "hubtable.config.asgi:application"]
    command += ["--port", str(port), "--log-level", "warning"]
    with running(command, port=port, log=tmp_path / "log", env=env):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """Browsers whose complaints make the test fail."""
    pages = Watched(browser, address)
    yield pages
    pages.close()
    assert pages.unexpected() == []


class Cast:
    """Opens a browser as somebody of the cast."""

    def __init__(self, world: World, watched: Watched, address: str) -> None:
        self.watched = watched
        self._world = world
        self._address = address

    def __call__(self, seat: str, path: str, **context: Any) -> Page:
        from django.conf import settings

        client = browser_of(self._world[seat])
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = self.watched.open(**context)
        page.context.add_cookies([{"name": COOKIE, "value": key, "url": self._address}])
        page.goto(path)
        return page


@pytest.fixture
def opens(world: World, watched: Watched, address: str) -> Cast:
    """Open a page as somebody of the cast."""
    return Cast(world, watched, address)
