"""A large feed is taken in table by table: broken off anywhere, it comes to the same end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest

from tests.cluster import Cluster, env_of
from tests.directory.importing.feeds import AT, balanced, bring, counted, rows, state, write

SERVICES = 5_000
SOURCE = UUID(int=7)
"""The source's id, which is drawn: here the same wherever two databases are compared."""
DIES = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

import django

django.setup()
from hubtable.directory.actions.importing import running, sources, taking_in
from hubtable.directory.actions.importing.opening import feed_at

folder, at, table, chunk = sys.argv[1:]
taken = []
sources.uuid4 = lambda: UUID(int=7)


def dies():
    os.kill(os.getpid(), signal.SIGKILL)


def counting(taking, how, *rest, whole=taking_in._chunk):
    taken.append(how.table.name)
    if how.table.name == table and taken.count(table) == int(chunk):
        dies()
    whole(taking, how, *rest)


taking_in._chunk = counting
progress = lambda what, _: dies() if (what, chunk) == (f"taking in {table}", "0") else None
running.bring_in(
    at=datetime.fromisoformat(at), feed=feed_at(Path(folder)), large=1_000, progress=progress
)
"""


def feed(folder: Path) -> Path:
    """Services of two organizations, with orphans, doubles, and rows that speak of two phones."""
    head = ["id", "organization_id", "name", "status", "colour"]
    services = [[str(i), str(1 + i % 2), f"Service {i}", "active", "x"] for i in range(SERVICES)]
    services += [[f"x{i}", "404", "Lost", "active", ""] for i in range(30)] + services[:20]
    phones = [[f"p{i}", str(i), f"508-555-{i:04}, 617-555-{i:04}"] for i in range(0, SERVICES, 2)]
    return write(
        folder / "feed",
        organizations=[["id", "name"], ["1", "Elm Table"], ["2", "Oak Table"], ["3", ""]],
        services=[head, *services],
        phones=[["id", "service_id", "number"], *phones, ["q", "404", "508-555-0100"]],
    )


@pytest.mark.parametrize(
    ("table", "chunk"),
    [("organization", 0), ("service", 0), ("service", 2), ("phone", 0), ("phone", 1)],
)
def test_killed_anywhere_it_comes_to_the_same_end(
    cluster: Cluster,
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    chunk: int,
) -> None:
    monkeypatch.setattr("hubtable.directory.actions.importing.sources.uuid4", lambda: SOURCE)
    source = feed(tmp_path)
    killed = take(cluster, database, source, table, chunk)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    let_go(cluster, database)
    done = rows(cluster, database, "SELECT count(*) FROM directory_service")[0][0]
    assert done == (SERVICES if table == "phone" else 0), "a table is there whole, or not at all"
    report = bring(source, large=1_000)
    assert balanced(report)
    assert counted(report) == {
        "organization": (3, 2, 0, 0, 1, 0),
        "service": (SERVICES + 50, SERVICES, 0, 0, 50, 0),
        "phone": (2_501, 2_500, 0, 0, 1, 0),
    }
    assert len(report.problems) == 52, "also those of tables that were done before"
    assert report.left_out == {"service": ["colour"]}
    again = bring(source, large=1_000)
    assert balanced(again)
    assert not any(c.new or c.changed or c.missing_from_feed for c in again.tables.values())
    open_runs = "SELECT count(*) FROM directory_import WHERE ended_at IS NULL"
    assert rows(cluster, database, open_runs) == [(0,)]
    assert state(cluster, database) == in_one_go(cluster, source)


def take(
    cluster: Cluster, database: str, source: Path, table: str = "", chunk: int = 0
) -> subprocess.CompletedProcess[str]:
    """Take the feed in, in a process of its own that dies at a chunk of a table; 0: before it."""
    return subprocess.run(
        [sys.executable, "-c", DIES, str(source), AT.isoformat(), table, str(chunk)],
        env={**os.environ, **env_of(cluster, database)},
        capture_output=True,
        text=True,
        check=False,
    )


def let_go(cluster: Cluster, database: str) -> None:
    """Wait until the server has noticed that nobody waits for the killed one's statement."""
    held = (
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
        f" WHERE l.locktype = 'advisory' AND d.datname = '{database}'"
    )
    until = time.monotonic() + 60
    while rows(cluster, database, held) != [(0,)]:
        assert time.monotonic() < until
        time.sleep(0.1)


def in_one_go(cluster: Cluster, source: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what stands there when nobody broke the feed off."""
    database = cluster.clone()
    try:
        for _ in range(2):
            done = take(cluster, database, source)
            assert done.returncode == 0, done.stderr
        return state(cluster, database)
    finally:
        cluster.drop(database)
