"""The same services in what somebody else would take: plain PostgreSQL, SQLite FTS5, tantivy."""

import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path
from typing import Any, Protocol

Document = tuple[str, str, str, str, float, float]
"""Id, names, categories, the rest, latitude, longitude."""
DOCUMENTS = """
SELECT l.id::text, concat_ws(' | ', s.name, o.name),
    (SELECT string_agg(t.name, ' | ') FROM directory_attribute a
     JOIN directory_taxonomyterm t ON t.id = a.taxonomy_term_id WHERE a.link_id = s.id),
    concat_ws(' | ', s.description, s.fees_description, l.town), l.latitude, l.longitude
FROM directory_listing l JOIN directory_service s ON s.id = l.service_id
JOIN directory_organization o ON o.id = l.organization_id
"""
PLAIN = """
CREATE TABLE plain AS
SELECT l.id, d.document, l.latitude, l.longitude FROM directory_listing l JOIN (
    SELECT s.id, setweight(to_tsvector('english', concat_ws(' | ', s.name, o.name)), 'A')
        || setweight(to_tsvector('english', coalesce((SELECT string_agg(t.name, ' | ')
            FROM directory_attribute a JOIN directory_taxonomyterm t ON t.id = a.taxonomy_term_id
            WHERE a.link_id = s.id), '')), 'B')
        || setweight(to_tsvector('english', concat_ws(' | ', s.description, s.fees)), 'C')
        AS document
    FROM directory_service s JOIN directory_organization o ON o.id = s.organization_id
    OFFSET 0
) d ON d.id = l.service_id
"""


@dataclass(frozen=True, slots=True)
class Ask:
    """Words, and a box of miles around a point."""

    words: str
    point: tuple[float, float] | None = None
    miles: float = 0.0

    def box(self) -> tuple[float, float, float, float]:
        """Return south, north, west, east."""
        assert self.point
        latitude, longitude = self.point
        up, right = self.miles / 69.0, self.miles / 69.0 / cos(radians(latitude))
        return latitude - up, latitude + up, longitude - right, longitude + right


class Rival(Protocol):
    """Another way to search."""

    name: str
    built: float
    size: int

    def ask(self, ask: Ask) -> list[str]:
        """Return the ids of the first twenty."""

    def close(self) -> None:
        """Remove what was built."""


class Plain:
    """A column of weighted words with a GIN index, ordered by ts_rank, as the peers write it."""

    name = "ts_rank"

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        begin = time.perf_counter()
        connection.execute("DROP TABLE IF EXISTS plain")
        connection.execute(PLAIN)
        connection.execute("CREATE INDEX plain_document ON plain USING gin (document)")
        connection.execute("CREATE INDEX plain_place ON plain (latitude, longitude)")
        connection.execute("VACUUM ANALYZE plain")
        self.built = time.perf_counter() - begin
        row = connection.execute("SELECT pg_total_relation_size('plain')").fetchone()
        self.size = row[0]

    def ask(self, ask: Ask) -> list[str]:
        """Return the ids of the first twenty."""
        box = " AND latitude BETWEEN %s AND %s AND longitude BETWEEN %s AND %s" if ask.point else ""
        rows = self.connection.execute(
            "SELECT id FROM plain, websearch_to_tsquery('english', %s) q WHERE document @@ q"
            f"{box} ORDER BY ts_rank(document, q) DESC, id LIMIT 20",
            [ask.words, *(ask.box() if ask.point else ())],
        )
        return [row[0] for row in rows.fetchall()]

    def close(self) -> None:
        """Remove the table."""
        self.connection.execute("DROP TABLE plain")


class Fts5:
    """SQLite's full text, ordered by bm25."""

    name = "SQLite FTS5"

    def __init__(self, documents: Iterator[Document]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hubtable-bench-"))
        begin = time.perf_counter()
        self.database = sqlite3.connect(self.folder / "fts.db")
        self.database.execute(
            "CREATE VIRTUAL TABLE d USING fts5(id UNINDEXED, names, categories, rest,"
            " latitude UNINDEXED, longitude UNINDEXED, tokenize='porter unicode61')"
        )
        self.database.executemany("INSERT INTO d VALUES (?, ?, ?, ?, ?, ?)", documents)
        self.database.commit()
        self.database.execute("INSERT INTO d(d) VALUES ('optimize')")
        self.database.commit()
        self.built = time.perf_counter() - begin
        self.size = (self.folder / "fts.db").stat().st_size

    def ask(self, ask: Ask) -> list[str]:
        """Return the ids of the first twenty."""
        words = " ".join(f'"{word}"' for word in re.findall(r"\w+", ask.words))
        if not words:
            return []
        box = " AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?" if ask.point else ""
        rows = self.database.execute(
            f"SELECT id FROM d WHERE d MATCH ?{box} ORDER BY bm25(d, 0, 10, 5, 1) LIMIT 20",
            [words, *(ask.box() if ask.point else ())],
        )
        return [row[0] for row in rows]

    def close(self) -> None:
        """Remove the file."""
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Tantivy:
    """A search engine inside the process."""

    name = "tantivy"

    def __init__(self, documents: Iterator[Document]) -> None:
        import tantivy

        self.engine = tantivy
        self.folder = Path(tempfile.mkdtemp(prefix="hubtable-bench-"))
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for field in ("names", "categories", "rest"):
            builder.add_text_field(field, tokenizer_name="en_stem")
        for field in ("latitude", "longitude"):
            builder.add_float_field(field, indexed=True, fast=True)
        begin = time.perf_counter()
        self.index = tantivy.Index(builder.build(), path=str(self.folder))
        writer = self.index.writer(heap_size=200_000_000, num_threads=2)
        for pk, names, categories, rest, latitude, longitude in documents:
            writer.add_document(
                tantivy.Document(
                    id=pk,
                    names=names,
                    categories=categories or "",
                    rest=rest,
                    latitude=latitude,
                    longitude=longitude,
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.built = time.perf_counter() - begin
        self.size = sum(file.stat().st_size for file in self.folder.iterdir())
        self.searcher = self.index.searcher()

    def ask(self, ask: Ask) -> list[str]:
        """Return the ids of the first twenty."""
        words = re.findall(r"\w+", ask.words.lower())
        if not words:
            return []
        query = self.index.parse_query(
            " AND ".join(words),
            ["names", "categories", "rest"],
            field_boosts={"names": 10.0, "categories": 5.0},
        )
        if ask.point:
            must = self.engine.Occur.Must
            south, north, west, east = ask.box()
            kind = self.engine.FieldType.Float
            schema = self.index.schema
            query = self.engine.Query.boolean_query(
                [
                    (must, query),
                    (must, self.engine.Query.range_query(schema, "latitude", kind, south, north)),
                    (must, self.engine.Query.range_query(schema, "longitude", kind, west, east)),
                ]
            )
        found = self.searcher.search(query, 20)
        return [self.searcher.doc(address)["id"][0] for _, address in found.hits]

    def close(self) -> None:
        """Remove the index."""
        shutil.rmtree(self.folder, ignore_errors=True)
