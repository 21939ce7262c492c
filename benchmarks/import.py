"""Taking a feed in, side by side with what else one could do with the same rows.

One HSDS 3.1 feed as CSV, 250,000 rows in eight tables, made up from a fixed seed. In one run, each
into a copy of the same empty database:

- `bulk_create`: rows read with csv, made into Django objects, put by `bulk_create`;
- `copy`: bare COPY of the files into staging and INSERT … SELECT, as a superuser;
- `first`: `directory import` of the feed; `again`: the same feed a second time.

Prints seconds, rows a second and the ratios; and the peak of memory of importing, with a tenth of
the rows beside it. Aims: first at least 3 times as fast as bulk_create and half as fast as copy;
again at least 8 times as fast as bulk_create; memory that does not grow with the feed.

Run: python benchmarks/import.py [--rows 250000] [--rounds 1]
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "hubtable.config.settings"
os.environ["HUBTABLE_PRACTICE"] = "1"

from tests.cluster import NAME, Cluster, env_of

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SHARES = {
    "organization": 0.02, "service": 0.1, "location": 0.1, "service_at_location": 0.12,
    "address": 0.1, "phone": 0.24, "schedule": 0.16, "attribute": 0.16,
}  # fmt: skip
WORDS = [
    "food",
    "pantry",
    "shelter",
    "counseling",
    "families",
    "children",
    "older",
    "adults",
    "open",
    "weekly",
    "call",
    "ahead",
    "bring",
    "proof",
    "of",
    "address",
    "no",
    "appointment",
    "needed",
    "free",
    "meals",
    "rent",
    "help",
    "legal",
    "advice",
    "interpreter",
    "clinic",
]
Rows = list[dict[str, str]]


def main() -> None:
    """Measure and print."""
    one = argparse.ArgumentParser()
    one.add_argument("--rows", type=int, default=250_000)
    one.add_argument("--rounds", type=int, default=1)
    one.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    chosen = one.parse_args()
    if chosen.ours:
        print(json.dumps(_ours(chosen.ours)))
        return
    cluster = Cluster()
    cluster.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            measure(cluster, Path(folder), chosen.rows, chosen.rounds)
    finally:
        cluster.stop()


def measure(cluster: Cluster, folder: Path, size: int, rounds: int) -> None:
    """Make the feeds, then every way in turn."""
    import django

    django.setup()
    from hubtable.config.installing import upgrade

    upgrade(installation=NAME)
    from django.db import connections

    connections.close_all()
    whole, tenth = folder / "whole", folder / "tenth"
    total = _write(whole, size)
    _write(tenth, size // 10)
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, way in (("bulk_create", bulk_create), ("copy", bare_copy), ("ours", ours)):
            for what, seconds in way(cluster, whole).items():
                found.setdefault(name if name != "ours" else what, []).append(seconds)
    found["rss_tenth"] = [ours(cluster, tenth)["rss"]]
    _print(total, {name: min(values) for name, values in found.items()})


def _print(total: int, best: dict[str, float]) -> None:
    print(f"{total} rows; the best of the rounds")
    for name in ("bulk_create", "copy", "first", "again"):
        print(f"{name:14}{best[name]:8.2f} s{total / best[name]:12.0f} rows/s")
    print(f"first is {best['bulk_create'] / best['first']:.1f} times bulk_create (aim 3)")
    print(f"first is {best['copy'] / best['first']:.2f} times COPY + INSERT (aim 0.5)")
    print(f"again is {best['bulk_create'] / best['again']:.1f} times bulk_create (aim 8)")
    print(f"memory {best['rss']:.0f} MB at its peak; {best['rss_tenth']:.0f} MB for a tenth")


def _write(folder: Path, size: int) -> int:
    folder.mkdir()
    ids = {name: [str(_uuid()) for _ in range(int(size * part))] for name, part in SHARES.items()}
    for name in SHARES:
        rows = [_row(name, i, place, ids) for place, i in enumerate(ids[name])]
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return sum(map(len, ids.values()))


CHANCE = random.Random(5)


def _uuid() -> UUID:
    return UUID(int=CHANCE.getrandbits(128), version=4)


def _text(words: int) -> str:
    return " ".join(CHANCE.choices(WORDS, k=words)).capitalize() + "."


def _row(name: str, own: str, place: int, ids: dict[str, list[str]]) -> dict[str, str]:
    def one_of(table: str) -> str:
        return ids[table][place % len(ids[table])]

    fields: dict[str, Any] = {
        "organization": lambda: {
            "name": f"Organization {place}", "description": _text(30),
            "email": f"office{place}@example.org", "website": f"https://o{place}.example.org",
        },
        "service": lambda: {
            "organization_id": one_of("organization"), "name": f"Service {place}",
            "description": _text(50), "status": "active", "email": f"s{place}@example.org",
            "application_process": _text(8), "eligibility_description": _text(10),
        },
        "location": lambda: {
            "organization_id": one_of("organization"), "location_type": "physical",
            "name": f"Site {place}", "latitude": f"{41.5 + place % 900 / 1000:.6f}",
            "longitude": f"{-73.0 + place % 2000 / 1000:.6f}", "transportation": _text(6),
        },
        "service_at_location": lambda: {
            "service_id": one_of("service"), "location_id": one_of("location"), "description": "",
        },
        "address": lambda: {
            "location_id": one_of("location"), "address_1": f"{place % 999 + 1} Main Street",
            "city": "Framingham", "state_province": "MA", "postal_code": "01702", "country": "US",
            "address_type": "physical",
        },
    }  # fmt: skip
    return {"id": own, **(fields | _around(one_of, place))[name]()}


def _around(one_of: Callable[[str], str], place: int) -> dict[str, Any]:
    return {
        "phone": lambda: {
            "service_id": one_of("service"), "location_id": "",
            "number": f"(508) {200 + place % 700}-{place % 10000:04d}", "type": "voice",
            "description": _text(4),
        },
        "schedule": lambda: {
            "service_id": one_of("service"), "freq": "WEEKLY", "byday": "MO,TU,WE",
            "opens_at": "09:00", "closes_at": "17:00", "description": "",
        },
        "attribute": lambda: {
            "link_id": one_of("service"), "link_entity": "service", "value": _text(2),
            "label": "Served",
        },
    }  # fmt: skip


def _files(folder: Path) -> Iterator[tuple[str, Rows]]:
    for name in SHARES:
        with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            yield name, list(csv.DictReader(file))


def bulk_create(cluster: Cluster, folder: Path) -> dict[str, float]:
    """Put the rows as Django objects."""
    from django.db import connections

    from hubtable.base.acting import acting
    from hubtable.directory.actions.importing.statements import MODELS

    database = _fresh(cluster)
    begin = time.perf_counter()
    with acting("job", "directory", at=AT):
        for name, rows in _files(folder):
            model = MODELS[name]
            numbers = {"latitude", "longitude"}
            made = [
                model(
                    source_key=row["id"],
                    added_at=AT,
                    changed_at=AT,
                    **{
                        key: (float(value) if key in numbers else value) or None
                        if key in numbers or key.endswith(("_id", "_at")) or key == "id"
                        else value
                        for key, value in row.items()
                        if key != "label"
                    },
                )
                for row in rows
            ]
            model._default_manager.bulk_create(made, batch_size=1000)
    seconds = time.perf_counter() - begin
    connections.close_all()
    cluster.drop(database)
    return {"bulk_create": seconds}


def bare_copy(cluster: Cluster, folder: Path) -> dict[str, float]:
    """Put the rows by COPY into staging and INSERT … SELECT."""
    from hubtable.directory.actions.importing.statements import MODELS

    database = _fresh(cluster)
    begin = time.perf_counter()
    with cluster.as_superuser(database) as connection, connection.transaction():
        for name in SHARES:
            path = folder / f"{name}.csv"
            header = path.open(encoding="utf-8").readline().strip().split(",")
            columns = {field.column: field for field in MODELS[name]._meta.local_fields}
            told = ", ".join(f'"{column}" text' for column in header)
            connection.execute(f"CREATE TEMP TABLE stage_{name} ({told}) ON COMMIT DROP".encode())
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY stage_{name} FROM STDIN (FORMAT csv, HEADER)".encode()) as copy,
                path.open("rb") as file,
            ):
                while data := file.read(1 << 20):
                    copy.write(data)
            connection.execute(_insert(name, header, columns).encode(), [AT, AT])
    seconds = time.perf_counter() - begin
    cluster.drop(database)
    return {"copy": seconds}


def _insert(name: str, header: list[str], columns: dict[str, Any]) -> str:
    from django.db import connection

    from hubtable.directory.actions.importing.statements import _literal

    given = {c: f'"{c}"::{columns[c].db_type(connection)}' for c in header}
    empty = {c for c in header if columns[c].get_internal_type() == "TextField"}
    given |= {c: f"coalesce(\"{c}\", '')" for c in empty}
    given |= {"source_key": "id", "added_at": "%s", "changed_at": "%s", "version": "1"}
    others = {
        c: _literal(field.get_default())
        for c, field in columns.items()
        if c not in given and field.get_default() is not None
    }
    all_of = {**given, **others}
    names = ", ".join(f'"{c}"' for c in all_of)
    table = next(iter(columns.values())).model._meta.db_table
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(all_of.values())} FROM stage_{name}"


def ours(cluster: Cluster, folder: Path) -> dict[str, float]:
    """Import the feed twice, in a process of its own."""
    database = cluster.clone(NAME)
    done = subprocess.run(
        [sys.executable, __file__, "--ours", str(folder)],
        env={**os.environ, **env_of(cluster, database)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    cluster.drop(database)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _ours(folder: Path) -> dict[str, float]:
    import django

    django.setup()
    from hubtable.directory.actions.importing.opening import feed_at
    from hubtable.directory.actions.importing.running import bring_in

    found = {}
    for name in ("first", "again"):
        begin = time.perf_counter()
        report = bring_in(at=AT, feed=feed_at(folder), progress=lambda *_: None)
        found[name] = time.perf_counter() - begin
        states = [(c.new, c.unchanged) for c in report.tables.values()]
        assert all(new == 0 or old == 0 for new, old in states), states
        print(name, report.tables, file=sys.stderr) if os.environ.get("TELL") else None
    found["rss"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def _fresh(cluster: Cluster) -> str:
    from django.db import connections

    database = cluster.clone(NAME)
    for alias in ("default", "auth", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database
    return database


if __name__ == "__main__":
    main()
