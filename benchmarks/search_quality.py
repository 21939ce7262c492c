"""How right the first ten are: nDCG@10 and empty answers over the judged queries.

Two parts, printed apart: the queries the ranking was tuned with, and the third that was kept (by
the hash of its id). Beside it, in the same run over the same records, what a plain PostgreSQL
search gives: `websearch_to_tsquery` over weighted names, categories, texts and town, `ts_rank`, and
where a place is said in the box, those within 25 miles. Relevance: `benchmarks/judged/grading.py`.

Run: python benchmarks/search_quality.py [--show] [--material FOLDER]
"""

import argparse
import logging
import math
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "hubtable.config.settings"
os.environ["HUBTABLE_PRACTICE"] = "1"

from tests.cluster import NAME, Cluster
from tests.material import MATERIAL

from benchmarks.judged.grading import Judged, grade, queries
from benchmarks.judged.records import Place, Raw, places, plain, records

ZONE = "America/New_York"
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
DEPTH = 10
Answers = Callable[[Judged], list[str]]
"""Keys of records, best first."""

PLAIN = """
SELECT l.id FROM directory_listing l JOIN directory_service s ON s.id = l.service_id,
    LATERAL (SELECT setweight(to_tsvector('english', s.name), 'A')
        || setweight(to_tsvector('english', coalesce((
            SELECT string_agg(t.name, ' ') FROM directory_attribute a
            JOIN directory_taxonomyterm t ON t.id = a.taxonomy_term_id
            WHERE a.link_id = s.id), '')), 'B')
        || setweight(to_tsvector('english', s.description), 'C')
        || setweight(to_tsvector('english', l.town), 'D') AS document) d,
    websearch_to_tsquery('english', %(text)s) q
WHERE d.document @@ q AND (%(latitude)s::float8 IS NULL OR 7917.6 * asin(sqrt(
    sind((l.latitude - %(latitude)s::float8) / 2) ^ 2 + cosd(%(latitude)s::float8)
    * cosd(l.latitude) * sind((l.longitude - %(longitude)s::float8) / 2) ^ 2)) <= 25)
ORDER BY ts_rank(d.document, q) DESC, l.id LIMIT 10
"""


def main() -> None:
    """Fill a directory, ask every query both ways and print."""
    one = argparse.ArgumentParser()
    one.add_argument("--show", action="store_true", help="each query of the tuning part")
    one.add_argument("--material", type=Path, default=MATERIAL)
    chosen = one.parse_args()
    logging.disable()
    cluster = Cluster()
    cluster.start()
    try:
        _measure(chosen.material, show=chosen.show)
    finally:
        cluster.stop()


def _measure(material: Path, *, show: bool) -> None:
    import django

    django.setup()
    from benchmarks.massachusetts import fill
    from hubtable.base.acting import acting
    from hubtable.config.installing import upgrade
    from hubtable.directory.actions import listing

    upgrade(installation=NAME)
    known, there = records(material), places(material)
    with acting("job", "directory", at=NOW):
        keys = fill(known)
        listing.list_everything(by=None, at=NOW)
    with acting("job", "directory", at=NOW):
        ways: dict[str, Answers] = {"ours": _ours(keys), "plain": _plain(keys, there)}
        for held in (False, True):
            part = [query for query in queries() if query.held_out is held]
            _print(part, ways, known, there, held=held, show=show)


def _ours(keys: Mapping[UUID, str]) -> Answers:
    from hubtable.directory.queries.searching import Wanted, search

    def ask(query: Judged) -> list[str]:
        at = query.at.replace(tzinfo=ZoneInfo(ZONE)) if query.at else None
        wanted = Wanted(now=NOW, zone=ZONE, text=query.text, near=query.box, open_at=at, size=DEPTH)
        return [keys[card.id] for card in search(wanted).cards]

    return ask


def _plain(keys: Mapping[UUID, str], there: Mapping[str, Place]) -> Answers:
    from django.db import connection

    def ask(query: Judged) -> list[str]:
        place = there[plain(query.box)] if query.box else None
        with connection.cursor() as cursor:
            cursor.execute(
                PLAIN,
                {
                    "text": query.text,
                    "latitude": place.latitude if place else None,
                    "longitude": place.longitude if place else None,
                },
            )
            return [keys[row[0]] for row in cursor.fetchall()]

    return ask


def _print(
    part: list[Judged],
    ways: Mapping[str, Answers],
    known: list[Raw],
    there: Mapping[str, Place],
    *,
    held: bool,
    show: bool,
) -> None:
    results: dict[str, dict[str, list[tuple[float, bool]]]] = {}
    for query in part:
        grades = {raw.key: grade(query, raw, there) for raw in known}
        shown = []
        for way, ask in ways.items():
            answers = ask(query)
            score = ndcg([grades[key] for key in answers], list(grades.values()))
            for kind in ("all", query.kind):
                results.setdefault(kind, {}).setdefault(way, []).append((score, not answers))
            shown.append(f"{score:5.2f}")
        if show and not held:
            print(*shown, query.id, repr(query.text), repr(query.box))
    title = "kept for the final figure" if held else "used for tuning"
    print(f"\n{title}: {len(part)} queries\n{'':12}{'n':>4}", end="")
    print("".join(f"{f'{way} nDCG@10':>16}{f'{way} empty':>13}" for way in ways))
    for kind, by_way in sorted(results.items(), key=lambda item: (item[0] != "all", item[0])):
        count = len(next(iter(by_way.values())))
        print(f"{kind:12}{count:4}", end="")
        for way in ways:
            scores = by_way[way]
            mean = sum(score for score, _ in scores) / len(scores)
            empty = sum(none for _, none in scores) / len(scores)
            print(f"{mean:16.3f}{empty:12.0%} ", end="")
        print(flush=True)


def ndcg(found: list[int], possible: list[int]) -> float:
    """Return nDCG@10 with gain 2^grade - 1 and discount log2(rank + 1)."""
    best = sorted(possible, reverse=True)[:DEPTH]
    return _gain(found) / _gain(best)


def _gain(grades: list[int]) -> float:
    return sum(
        float(2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH])
    )


if __name__ == "__main__":
    main()
