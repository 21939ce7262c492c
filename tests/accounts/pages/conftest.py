"""A real server of the signing-in pages and a real browser with a virtual authenticator."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

# Playwright keeps an event loop in this thread; Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ROOT = Path(__file__).parents[3]
CALM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium where there is one."""
    found = shutil.which("chromium")
    path = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **path, "args": CALM}


@pytest.fixture
def address(serving: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of a server on this test's database: by name, as passkeys need one."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    (tmp_path / "static").mkdir()
    env = os.environ | serving
    env |= {
        "DJANGO_SETTINGS_MODULE": "tests.accounts.pages.settings",
        "PYTHONPATH": str(ROOT),
        "HUBTABLE_PRACTICE": "1",
        "HUBTABLE_STATIC": str(tmp_path / "static"),
    }
    command = [sys.executable, "-m", "tests.accounts.pages.server", str(port)]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=env, stderr=log)
        try:
            _wait(port, server)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert server.poll() is None, "the server did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server does not answer")


class Watched:
    """Browsers that remember every complaint."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.complaints: list[str] = []
        self._browser = browser
        self._address = address
        self._contexts: list[BrowserContext] = []

    def open(self, width: int = 1366, **context: Any) -> Page:
        """Open a browser of its own, at no page yet."""
        height = 844 if width < 800 else 900
        opened = self._browser.new_context(
            viewport={"width": width, "height": height}, base_url=self._address, **context
        )
        self._contexts.append(opened)
        page = opened.new_page()
        page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"
        )
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """Open browsers with this; the test fails on any complaint."""
    pages = Watched(browser, address)
    yield pages
    pages.close()
    assert pages.complaints == []


def with_authenticator(page: Page) -> Any:
    """Give a browser a device that keeps passkeys and knows its owner's finger."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return device, made["authenticatorId"]
