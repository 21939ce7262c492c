"""A meeting with sixty live members: how late the last screen is, and what a page costs.

Prints, measured in one run on this machine against the real program and a private PostgreSQL:

- live: from the chair's key until the last of 60 members' pages shows it; beside it what the
  machine could do at best (the bare NOTIFY, as many fetches of a file of the same length), and what
  pages that ask every three seconds would see. Aim: p95 below 500 ms.
- pages: the table's list and the meeting's page at 32 connections. Aim: p95 at most 60 ms.
- soak: two hours of meeting in ten minutes; memory of server and database each minute. Aim: flat.

Run: python benchmarks/meeting.py [--only live,pages,soak] [--minutes 10] [--keys 48] [--members 60]
"""

import argparse
import asyncio
import logging
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "hubtable.config.settings"

from tests.cluster import NAME, Cluster

from benchmarks.serving import Ground, served


def main() -> None:
    """Measure and print."""
    chosen = _options()
    logging.disable()
    cluster = Cluster()
    cluster.start()
    try:
        _measure(cluster, chosen)
    finally:
        cluster.stop()


def _options() -> argparse.Namespace:
    one = argparse.ArgumentParser()
    one.add_argument("--only", default="live,pages,soak")
    one.add_argument("--minutes", type=float, default=10)
    one.add_argument("--keys", type=int, default=48)
    one.add_argument("--members", type=int, default=60)
    return one.parse_args()


def _measure(cluster: Cluster, chosen: argparse.Namespace) -> None:
    import django

    django.setup()
    from tests.gathering import gather

    from benchmarks import live, pages, soak
    from benchmarks.signing import cookies_of
    from hubtable.config.installing import upgrade

    upgrade(installation=NAME)
    world = gather()
    cookies = cookies_of(world)[: chosen.members]
    with cluster.as_superuser() as connection:
        connection.execute("VACUUM ANALYZE")
    with served(cluster.folder) as server:
        ground = Ground(cluster, server, cookies, chosen.keys, chosen.minutes)
        asked = chosen.only.split(",")
        for name, part in (("live", live), ("pages", pages), ("soak", soak)):
            if name in asked:
                asyncio.run(part.run(ground))


if __name__ == "__main__":
    main()
