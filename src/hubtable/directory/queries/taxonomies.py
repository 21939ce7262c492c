"""Taxonomies and their terms as stewards see them: a list, a tree, terms to sort services under."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from hubtable.directory.rules.spelling import fold

WHOLE = 600
"""Terms of a tree that is shown at once; of a larger one, level by level."""
OFFERED = 50
"""Terms offered for a service; whoever looks for others types more of the name."""

LISTED = """
SELECT t.id, t.name, t.description, coalesce(f.name, ''), n.terms, n.records
FROM directory_taxonomy t LEFT JOIN directory_source f ON f.id = t.source_id
LEFT JOIN LATERAL (
    SELECT count(DISTINCT n.id) AS terms, count(DISTINCT a.link_id) AS records
    FROM directory_taxonomyterm n
    LEFT JOIN directory_attribute a ON a.taxonomy_term_id = n.id AND a.ended_at IS NULL
    WHERE n.taxonomy_id = t.id AND n.ended_at IS NULL
) n ON true
WHERE t.ended_at IS NULL ORDER BY lower(t.name), t.id
"""
TERMS = """
SELECT n.id, n.parent_id, n.code, n.name, (
    SELECT count(DISTINCT a.link_id) FROM directory_attribute a
    WHERE a.taxonomy_term_id = n.id AND a.ended_at IS NULL)
FROM directory_taxonomyterm n WHERE n.taxonomy_id = %s AND n.ended_at IS NULL
ORDER BY lower(n.name), n.id
"""
TO_CHOOSE = """
WITH RECURSIVE hit AS (
    SELECT n.id, n.parent_id, n.name, n.code, t.name AS taxonomy, EXISTS (
        SELECT FROM directory_attribute a WHERE a.taxonomy_term_id = n.id
        AND a.link_id = %(service)s AND a.ended_at IS NULL) AS chosen
    FROM directory_taxonomyterm n
    LEFT JOIN directory_taxonomy t ON t.id = n.taxonomy_id
    WHERE n.ended_at IS NULL AND (%(taxonomy)s::uuid IS NULL OR n.taxonomy_id = %(taxonomy)s)
      AND public.unaccent(n.name || ' ' || n.code) ILIKE public.unaccent(%(like)s)
    ORDER BY lower(n.name), n.id LIMIT %(most)s
), up (id, parent_id, path, steps) AS (
    SELECT id, parent_id, ''::text, 0 FROM hit
    UNION ALL
    SELECT up.id, p.parent_id, p.name || ' / ' || up.path, steps + 1
    FROM up JOIN directory_taxonomyterm p ON p.id = up.parent_id WHERE steps < 9
)
SELECT DISTINCT ON (lower(hit.name), hit.id) hit.id, hit.name, hit.code,
    coalesce(hit.taxonomy, ''), up.path, hit.chosen
FROM hit JOIN up ON up.id = hit.id ORDER BY lower(hit.name), hit.id, up.steps DESC
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One taxonomy. `source`: the feed it came with; empty for our own."""

    id: UUID
    name: str
    description: str
    source: str
    terms: int
    records: int


@dataclass(frozen=True, slots=True)
class Node:
    """One term with those below it. `below` counts them all, whether they are here or not."""

    id: UUID
    code: str
    name: str
    records: int
    below: int
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """A term a service can be sorted under. `path`: the terms above it; `chosen`: it is."""

    id: UUID
    name: str
    code: str
    taxonomy: str
    path: str
    chosen: bool


def listed() -> tuple[Listed, ...]:
    """Return all taxonomies. One query."""
    return tuple(Listed(*row) for row in _rows(LISTED, []))


def tree(taxonomy: UUID, q: str = "", under: UUID | None = None) -> tuple[Node, ...]:
    """Return the terms of a taxonomy below a term, or at the top. One query.

    `q`: only terms that have these words in name or code, with those above them. A large tree is
    cut after its first level; what is below a term is asked for by `under`.
    """
    rows = _rows(TERMS, [taxonomy])
    children: dict[UUID | None, list[Any]] = {}
    known = {row[0] for row in rows}
    for row in rows:
        children.setdefault(row[1] if row[1] in known else None, []).append(row)
    kept = _matching(rows, q) if q.strip() else known
    deep = len(kept) <= WHOLE
    return _nodes(under, children, kept, deep=deep, seen=frozenset())


def _nodes(
    parent: UUID | None, children: Mapping[UUID | None, list[Any]], kept: set[UUID], *,
    deep: bool, seen: frozenset[UUID],
) -> tuple[Node, ...]:  # fmt: skip
    """Return the terms below one; a feed's circle ends where it began."""
    return tuple(
        Node(
            pk, code, name, records, _count(pk, children, seen | {pk}),
            _nodes(pk, children, kept, deep=deep, seen=seen | {pk}) if deep else (),
        )
        for pk, _, code, name, records in children.get(parent, ())
        if pk in kept and pk not in seen
    )  # fmt: skip


def _count(term: UUID, children: Mapping[UUID | None, list[Any]], seen: frozenset[UUID]) -> int:
    below = [row[0] for row in children.get(term, ()) if row[0] not in seen]
    return len(below) + sum(_count(one, children, seen | {one}) for one in below)


def _matching(rows: Iterable[Any], q: str) -> set[UUID]:
    """Return the terms that have the words, and all above them."""
    parents = {row[0]: row[1] for row in rows}
    words = fold(q).split()
    kept: set[UUID] = set()
    for pk, _, code, name, _ in rows:
        text = f"{fold(name)} {code.lower()}"
        if not all(word in text for word in words):
            continue
        one = pk
        while one and one not in kept:
            kept.add(one)
            one = parents.get(one)
    return kept


def to_choose(service: UUID, q: str, taxonomy: UUID | None) -> tuple[Offered, ...]:
    """Return terms a service can be sorted under, of one taxonomy or of all. One query."""
    like = "%" + "".join(f"\\{c}" if c in "\\%_" else c for c in q.strip()) + "%"
    given = {"service": service, "taxonomy": taxonomy, "like": like, "most": OFFERED}
    return tuple(Offered(*row) for row in _rows(TO_CHOOSE, given))


def _rows(statement: str, given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
