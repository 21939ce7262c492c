"""Takes the indexes of a table away while it is filled, and makes them again, timed."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

INDEXES = """
SELECT i.relname, pg_get_indexdef(i.oid), c.conname, pg_get_constraintdef(c.oid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
LEFT JOIN pg_constraint c ON c.conindid = i.oid AND c.conrelid = x.indrelid
WHERE x.indrelid = %s::regclass ORDER BY i.relname
"""


@dataclass(frozen=True, slots=True)
class Made:
    """An index that was made: how long it took, how large it is."""

    name: str
    seconds: float
    size: int
    """Bytes."""


@dataclass(slots=True)
class Bare:
    """A table without its indexes; `made` is filled when they are there again."""

    made: list[Made] = field(default_factory=list)


@contextmanager
def without_indexes(connection: Any, table: str) -> Iterator[Bare]:
    """Drop all indexes of a table and make them again at the end, as a superuser.

    An index is made several times quicker at once than row by row; nobody searches meanwhile. No
    foreign key may lead to the table.
    """
    rows = connection.execute(INDEXES, [table]).fetchall()
    for name, _, constraint, _ in rows:
        if constraint:
            connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"')
        else:
            connection.execute(f'DROP INDEX "{name}"')
    bare = Bare()
    yield bare
    for name, index, constraint, definition in rows:
        told = f'ALTER TABLE {table} ADD CONSTRAINT "{constraint}" {definition}'
        begin = time.perf_counter()
        connection.execute(told if constraint else index)
        spent = time.perf_counter() - begin
        size = connection.execute("SELECT pg_relation_size(%s)", [name]).fetchone()[0]
        bare.made.append(Made(name, spent, size))
