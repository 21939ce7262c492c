"""What is offered while somebody types: kinds of help, names and places that begin so."""

from dataclasses import dataclass

from django.db import connection

from hubtable.directory.rules.marks import quoted
from hubtable.directory.rules.spelling import fold
from hubtable.directory.rules.vocabulary import labels_beginning

FEWEST_LETTERS = 2
MOST_OF_A_KIND = 4
LOOKED_AT = 200
"""Listings whose names are read; the first by name are offered."""

NAMES = """
SELECT name FROM (
    SELECT o.name FROM directory_listing l JOIN directory_organization o ON o.id = l.organization_id
    WHERE l.words @@ %(query)s::tsquery
        AND to_tsvector('simple', translate(l.name, '/', ' ')) @@ %(query)s::tsquery
    LIMIT %(looked_at)s
) n GROUP BY name ORDER BY count(*) DESC, name LIMIT %(most)s
"""
TOWNS = """
SELECT shown FROM directory_place
WHERE name >= %(start)s AND name < %(start)s || '~' AND (listings > 0 OR id LIKE 'zip:%%')
ORDER BY listings DESC, name = %(start)s DESC, id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line. `kind` is category, name or place."""

    kind: str
    text: str


def suggest(typed: str, *, language: str = "en") -> tuple[Suggestion, ...]:
    """Return at most eight lines: kinds of help, then names. One query.

    Fewer than two letters offer nothing.
    """
    start = fold(typed)
    if len(start) < FEWEST_LETTERS:
        return ()
    labels = list(labels_beginning(typed, language))[:MOST_OF_A_KIND]
    return (
        *(Suggestion("category", label) for label, _ in labels),
        *(Suggestion("name", name) for name in _names(start)),
    )


def suggest_places(typed: str) -> tuple[Suggestion, ...]:
    """Return at most four towns or ZIP codes; none for fewer than two letters. One query."""
    start = fold(typed)
    if len(start) < FEWEST_LETTERS:
        return ()
    return tuple(Suggestion("place", town) for town in _towns(start))


def _names(start: str) -> list[str]:
    """Return names of organizations that have these words, the last of them only begun."""
    *whole, begun = start.split()
    query = " & ".join([*map(quoted, whole), f"{quoted(begun)}:*"])
    return _column(NAMES, {"query": query, "looked_at": LOOKED_AT, "most": MOST_OF_A_KIND})


def _towns(start: str) -> list[str]:
    return _column(TOWNS, {"start": start, "most": MOST_OF_A_KIND})


def _column(statement: str, given: dict[str, str | int]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [row[0] for row in cursor.fetchall()]
