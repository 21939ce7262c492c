"""The whole directory, some records at a time, as it stood at one moment, always in one order."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from hubtable.interop.queries.hsds.loading import CHUNK, array, columns, objects
from hubtable.interop.rules.hsds.exporting import ABOUT, LINKS, can_come_back, tabular
from hubtable.interop.rules.hsds.shapes import FULL
from hubtable.interop.rules.hsds.tables import TABLES
from hubtable.interop.rules.hsds.writing import covered_address

ROWS = 2000
"""Rows of a table read at a time."""
UNREACHED = {
    "location": (
        "NOT EXISTS (SELECT FROM directory_serviceatlocation a JOIN directory_service s"
        " ON s.id = a.service_id AND s.ended_at IS NULL"
        " WHERE a.location_id = t.id AND a.ended_at IS NULL) AND NOT EXISTS"
        " (SELECT FROM directory_organization o WHERE o.id = t.organization_id"
        " AND o.ended_at IS NULL)"
    ),
    "unit": (
        "NOT EXISTS (SELECT FROM directory_servicecapacity c JOIN directory_service s"
        " ON s.id = c.service_id AND s.ended_at IS NULL"
        " WHERE c.unit_id = t.id AND c.ended_at IS NULL AND (c.available IS NOT NULL"
        " OR c.maximum IS NOT NULL OR c.description <> '' OR c.status <> 'unknown'))"
    ),
}
"""Records that stand in no other object → the condition on them."""
WHOLE = "t.unit_id IS NOT NULL AND t.available IS NOT NULL AND t.updated IS NOT NULL"
USED = {
    "confidential": "t.confidential",
    "precision": "t.precision <> 'none' AND t.latitude IS NOT NULL",
    "by_appointment": "true",
    "status": f"t.status <> 'unknown' AND {WHOLE}",
    "told_at": f"t.told_at IS NOT NULL AND {WHOLE}",
}
"""Addition of ours → when some row says something by it, where an empty text does not tell."""
OTHERWISE = {
    "contact": ("organization_id", "service_id", "service_at_location_id"),
    "schedule": ("service_id", "service_at_location_id"),
    "accessibility": (),
}
"""Table of what a confidential place is not told with → what else its rows may belong to."""


@contextmanager
def one_moment() -> Iterator[None]:
    """Read in a block what stood at its beginning, whatever is written meanwhile."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def full_objects(table: str) -> Iterator[list[dict[str, Any]]]:
    """Yield full objects of a table, by id; of some tables those that stand nowhere else."""
    for ids in _ids(table, UNREACHED.get(table, "true")):
        yield objects(table, ids, FULL[table])


def _ids(table: str, condition: str) -> Iterator[list[str]]:
    last = str(UUID(int=0))
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT t.id::text FROM {TABLES[table].relation} t WHERE t.id > %s::uuid"
                f" AND t.ended_at IS NULL AND {condition} ORDER BY t.id LIMIT %s",
                [last, CHUNK],
            )
            ids = [key for (key,) in cursor.fetchall()]
        if not ids:
            return
        yield ids
        last = ids[-1]


def own_columns(table: str) -> tuple[str, ...]:
    """Return the additions of ours that some row of a table uses."""
    own = [one for one in TABLES[table].fields if one.own]
    found = []
    with connection.cursor() as cursor:
        for one in own:
            used = USED.get(one.name, f"t.{one.name} <> ''")
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {TABLES[table].relation} t"
                f" WHERE t.ended_at IS NULL AND {used})"
            )
            if cursor.fetchone()[0]:
                found.append(one.name)
    return tuple(found)


def table_rows(table: str) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table as cells, by id, without links to records that were removed."""
    last, hidden = str(UUID(int=0)), _hidden()
    names = [one.name for one in TABLES[table].fields]
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns(TABLES[table])} FROM {TABLES[table].relation} t"
                f" WHERE t.id > %s::uuid AND t.ended_at IS NULL AND {TABLES[table].only or 'true'}"
                " ORDER BY t.id LIMIT %s",
                [last, ROWS],
            )
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        if not rows:
            return
        last = rows[-1]["id"]
        _loosen(table, rows, hidden)
        cells = (tabular(table, row) for row in _covered(table, rows, hidden))
        yield [row for row in cells if can_come_back(table, row)]


def _loosen(table: str, rows: list[dict[str, Any]], hidden: frozenset[str]) -> None:
    """Empty the links that lead to records that were removed, or are not told."""
    if about := ABOUT.get(table):
        live = _live_anywhere({row[about] for row in rows}) - hidden
        for row in rows:
            row[about] = row[about] if row[about] in live else None
    for link, target in LINKS[table].items():
        wanted = {row[link] for row in rows if row[link]}
        live = _live(target, wanted, hidden) if wanted else wanted
        for row in rows:
            if row[link] not in live:
                row[link] = None


def _live(table: str, ids: set[str], hidden: frozenset[str]) -> set[str]:
    told = f"NOT ({_only_hidden(table)})" if table in OTHERWISE else "true"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id::text FROM {TABLES[table].relation} t WHERE t.id = ANY (%(ids)s::uuid[])"
            f" AND t.ended_at IS NULL AND {told}",
            {"ids": array(ids), "hidden": array(hidden)},
        )
        return {key for (key,) in cursor.fetchall()}


def _only_hidden(table: str) -> str:
    """Return the condition that a row belongs to a confidential place and to nothing else."""
    others = [f"t.{link} IS NULL" for link in OTHERWISE[table]]
    return " AND ".join(["t.location_id = ANY (%(hidden)s::uuid[])", *others])


def _live_anywhere(ids: set[str]) -> set[str]:
    """Return those of the ids that some table holds."""
    each = " UNION ALL ".join(
        f"SELECT t.id::text FROM {table.relation} t"
        " WHERE t.id = ANY (%(ids)s::uuid[]) AND t.ended_at IS NULL"
        for table in TABLES.values()
        if table.name not in ABOUT
    )
    with connection.cursor() as cursor:
        cursor.execute(each, {"ids": array(ids)})
        return {key for (key,) in cursor.fetchall()}


def _hidden() -> frozenset[str]:
    """Return the confidential locations and their addresses: nothing that is said of them is told.

    The database does not hold where they are here either.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.id::text FROM directory_location l WHERE l.confidential UNION ALL"
            " SELECT a.id::text FROM directory_address a JOIN directory_location l"
            " ON l.id = a.location_id AND l.confidential"
        )
        return frozenset(key for (key,) in cursor.fetchall())


def _covered(
    table: str, rows: list[dict[str, Any]], hidden: frozenset[str]
) -> Iterator[dict[str, Any]]:
    """Leave out what tells of confidential places; of their addresses, all but the town."""
    for row in rows:
        if row.get("location_id") not in hidden:
            yield row
        elif table == "address":
            yield covered_address(row)
        elif table not in OTHERWISE or any(row[link] for link in OTHERWISE[table]):
            yield row
