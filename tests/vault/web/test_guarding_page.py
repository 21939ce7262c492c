"""The guarded field in a real browser: findings while one types, the same after a refused save."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import situations as s
from tests.browsing import free_port, running, too_wide, violations
from tests.cluster import Cluster, env_of
from tests.table.pages.conftest import EARLIER, Cast, opens, watched
from tests.world import World

__all__ = ["opens", "watched"]

TEXT = "Spoke w/ Zora Quill at 508-555-0143; Invented said rent is late, see docket 2149CR001234."


@pytest.fixture
def address(cluster: Cluster, world: World, tmp_path: Path) -> Iterator[str]:
    """The address of the program with one more page, serving this test's clone."""
    from django.db import connection

    port = free_port()
    (tmp_path / "static").mkdir()
    env = env_of(cluster, connection.settings_dict["NAME"]) | {
        "HUBTABLE_PRACTICE": "1",
        "HUBTABLE_STATIC": str(tmp_path / "static"),
        "HUBTABLE_BASE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "hubtable.config.settings",
    }
    command = [sys.executable, "-m", "uvicorn", "tests.vault.web.serving:application"]
    command += ["--port", str(port), "--log-level", "warning"]
    with running(command, port=port, log=tmp_path / "log", env=env):
        yield f"http://127.0.0.1:{port}"


def opened(world: World, opens: Cast, **context: Any) -> Page:
    """The page with the guarded field of a fresh situation."""
    one = s.screening(world, at=EARLIER)
    return opens("school", f"/try/{one.id}/", **context)


def picture(page: Page, name: str) -> None:
    """Keep a picture where one is asked for."""
    if folder := os.environ.get("KEEP_PICTURES_IN"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_findings_come_while_one_types_and_go_when_taken_out(world: World, opens: Cast) -> None:
    page = opened(world, opens)
    field = page.get_by_label("Reason", exact=True)
    field.press_sequentially(TEXT, delay=1)
    found = page.locator("#id_reason_found")
    expect(found.locator("mark.bad")).to_have_count(3)
    expect(found.locator("mark.warn")).to_have_text("Zora Quill")
    expect(found).to_have_attribute("aria-live", "polite")
    page.get_by_label("somebody who works for an agency").check()
    field.press("End")
    field.press_sequentially(" Now.")
    expect(page.get_by_label("somebody who works for an agency")).to_be_checked()
    assert violations(page) == []
    picture(page, "typing-light")
    field.fill("Rent is three months late.")
    expect(found.locator("mark")).to_have_count(0)
    assert "guard" not in page.url


@pytest.mark.parametrize(
    ("width", "colors"), [(1366, "light"), (1366, "dark"), (390, "light"), (390, "dark")]
)
def test_a_refused_save_keeps_the_text_and_says_why(
    world: World, opens: Cast, width: int, colors: Any
) -> None:
    opens.watched.expected = ("422",)
    page = opened(world, opens, width=width, color_scheme=colors, java_script_enabled=False)
    page.get_by_label("Reason", exact=True).fill(TEXT)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("mark")).to_have_count(4)
    assert page.get_by_label("Reason", exact=True).input_value() == TEXT
    expect(page.get_by_role("alert")).to_contain_text("take out what identifies")
    assert not too_wide(page)
    picture(page, f"saved-{width}-{colors}")
    clean = "Spoke w/ Zora Quill; rent is late."
    page.get_by_label("Reason", exact=True).fill(clean)
    page.get_by_role("button", name="Save").click()
    page.get_by_label("somebody who works for an agency").check()
    picture(page, f"confirm-{width}-{colors}")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/table/")
