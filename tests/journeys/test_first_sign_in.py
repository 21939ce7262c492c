"""A real Hub from nothing: init, the first administrator's link, second factor, agreement, seat."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accounts.person import code
from tests.browsing import ROOT, Watched, free_port, newcomer, running, violations

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
        env={**newcomer(), "HUBTABLE_BASE_URL": site},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    link = re.search(r"http://\S+", made.stdout)
    assert link
    new = {**newcomer(), "HUBTABLE_BASE_URL": site}
    serve = [*program, "serve", "--data", str(data), "--port", str(port)]
    with running(serve, port=port, log=folder / "real.log", around=new):
        yield site, link.group()


def test_the_first_administrator_signs_in(browser: Browser, real: tuple[str, str]) -> None:
    site, link = real
    watched = Watched(browser, site)
    watched.expected = ("403", "404", "410")
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
    expect(page.get_by_role("main")).to_contain_text("second step")
    assert violations(page) == []
    page.goto("/account/app/")
    assert violations(page) == []
    page.get_by_text("Cannot scan it?").click()
    secret = page.locator("#secret").inner_text()
    page.locator("input[name=code]").fill(code(secret))
    page.get_by_role("button", name="Finish").click()
    page.wait_for_load_state()


def _sign(page: Page) -> None:
    """Sign the confidentiality agreement."""
    page.goto("/seats/")
    page.get_by_role("link", name="Read and sign").click()
    expect(page.get_by_role("checkbox").first).to_be_visible()
    assert violations(page) == []
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
