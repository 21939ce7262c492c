"""Rows that cannot be taken in: put aside with the reason, and found again when they come again."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection

from hubtable.directory.actions.importing.report import Problem

MENDED, DROPPED, CAME_RIGHT = "mended", "dropped", "came right"
TAKEN, KEPT = "taken", "kept"
STANDING = frozenset({MENDED, KEPT})
"""Decided, and it stands as it was decided: the row, come again, changes nothing."""
ANEW = [CAME_RIGHT, TAKEN]
"""Not decided for good: the row, come again, asks again."""
LONGEST = 200
"""Characters of a value in a report."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that is not taken in."""

    table: str
    row: int
    key: str
    field: str
    reason: str
    fingerprint: str
    given: dict[str, str]
    record: str = ""
    """The record that a right row would change; such a row is kept with its empty cells."""

    def problem(self, *, told: bool = True) -> Problem:
        """Return it as the report has it; without its value where that is not to be told."""
        value = self.given.get(self.field, "") if self.field else self.key
        key = self.key if told or not self.key.startswith("~") else ""
        return Problem(
            self.table, self.row, key, self.field, str(self.reason), value[:LONGEST] * told
        )

    def id(self, source: UUID, nth: int) -> UUID:
        """Return its id: the same row put aside for the same reason is the same entry."""
        return uuid5(source, f"{self.table}:{self.key}:{self.fingerprint}:{self.reason}:{nth}")


class Quarantine:
    """The quarantine of one run."""

    def __init__(self, *, run: UUID, source: UUID) -> None:
        self.run, self.source = run, source
        self._seen: dict[tuple[str, str, str, str], int] = {}

    def put(self, rows: Sequence[Aside]) -> tuple[list[Aside], list[Aside]]:
        """Put rows aside. Return those that stewards decided on, for what they decided stands, and
        those that tell of a confidential place: what they say is kept with it."""
        if not rows:
            return [], []
        ids = [row.id(self.source, self._nth(row)) for row in rows]
        settled = self._settled(ids)
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO directory_quarantine AS held (id, run_id, "table", row, source_key,
                    field, reason, given, fingerprint, record, settled_how)
                SELECT (q->>0)::uuid, %s, q->>1, (q->>2)::integer, q->>3, q->>4, q->>5, q->6,
                       decode(q->>7, 'hex'), (q->>8)::uuid, ''
                FROM jsonb_array_elements(%s::jsonb) q
                ON CONFLICT (id) DO UPDATE SET run_id = EXCLUDED.run_id, row = EXCLUDED.row,
                    settled_at = CASE WHEN held.settled_how <> ALL(%s) THEN held.settled_at END,
                    settled_how = CASE WHEN held.settled_how <> ALL(%s) THEN held.settled_how
                                       ELSE '' END
                """,
                [
                    self.run,
                    json.dumps([_cells(i, r) for i, r in zip(ids, rows, strict=True)]),
                    ANEW,
                    ANEW,
                ],
            )
        covered = self._covered(ids)
        return (
            [row for i, row in zip(ids, rows, strict=True) if settled.get(i) in STANDING],
            [row for i, row in zip(ids, rows, strict=True) if i in covered],
        )

    def _nth(self, row: Aside) -> int:
        """Return how many equal rows were put aside before: a row can be repeated many times."""
        mark = (row.table, row.key, row.fingerprint, str(row.reason))
        self._seen[mark] = self._seen.get(mark, 0) + 1
        return self._seen[mark]

    def _settled(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, settled_how FROM directory_quarantine"
                " WHERE id = ANY(%s) AND settled_at IS NOT NULL",
                [list(ids)],
            )
            return dict(cursor.fetchall())

    def _covered(self, ids: Iterable[UUID]) -> set[UUID]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM directory_quarantine WHERE id = ANY(%s) AND given = '{}'",
                [list(ids)],
            )
            return {row[0] for row in cursor.fetchall()}

    def before(self, tables: Iterable[str]) -> Iterator[Problem]:
        """Yield what this run put aside in tables it was done with when it was broken off."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                """
                SELECT "table", row, source_key, field, reason, '', given FROM directory_quarantine
                WHERE run_id = %s AND "table" = ANY(%s) AND settled_how <> ALL(%s)
                ORDER BY "table", row, id
                """,
                [self.run, list(tables), list(STANDING)],
            )
            for table, row, key, field, reason, mark, given in cursor:
                yield Aside(table, row, key, field, reason, mark, json.loads(given)).problem()

    def came_right(self, tables: Iterable[str], at: datetime) -> None:
        """Settle what an earlier run put aside and this one did not."""
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE directory_quarantine q SET settled_at = %s, settled_how = %s
                FROM directory_import i WHERE i.id = q.run_id AND i.source_id = %s
                AND q.run_id <> %s AND q.settled_at IS NULL AND q."table" = ANY(%s)
                """,
                [at, CAME_RIGHT, self.source, self.run, list(tables)],
            )


def _cells(entry: UUID, row: Aside) -> list[object]:
    whole = bool(row.record)
    given = {name: value.replace("\0", "") for name, value in row.given.items() if value or whole}
    return [
        *(str(entry), row.table, row.row, row.key.replace("\0", ""), row.field, str(row.reason)),
        *(given, row.fingerprint, row.record or None),
    ]
