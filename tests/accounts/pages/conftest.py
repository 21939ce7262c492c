"""A real server of the signing-in pages and a real browser with a virtual authenticator."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import ROOT, Watched, free_port, running


@contextmanager
def serving_at(port: int, env: dict[str, str], folder: Path) -> Iterator[str]:
    """Serve the pages of signing in for the length of a block; yields the address, by name."""
    (folder / "static").mkdir()
    whole = env | {
        "DJANGO_SETTINGS_MODULE": "tests.accounts.pages.settings",
        "PYTHONPATH": str(ROOT),
        "HUBTABLE_PRACTICE": "1",
        "HUBTABLE_STATIC": str(folder / "static"),
    }
    command = [sys.executable, "-m", "tests.accounts.pages.server", str(port)]
    with running(command, port=port, log=folder / "log-of-pages", env=whole):
        yield f"http://localhost:{port}"


@pytest.fixture
def address(serving: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of a server on this test's database: by name, as passkeys need one."""
    with serving_at(free_port(), serving, tmp_path) as address:
        yield address


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """Open browsers with this; the test fails on any complaint."""
    pages = Watched(browser, address)
    yield pages
    pages.close()
    assert pages.unexpected() == []


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
