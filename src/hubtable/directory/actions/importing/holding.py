"""Rows that are right and wait all the same: what stands here was changed or merged by a steward.

A row waits whole, with every record made of it, also where the feed changed other fields than the
steward did: what fits together is seen by people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from hubtable.base.acting import call
from hubtable.directory.actions.importing.judging import State
from hubtable.directory.actions.importing.quarantining import TAKEN, Aside
from hubtable.directory.actions.importing.spooling import PART, Line
from hubtable.directory.actions.importing.statements import table_name
from hubtable.directory.rules.feeds.joining import joined
from hubtable.directory.rules.quarantine import Reason

EDITED = """
WITH taken AS MATERIALIZED (
    SELECT record, max(settled_at) AS at FROM directory_quarantine
    WHERE settled_how = %(taken)s AND record = ANY(%(ids)s::uuid[]) GROUP BY record),
net AS (
    SELECT c.record, c.field, (array_agg(c.before ORDER BY c.at, c.id))[1] AS was,
        (array_agg(c.after ORDER BY c.at DESC, c.id))[1] AS stands
    FROM directory_change c LEFT JOIN taken t ON t.record = c.record
    WHERE c.record = ANY(%(ids)s::uuid[]) AND c.how <> 'import'
        AND c.at > coalesce(t.at, '-infinity')
    GROUP BY c.record, c.field)
SELECT record::text, min(field) FROM net WHERE was IS DISTINCT FROM stands GROUP BY record
"""
"""Records stewards changed since the feed's row was last taken, and one field of each.

While a record is changed here no row of a feed is put over it, so only taking the feed's on its
page ends that. What was changed and changed back is not changed.
"""


@dataclass(slots=True)
class Held:
    """Which lines of a chunk wait: places that are not taken in, and why a row is put aside."""

    places: set[int] = field(default_factory=set)
    why: dict[int, tuple[Reason, str]] = field(default_factory=dict)
    rows: dict[int, list[int]] = field(default_factory=dict)
    """Place of a row → places of the records made of it, itself first."""

    def aside(self, table: str, columns: tuple[str, ...], lines: list[Line], place: int) -> Aside:
        """Return a row as it is put aside."""
        line, (reason, name) = lines[place], self.why[place]
        cells = joined(table, columns, [lines[one][5] for one in self.rows[place]])
        given = {"id": line[1], **dict(zip(columns, cells, strict=True))}
        return Aside(table, line[0], line[1], name, reason, line[3], given, line[2])


def held(
    table: str, lines: Sequence[Line], states: bytearray, merged: Mapping[str, object]
) -> Held:
    """Return which lines of a chunk wait."""
    found = Held()
    changed = [line[2] for line, state in zip(lines, states, strict=True) if state == State.CHANGED]
    if not changed:
        return found
    why = {**_edited(table, changed), **{one: _MERGED for one in changed if one in merged}}
    why = _without_given(table, why, lines)
    for places in _rows(lines) if why else ():
        asked = [
            why[lines[i][2]] for i in places if states[i] == State.CHANGED and lines[i][2] in why
        ]
        fresh = [i for i in places if asked and states[i] in (State.NEW, State.CHANGED)]
        found.places.update(fresh)
        if places[0] in fresh:
            found.why[places[0]], found.rows[places[0]] = asked[0], places
    return found


_MERGED = (Reason.MERGED, "")


def _without_given(
    table: str, why: dict[str, tuple[Reason, str]], lines: Sequence[Line]
) -> dict[str, tuple[Reason, str]]:
    """Leave out what is given as before: of a confidential place no fingerprint here tells that."""
    marks = [(UUID(line[2]), line[3]) for line in lines if line[2] in why]
    if table not in ("location", "address") or not marks:
        return why
    same = call("given_before", [pk for pk, _ in marks], [mark for _, mark in marks])
    return {record: one for record, one in why.items() if (UUID(record),) not in same}


def _rows(lines: Sequence[Line]) -> list[list[int]]:
    """Return the places of each row's records: the row itself, then those made from it."""
    found: list[list[int]] = []
    parts: list[int] = []
    for place, line in enumerate(lines):
        if line[4] == PART:
            parts.append(place)
        else:
            found.append([place, *parts])
            parts = []
    return found


def _edited(table: str, ids: list[str]) -> dict[str, tuple[Reason, str]]:
    """Return the records that were changed here; nobody changes them until this run is done."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT FROM "{table_name(table)}" WHERE id = ANY(%s::uuid[]) ORDER BY id FOR UPDATE',
            [ids],
        )
        cursor.execute(EDITED, {"ids": ids, "taken": TAKEN})
        return {record: (Reason.EDITED, name) for record, name in cursor.fetchall()}
