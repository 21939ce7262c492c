"""`hubtable discussions` as a real program, on the cast's Hub."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.browsing import ROOT
from tests.cluster import Cluster, env_of
from tests.situations import accept, meet, present, screening, submit
from tests.world import World

EARLIER = datetime.now(UTC) - timedelta(hours=1)
"""The program's clock is the real one."""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(cluster: Cluster, world: World) -> Run:
    """Run the program on this test's clone."""

    def hubtable(*words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        name = str(connections["default"].settings_dict["NAME"])
        return subprocess.run(
            [sys.executable, "-m", "hubtable", "discussions", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, **env_of(cluster, name), **more},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    return hubtable


@pytest.fixture
def seats(world: World) -> dict[str, str]:
    return {name: str(seat.id) for name, seat in world.seats.items()}


def test_out_and_in_again(world: World, run: Run, seats: dict[str, str], tmp_path: Path) -> None:
    accept(present(meet(submit(screening(world, at=EARLIER)), ["school", "police"])))
    file = tmp_path / "out.csv"
    done = run("export", file, "--as", seats["chair"], "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"file": str(file), "rows": 1}
    assert file.stat().st_mode & 0o077 == 0
    assert not file.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = read(file)
    assert (row["reference"], row["state"]) == ("D-0001", "accepted")
    assert row["hub_number"].endswith("-001")
    again = run("import", file, "--as", seats["coordinator"], "--json")
    assert (again.returncode, again.stderr) == (0, "")
    assert len(again.stdout.splitlines()) == 1
    assert counts(again) == (1, 0, 1, 0)


def read(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def counts(done: Any) -> tuple[int, ...]:
    said = json.loads(done.stdout)
    return tuple(said[key] for key in ("read", "new", "unchanged", "quarantined"))


def written(tmp_path: Path, *rows: str) -> Path:
    """A file of two columns of facts and the rest closed."""
    from hubtable.table.rules.columns import NAMES

    file = tmp_path / "in.csv"
    with file.open("w", newline="", encoding="utf-8") as to:
        writer = csv.DictWriter(to, NAMES, restval="N/A")
        writer.writeheader()
        for reference in rows:
            writer.writerow(
                {"reference": reference, "type": "person", "state": "submitted",
                 "submitted": "2026-11-01T10:00:00-05:00", "originating_sector": "Policing"}
            )  # fmt: skip
    return file


def test_wrong_rows_are_named_and_the_rest_comes_in(
    run: Run, seats: dict[str, str], tmp_path: Path
) -> None:
    file = written(tmp_path, "D-0001", "Jane Doe", "D-0003")
    looked = run("import", file, "--as", seats["chair"], "--dry-run", "--json")
    assert (looked.returncode, counts(looked)) == (0, (3, 2, 0, 1))
    (problem,) = json.loads(looked.stdout)["problems"]
    assert (problem["line"], problem["column"]) == (3, "reference")
    refused = run("import", file, "--as", seats["chair"], "--all-or-nothing")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.splitlines()[-1].startswith("hubtable discussions: 1 row is wrong")
    aside = tmp_path / "aside.csv"
    done = run("import", file, "--as", seats["chair"], "--json", "--quarantine", aside)
    assert (done.returncode, counts(done)) == (0, (3, 2, 0, 1))
    assert "Jane" not in done.stdout + done.stderr + refused.stderr + looked.stdout
    (row,) = read(aside)
    assert (row["line"], row["reference"]) == ("3", "Jane Doe")
    assert row["what_is_wrong"].startswith("reference: ")
    again = run("import", file, "--as", seats["chair"], "--json")
    assert counts(again) == (3, 0, 2, 1)


@pytest.mark.parametrize("seat", ["police", "analyst"])
def test_only_the_desk_brings_in(
    run: Run, seats: dict[str, str], tmp_path: Path, seat: str
) -> None:
    done = run("import", written(tmp_path, "D-0001"), "--as", seats[seat])
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Only the chair or the coordinator" in done.stderr


def test_a_seat_that_does_not_hold(run: Run, seats: dict[str, str], tmp_path: Path) -> None:
    done = run("export", tmp_path / "out.csv", "--as", seats["school_former"])
    assert done.returncode == 1
    assert "There is no such seat" in done.stderr
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "words", [(), ("export",), ("import", "x.csv"), ("export", "x.csv", "--as", "chair")]
)
def test_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert "usage: hubtable discussions" in done.stderr


def test_a_file_that_is_not_there(run: Run, seats: dict[str, str], tmp_path: Path) -> None:
    done = run("import", tmp_path / "none.csv", "--as", seats["chair"])
    assert done.returncode == 1
    assert "No such file" in done.stderr
