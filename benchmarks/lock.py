"""What the lock costs: home, list and one situation, with row security on and off.

Prints, for 100 to 60,000 discussions at one table, the median time of each page in milliseconds
with row security on and off, their ratio, and the number of queries. On and off alternate in one
run on two copies of one database. Without row security a page shows what others see too, so that it
can be the longer one. Aim: a ratio of at most 2; from 100 to 60,000 discussions no
more queries and at most 1.3 times the time.

Run: python benchmarks/lock.py [--sizes 100,1000,10000,60000] [--rounds 40]
"""

import argparse
import logging
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "hubtable.config.settings"
os.environ["HUBTABLE_PRACTICE"] = "1"

from tests.cluster import NAME, Cluster

QUIET = {"HTTP_HOST": "localhost"}


def main() -> None:
    """Measure and print."""
    chosen = _options()
    logging.disable()
    cluster = Cluster()
    cluster.start()
    try:
        measure(cluster, [int(size) for size in chosen.sizes.split(",")], chosen.rounds)
    finally:
        cluster.stop()


def _options() -> argparse.Namespace:
    one = argparse.ArgumentParser()
    one.add_argument("--sizes", default="100,1000,10000,60000")
    one.add_argument("--rounds", type=int, default=40)
    return one.parse_args()


def measure(cluster: Cluster, sizes: list[int], rounds: int) -> None:
    """Fill the table to each size in turn and measure every page there."""
    import django

    django.setup()
    from benchmarks.crowd import fill, found
    from hubtable.config.installing import upgrade

    upgrade(installation=NAME)
    crowd = found()
    heads = f"{'on ms':>9}{'off ms':>9}{'on/off':>8}{'queries':>9}{'growth':>8}"
    print(f"{'page':20}{'situations':>11}{heads}")
    first: dict[str, float] = {}
    done = 0
    for size in sizes:
        with cluster.as_superuser() as connection:
            fill(connection, crowd.table, first=done + 1, upto=size)
        done = size
        _close()
        on, off = cluster.clone(), cluster.clone()
        _open_up(cluster, off)
        for page, row in _pages(cluster, crowd, on, off, rounds).items():
            growth = row[0] / first.setdefault(page, row[0])
            print(f"{page:20}{size:>11}{_line(*row)}{growth:8.2f}", flush=True)
        _close()
        cluster.drop(on)
        cluster.drop(off)
    print("\ngrowth: time with row security on, against that of the smallest table.")


def _line(on: float, off: float, queries: int) -> str:
    return f"{on:9.2f}{off:9.2f}{on / off:8.2f}{queries:9}"


def _close() -> None:
    from django.db import connections

    for alias in ("default", "auth", "owner"):
        connections[alias].close()


def _point(database: str) -> None:
    from django.db import connections

    for alias in ("default", "auth"):
        if connections[alias].settings_dict["NAME"] != database:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = database


def _open_up(cluster: Cluster, database: str) -> None:
    from hubtable.base.lock.policies import GUARDED

    with cluster.as_superuser(database) as connection:
        for guarded in GUARDED:
            connection.execute(f'ALTER TABLE "{guarded.table}" DISABLE ROW LEVEL SECURITY')


def _pages(
    cluster: Cluster, crowd: Any, on: str, off: str, rounds: int
) -> dict[str, tuple[float, float, int]]:
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["localhost"]
    answers = {}
    for who, seat, user in (
        ("chair", crowd.chair, crowd.chair_user),
        ("member", crowd.member, crowd.member_user),
    ):
        clients = {}
        for database in (on, off):
            _point(database)
            clients[database] = _signed_in(seat, user)
        _point(on)
        seen = _one_of(cluster, on, crowd.table, who)
        pages = {"home": "/", "list": "/table/", "situation": f"/table/situations/{seen}/"}
        for name, path in pages.items():
            answers[f"{name} ({who})"] = _alternate(clients, path, on, off, rounds)
    return answers


def _signed_in(seat: Any, user: Any) -> Any:
    from django.test import Client

    from hubtable.accounts.models import User

    client = Client(**QUIET)
    client.force_login(
        User.objects.get(pk=user), "allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.session
    session["seat"] = str(seat)
    session.save()
    return client


def _one_of(cluster: Cluster, database: str, table: Any, who: str) -> Any:
    state = "intervening" if who == "member" else "submitted"
    with cluster.as_superuser(database) as connection:
        return connection.execute(
            "SELECT id FROM table_discussion WHERE table_id = %s AND state = %s"
            " ORDER BY moved_at DESC LIMIT 1",
            [table, state],
        ).fetchone()[0]


def _alternate(
    clients: dict[str, Any], path: str, on: str, off: str, rounds: int
) -> tuple[float, float, int]:
    times: dict[str, list[float]] = {on: [], off: []}
    queries = 0
    for turn in range(rounds // 10 + 1):
        for database in (on, off) if turn % 2 else (off, on):
            _point(database)
            for _ in range(12):
                started = time.perf_counter()
                response = clients[database].get(path)
                times[database].append((time.perf_counter() - started) * 1000)
                if response.status_code != 200:
                    raise SystemExit(f"{path} answered {response.status_code}")
            times[database] = times[database][2:] if len(times[database]) <= 12 else times[database]
        _point(on)
        queries = _count(clients[on], path)
    return statistics.median(times[on]), statistics.median(times[off]), queries


def _count(client: Any, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


if __name__ == "__main__":
    main()
