"""Importing feeds in tests, and looking at what stands in the tables afterwards."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.cluster import Cluster

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
COUNTS = ("read", "new", "changed", "unchanged", "quarantined", "missing_from_feed")


def bring(
    path: Path,
    *,
    dry_run: bool = False,
    mapping: Path | None = None,
    at: datetime = AT,
    large: int = 400_000,
    **more: Any,
) -> Any:
    """Import a feed as `hubtable directory import` does; return its report."""
    from hubtable.directory.actions.importing.opening import feed_at
    from hubtable.directory.actions.importing.running import bring_in

    feed = feed_at(path, mapping=mapping, **more)
    return bring_in(at=at, feed=feed, dry_run=dry_run, large=large, progress=lambda *_: None)


def write(folder: Path, **files: list[list[str]]) -> Path:
    """Write a feed: file → its lines, the first with the columns."""
    folder.mkdir(exist_ok=True)
    for name, lines in files.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)
    return folder


def counted(report: Any, *names: str) -> dict[str, tuple[int, ...]]:
    """Return of each table the counts asked for."""
    return {
        table: tuple(getattr(counts, name) for name in names or COUNTS)
        for table, counts in report.tables.items()
    }


def rows(cluster: Cluster, database: str, statement: str) -> list[tuple[Any, ...]]:
    """Return rows as a superuser sees them."""
    with cluster.as_superuser(database) as connection:
        return list(connection.execute(statement.encode()).fetchall())


def state(cluster: Cluster, database: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that stands in the tables of the directory, without numbers of chance."""
    names = rows(
        cluster,
        database,
        "SELECT tablename FROM pg_tables WHERE tablename LIKE 'directory\\_%'"
        " AND tablename NOT IN ('directory_import')",
    )
    left_out = {
        "directory_original": "id", "directory_quarantine": "run_id",
        "directory_source": "last_import_at",
    }  # fmt: skip
    return {
        name: sorted(
            (str(row) for row in rows(cluster, database, _whole(name, left_out.get(name, "")))),
        )
        for (name,) in names
    }


def _whole(name: str, without: str) -> str:
    return f"SELECT to_jsonb(t) - 'written' - '{without}' FROM {name} t"


def current() -> str:
    """Return the name of the database this test works in."""
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def balanced(report: Any) -> bool:
    """Say whether every row read is in exactly one of new, changed, unchanged, quarantined."""
    counts: Iterable[Any] = report.tables.values()
    return all(c.read == c.new + c.changed + c.unchanged + c.quarantined for c in counts)
