"""A real Hub from nothing: init, the first administrator's link, second factor, agreement, seat."""

import base64
import hmac
import os
import re
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import ROOT, Watched, free_port, running, violations

NEW_HUB = ["--hub", "Elm Valley Hub", "--admin-name", "Iris Vale"]
NEW_HUB += ["--admin-email", "iris.vale@example.org"]
PASSWORD = "quiet-lantern-orchard-42"


@pytest.fixture(scope="module")
def real(folder: Path) -> Iterator[tuple[str, str]]:
    """The address of a Hub just made, and the first administrator's link."""
    port, data = free_port(), folder / "real"
    program = [sys.executable, "-m", "hubtable"]
    site = f"http://localhost:{port}"
    made = subprocess.run(
        [*program, "init", "--data", data, *NEW_HUB],
        env={**_environment(), "HUBTABLE_BASE_URL": site},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    link = re.search(r"http://\S+", made.stdout)
    assert link
    serve = [*program, "serve", "--data", str(data), "--port", str(port)]
    with running(serve, port=port, log=folder / "real.log", env={"HUBTABLE_BASE_URL": site}):
        yield site, link.group()


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("HUBTABLE_")}


def _code(secret: str) -> str:
    """Return the six digits an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def test_the_first_administrator_signs_in(browser: Browser, real: tuple[str, str]) -> None:
    site, link = real
    watched = Watched(browser, site)
    watched.expected = ("403", "404")
    page = watched.open(link)
    assert violations(page) == []
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()

    page.goto("/hub/")
    assert "/hub/" not in page.url, "nothing opens before the second step"
    _enrol(page)
    _sign(page)
    page.goto("/hub/")
    expect(page.locator("body")).to_contain_text("Hub administrator")
    expect(page.locator("body")).to_contain_text("Elm Valley Hub")
    assert violations(page) == []

    again = watched.open(link)
    expect(again.get_by_role("main")).not_to_contain_text("Choose a password")
    watched.close()
    assert watched.unexpected() == []


def _enrol(page: Page) -> None:
    """Set up the second step with an app's secret, as a person types it."""
    if not page.locator("input[name=code]").count():
        page.goto("/account/2fa/totp/activate/")
    assert violations(page) == []
    shown = re.search(
        r"\b([A-Z2-7]{4}( ?[A-Z2-7]{4}){3,7})\b", page.get_by_role("main").inner_text()
    )
    assert shown, "the secret can be typed"
    page.locator("input[name=code]").fill(_code(shown.group(1).replace(" ", "")))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()


def _sign(page: Page) -> None:
    """Sign the confidentiality agreement."""
    page.goto("/seats/")
    page.get_by_role("link", name="Read and sign").click()
    assert violations(page) == []
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
