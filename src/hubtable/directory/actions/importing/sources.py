"""Which source a feed is of: the one it shares its organizations with, or a new one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid4

from django.db import connection

from hubtable.directory.models import Source
from hubtable.directory.rules.feeds.found import Batch
from hubtable.directory.rules.feeds.tables import TABLES

SAMPLE = 500
"""Rows looked at to recognize a source."""
SHARED = 0.2
"""Part of the feed's organizations (else services) a source must have, by key and name."""


@dataclass(frozen=True, slots=True)
class Known:
    """A source, stored already or not.

    Its id is drawn, never made from its word, and told to nobody: ids of rows that have none are
    hashes of what they say under it, and a hidden street could be found by trying streets.
    """

    id: UUID
    key: str
    name: str
    stored: bool


def word(name: str) -> str:
    """Return the short word for a source named like this file or folder."""
    stem = re.sub(r"\.(csv|zip|json|ndjson|jsonl|xml|geojson)$", "", name, flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "feed"


def recognized(batches: Iterable[Batch], *, name: str, chosen: str = "") -> Known:
    """Return the source of a feed: the chosen one, the one it is known by, or a new one."""
    if chosen:
        return _named(word(chosen), chosen)
    if Source.objects.exists():
        for table, rows in _sample(batches).items():
            found = _sharing(table, rows)
            if found is not None:
                return found
    key, place = word(name), 2
    while Source.objects.filter(key=key).exists():
        key, place = f"{word(name)}-{place}", place + 1
    return Known(uuid4(), key, name, stored=False)


def _named(key: str, name: str) -> Known:
    stored = Source.objects.filter(key=key).first()
    if stored is not None:
        return Known(stored.id, key, stored.name, stored=True)
    return Known(uuid4(), key, name, stored=False)


def _sample(batches: Iterable[Batch]) -> dict[str, list[tuple[str, str]]]:
    """Return key and name of the first organizations and services.

    Terms tell only where there is nothing else: many sources use the same taxonomy.
    """
    found: dict[str, list[tuple[str, str]]] = {
        "organization": [],
        "service": [],
        "taxonomy_term": [],
    }
    for batch in batches:
        rows = found.get(batch.table)
        if rows is None or "name" not in batch.columns:
            continue
        place = batch.columns.index("name")
        pairs = zip(batch.keys, batch.cells, strict=True)
        rows += islice(((k, c[place]) for k, c in pairs if k), SAMPLE - len(rows))
        if len(rows) >= SAMPLE and batch.table != "taxonomy_term":
            break
    if found["organization"] or found["service"]:
        del found["taxonomy_term"]
    return {table: rows for table, rows in found.items() if rows}


def _sharing(table: str, rows: list[tuple[str, str]]) -> Known | None:
    rows = list(dict(rows).items())
    kept = TABLES[table].name.replace("_", "")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT s.id, s.key, s.name, count(*) FROM directory_{kept} r
            JOIN unnest(%s::text[], %s::text[]) AS feed (key, name)
                ON r.source_key = feed.key AND lower(r.name) = lower(btrim(feed.name))
            JOIN directory_source s ON s.id = r.source_id
            GROUP BY s.id, s.key, s.name ORDER BY count(*) DESC, s.key LIMIT 1
            """,  # noqa: S608 - names of our own
            [[key for key, _ in rows], [name for _, name in rows]],
        )
        row = cursor.fetchone()
    if row is None or row[3] < SHARED * len(rows):
        return None
    return Known(row[0], row[1], row[2], stored=True)


def keep(known: Known, *, at: datetime, form: str, address: str) -> None:
    """Store a source, or when it was last read."""
    if not known.stored:
        Source.objects.get_or_create(
            id=known.id,
            defaults={"key": known.key, "name": known.name, "added_at": at},
        )
    Source.objects.filter(id=known.id).update(format=form, address=address)
