"""A steward hands a feed in and works off its quarantine; the feed comes again and is at rest."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import newcomer, too_wide, violations
from tests.journeys.conftest import People, Practice

HEAD = ["id", "organization_id", "name", "status", "description"]


def feed(folder: Path, name: str) -> Path:
    """Write a feed of an invented organization with an orphan and a double."""
    into = folder / f"feed-{name}"
    into.mkdir(exist_ok=True)
    files = {
        "organizations": [["id", "name"], [f"{name}-1", f"Orchard Table {name}"]],
        "services": [
            HEAD,
            [f"{name}-7", f"{name}-1", f"Supper {name}", "active", "Hot meals."],
            [f"{name}-8", "404", f"Coats {name}", "active", "Winter coats &amp; boots."],
            [f"{name}-7", f"{name}-1", f"Supper {name}", "active", "Another text."],
        ],
    }
    for file_name, lines in files.items():
        with (into / f"{file_name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)
    return into


def bring(folder: Path, source: Path) -> dict[str, Any]:
    """Run the command beside the serving program."""
    told = [sys.executable, "-m", "hubtable", "directory", "import", str(source), "--json"]
    told += ["--data", str(folder / "practice")]
    done = subprocess.run(told, env=newcomer(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    services: dict[str, Any] = json.loads(done.stdout)["tables"]["service"]
    return services


def hand_in(page: Page, file: Path) -> None:
    """Hand a file in and wait until the worker has looked at it."""
    page.get_by_label("File of the feed").set_input_files(file)
    page.get_by_role("button", name="Look at the feed").click()
    expect(page.get_by_text("What taking it in would do")).to_be_visible(timeout=60_000)


def fine(page: Page) -> None:
    """The page can be used by everybody, and fits."""
    assert violations(page) == []
    assert not too_wide(page)


@pytest.mark.parametrize("colors", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_a_steward_works_off_the_quarantine(
    people: People, practice: Practice, folder: Path, width: int, colors: str
) -> None:
    people.watched.expected = ("422",)
    name = f"{colors}{width}"
    source = feed(folder, name)
    page = people.sign_in(practice.find("steward"), width=width, color_scheme=colors)
    page.goto("/directory/feeds/")
    fine(page)
    hand_in(page, Path(shutil.make_archive(str(source), "zip", source)))
    row = page.get_by_role("row", name="Service", exact=False).first
    expect(row.get_by_role("cell")).to_have_text(["3", "1", "0", "0", "2", "0"])
    expect(page.get_by_role("main")).to_contain_text("It belongs to a record that is not there.")
    fine(page)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("What taking it in did")).to_be_visible(timeout=60_000)
    fine(page)
    page.get_by_role("link", name="Work off the quarantine").click()
    expect(page.get_by_role("heading", name="Quarantine")).to_be_visible()
    fine(page)
    page.get_by_role("link", name="belongs to nothing").click()
    expect(page.get_by_role("main")).to_contain_text("It belongs to a record that is not there.")
    fine(page)
    page.get_by_role("link", name=f"Coats {name}").click()
    fine(page)
    organization = page.locator("[name=organization_id]")
    expect(organization).to_have_value("404")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("alert").first).to_contain_text("belongs to a record that is not there")
    organization.fill(f"{name}-1")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("Mended and taken in.")).to_be_visible()
    page.get_by_role("link", name="same id twice").click()
    page.get_by_role("link", name=f"Supper {name}").click()
    page.get_by_role("button", name="Drop this row").click()
    expect(page.get_by_text("it is not shown again")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Everything was taken in")
    fine(page)
    again = bring(folder, source)
    assert (again["new"], again["unchanged"], again["quarantined"]) == (0, 2, 1)
    page.goto(f"/directory/?q=Coats+{name}")
    page.get_by_role("link", name=f"Orchard Table {name}").click()
    expect(page.get_by_role("main")).to_contain_text(f"Coats {name}")
