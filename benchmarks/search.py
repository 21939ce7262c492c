"""How fast services are found: 5,000, 60,000 and 1,100,000 of them, beside other ways to search.

In one run on the same services and questions: ours (the program's own `search`, what it asks the
database, and with every filter on), plain PostgreSQL full text ordered by ts_rank, SQLite FTS5 and
tantivy. Prints p50, p95 and questions a second on two connections, sizes and build times of the
table and each of its indexes (made after filling), whether the hit sets of ours and plain full text
are equal, and how long a misspelt word takes.

Run: python benchmarks/search.py [--sizes 5000,60000] [--questions 200] [--rivals ts_rank]
"""

import argparse
import logging
import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "hubtable.config.settings"
os.environ["HUBTABLE_PRACTICE"] = "1"

from tests.cluster import NAME, Cluster
from tests.material import MATERIAL

from benchmarks.finding.indexes import Made, without_indexes
from benchmarks.finding.rivals import DOCUMENTS, Ask, Document, Fts5, Plain, Rival, Tantivy

ZONE = "America/New_York"
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
MILES = (5, 10, 25)
MEMORY = "512MB"
"""For making indexes, of ours and of plain full text alike."""
MISSPELT = (
    *("counsling", "dentest", "theripist", "emplyment"),
    *("vetrans", "housng", "nutriton", "educaton"),
)


def main() -> None:
    """Measure each size and print."""
    one = argparse.ArgumentParser()
    one.add_argument("--sizes", default="5000,60000")
    one.add_argument("--questions", type=int, default=200)
    one.add_argument("--rivals", default="ts_rank,fts5,tantivy")
    one.add_argument("--material", type=Path, default=MATERIAL)
    chosen = one.parse_args()
    logging.disable()
    cluster = Cluster()
    cluster.start()
    try:
        import django

        django.setup()
        from hubtable.config.installing import upgrade

        upgrade(installation=NAME)
        for size in map(int, chosen.sizes.split(",")):
            asks = _measure(cluster, size, chosen.questions, chosen.material)
            with cluster.as_superuser() as connection:
                _rivals(connection, asks, chosen.rivals.split(","))
    finally:
        cluster.stop()


def _measure(cluster: Cluster, size: int, count: int, material: Path) -> list[Ask]:
    from benchmarks.finding.crowd import WRITTEN, multiply, pool, write
    from hubtable.base.acting import acting
    from hubtable.directory.actions import listing

    texts = pool(material, size)
    with cluster.as_superuser() as connection:
        times = max(1, round(size / WRITTEN))
        write(connection, size // times, texts)
        connection.execute(f"SET maintenance_work_mem = '{MEMORY}'")
        with without_indexes(connection, "directory_listing") as bare:
            begin = time.perf_counter()
            with acting("job", "directory", at=NOW):
                listing.list_everything(by=None, at=NOW)
            filled = time.perf_counter() - begin
            if times > 1:
                multiply(connection, times)
            multiplied = time.perf_counter() - begin - filled
        connection.execute("VACUUM ANALYZE directory_listing")
        _filled(connection, (size // times, filled, size, multiplied), bare.made)
        asks = list(_asks(texts, count))
        _equal_hits(connection, asks)
        _ours(asks)
        _misspelt()
    return asks


def _filled(connection: Any, spent: tuple[int, float, int, float], indexes: Iterable[Made]) -> None:
    """Print how long filling took, what it takes, and the same of each index."""
    row = connection.execute("SELECT pg_total_relation_size('directory_listing')").fetchone()
    written, seconds, size, more = spent
    print(
        f"\n{size:,} services; ours: {written:,} listed in {seconds:.0f} s, the others copied in"
        f" {more:.0f} s, {int(row[0]) / 1e6:.0f} MB with the indexes:",
        flush=True,
    )
    for one in indexes:
        print(f"  {one.name:50} {one.size / 1e6:6.0f} MB made in {one.seconds:6.1f} s", flush=True)


def _asks(texts: Any, count: int) -> Iterator[Ask]:
    """Yield mixed questions: a category, two words, a name, a rare word; half near a place."""
    chance = random.Random(7)
    plain = ("hungry", "food pantry", "lost my job", "eviction", "dentist", "counseling", "shelter")
    for number in range(count):
        sentence = [w for w in chance.choice(texts.sentences).split() if w.isalpha() and len(w) > 3]
        words = (
            chance.choice(texts.terms).replace("/", " "),
            " ".join(chance.sample(sentence, min(2, len(sentence)))),
            " ".join(chance.choice(texts.names).split()[:3]),
            chance.choice(plain),
        )[number % 4]
        place = chance.choice(texts.zips)
        point = (float(place["lat"]), float(place["long"]))
        yield Ask(words, point, chance.choice(MILES)) if number % 8 < 4 else Ask(words)


def _timed(ask: Callable[[Ask], object], asks: Iterable[Ask]) -> list[float]:
    spent = []
    for one in asks:
        begin = time.perf_counter()
        ask(one)
        spent.append((time.perf_counter() - begin) * 1000)
    return spent


def _line(name: str, spent: list[float], more: str = "") -> None:
    cuts = statistics.quantiles(spent, n=20)
    print(f"  {name:34} p50 {cuts[9]:8.2f} ms  p95 {cuts[18]:8.2f} ms  {more}", flush=True)


def _wanted(ask: Ask, **more: Any) -> Any:
    from hubtable.directory.queries.searching import Wanted

    within = ask.miles if ask.point else None
    return Wanted(now=NOW, zone=ZONE, text=ask.words, point=ask.point, within=within, **more)


ALL_FILTERS = {
    "age": 30.0,
    "language": "es",
    "insurance": "masshealth",
    "free": True,
    "openings": True,
    "open": True,
    "serving": True,
}


def _ours(asks: list[Ask]) -> None:
    from hubtable.base.acting import acting
    from hubtable.directory.queries.searching import best, search

    ways: dict[str, Callable[[Ask], object]] = {
        "ours, in the database": lambda ask: best(_wanted(ask)),
        "ours, all filters on": lambda ask: best(_wanted(ask, **ALL_FILTERS)),
        "ours, near but not within": lambda ask: best(replace(_wanted(ask), within=None)),
        "ours, a page of cards": lambda ask: search(_wanted(ask)),
        "ours, cards open at a time": lambda ask: search(_wanted(ask, open_at=NOW)),
    }
    with acting("job", "directory", at=NOW):
        for name, way in ways.items():
            _timed(way, asks)
            _line(name, _timed(way, asks))
    print(f"  ours, two connections: {_throughput(asks):.0f} questions a second", flush=True)


def _throughput(asks: list[Ask]) -> float:
    from django.db import connections

    from hubtable.base.acting import acting
    from hubtable.directory.queries.searching import best

    def work() -> None:
        with acting("job", "directory", at=NOW):
            _timed(lambda ask: best(_wanted(ask)), asks)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 2 * len(asks) / (time.perf_counter() - begin)


def _misspelt() -> None:
    from hubtable.base.acting import acting
    from hubtable.directory.queries.reading import understand

    with acting("job", "directory", at=NOW):
        asks = [Ask(word) for word in MISSPELT * 5]
        mended = {word: understand(word).mended.get(word, "") for word in MISSPELT}
        _line(
            "a misspelt word",
            _timed(lambda ask: understand(ask.words), asks),
            " ".join(f"{one}→{other}" for one, other in mended.items()),
        )


def _equal_hits(connection: Any, asks: list[Ask]) -> None:
    """Compare all hits of the words alone, ours and plain full text, over the same texts.

    Plain full text is given the words as ours reads them: a slash would make one word of two, the
    name of a file, and a hyphen would ask for the words in a row.
    """
    from hubtable.base.acting import acting
    from hubtable.directory.queries.matching import all_words
    from hubtable.directory.queries.reading import understand
    from hubtable.directory.rules.spelling import fold

    same = compared = 0
    with acting("job", "directory", at=NOW):
        for ask in asks:
            stems = understand(ask.words, exactly=True, place_wanted=False).stems
            query = all_words(stems)
            if not query:
                continue
            row = connection.execute(
                "SELECT (SELECT count(*) FROM directory_listing WHERE words @@ %s::tsquery),"
                " (SELECT count(*) FROM directory_listing"
                " WHERE words @@ websearch_to_tsquery('english', %s))",
                [query, fold(ask.words)],
            ).fetchone()
            compared += 1
            same += row[0] == row[1]
    print(f"  equal hit sets: {same} of {compared} questions", flush=True)


def _rivals(connection: Any, asks: list[Ask], chosen: list[str]) -> None:
    connection.execute(f"SET maintenance_work_mem = '{MEMORY}'")
    builders: dict[str, Callable[[], Rival]] = {
        "ts_rank": lambda: Plain(connection),
        "fts5": lambda: Fts5(_all(connection)),
        "tantivy": lambda: Tantivy(_all(connection)),
    }
    for name in chosen:
        rival = builders[name]()
        _timed(rival.ask, asks)
        more = f"built in {rival.built:.0f} s, {rival.size / 1e6:.0f} MB"
        _line(rival.name, _timed(rival.ask, asks), more)
        rival.close()


def _all(connection: Any) -> Iterator[Document]:
    with connection.transaction(), connection.cursor("documents") as cursor:
        cursor.itersize = 5000
        yield from cursor.execute(DOCUMENTS)


if __name__ == "__main__":
    main()
