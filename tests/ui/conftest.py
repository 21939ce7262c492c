"""A real server of the style guide and a real browser that complains about everything."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page

from tests.cluster import Cluster

if TYPE_CHECKING:
    from django.test import Client, RequestFactory

# Playwright keeps an event loop in this thread; Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ROOT = Path(__file__).parent.parent.parent
CALM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium where there is one."""
    found = shutil.which("chromium")
    path = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **path, "args": list(CALM)}


@pytest.fixture
def pages_only(cluster: Cluster) -> Iterator[None]:
    """The project's settings with the addresses of the style guide and nothing before them."""
    from django.test import override_settings

    with override_settings(ROOT_URLCONF="tests.ui.site", MIDDLEWARE=[]):
        yield


@pytest.fixture
def rf(pages_only: None) -> "RequestFactory":
    """Makes requests that pass no middleware."""
    from django.test import RequestFactory

    return RequestFactory()


@pytest.fixture
def client(pages_only: None) -> "Client":
    """Asks views without any middleware."""
    from django.test import Client

    return Client()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a server that shows the style guide."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.ui.settings", "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen([sys.executable, "-m", "tests.ui.site", str(port)], cwd=ROOT, env=env)
    try:
        _wait(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(100):
        assert server.poll() is None, "the server of the style guide did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server of the style guide does not answer")


class Watched:
    """Pages that remember every complaint of the browser."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()
        self._browser = browser
        self._site = site
        self._contexts: list[Any] = []

    def open(self, path: str = "/styleguide/", width: int = 1366, **context: Any) -> Page:
        """Open a page; further words go to the browser's context."""
        height = 844 if width < 800 else 900
        opened = self._browser.new_context(
            viewport={"width": width, "height": height}, base_url=self._site, **context
        )
        self._contexts.append(opened)
        page = opened.new_page()
        page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on(
            "response",
            lambda r: r.status >= 400 and self.complaints.append(f"{r.status} {r.url}"),
        )
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"
        )
        page.goto(path)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def unexpected(self) -> list[str]:
        """The complaints no test asked for."""
        return [c for c in self.complaints if not any(word in c for word in self.expected)]


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Watched]:
    """Open pages with this; the test fails on any complaint of the browser it did not expect."""
    pages = Watched(browser, site)
    yield pages
    pages.close()
    assert pages.unexpected() == []
