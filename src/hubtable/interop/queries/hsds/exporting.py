"""The whole directory, some records at a time, as it stood at one moment, always in one order."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from hubtable.interop.queries.hsds.loading import CHUNK, array, columns, objects
from hubtable.interop.rules.hsds.exporting import LINKS, can_come_back, tabular
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
        "NOT EXISTS (SELECT FROM directory_servicecapacity c WHERE c.unit_id = t.id"
        " AND c.ended_at IS NULL AND c.available IS NOT NULL AND c.updated IS NOT NULL)"
    ),
}
"""Records that stand in no other object → the condition on them."""


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
            empty = "false" if one.kind == "flag" else "''"
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {TABLES[table].relation} t"
                f" WHERE t.ended_at IS NULL AND t.{one.name} <> {empty})"
            )
            if cursor.fetchone()[0]:
                found.append(one.name)
    return tuple(found)


def table_rows(table: str) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table as cells, by id, without links to records that were removed."""
    last = str(UUID(int=0))
    names = [one.name for one in TABLES[table].fields]
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns(TABLES[table])} FROM {TABLES[table].relation} t"
                " WHERE t.id > %s::uuid AND t.ended_at IS NULL ORDER BY t.id LIMIT %s",
                [last, ROWS],
            )
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        if not rows:
            return
        last = rows[-1]["id"]
        _loosen(table, rows)
        cells = (tabular(table, row) for row in _covered(table, rows))
        yield [row for row in cells if can_come_back(table, row)]


def _loosen(table: str, rows: list[dict[str, Any]]) -> None:
    """Empty the links that lead to removed records."""
    for link, target in LINKS[table].items():
        wanted = {row[link] for row in rows if row[link]}
        live = _live(target, wanted) if wanted else wanted
        for row in rows:
            if row[link] not in live:
                row[link] = None


def _live(table: str, ids: set[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id::text FROM {TABLES[table].relation}"
            " WHERE id = ANY (%s::uuid[]) AND ended_at IS NULL",
            [array(ids)],
        )
        return {key for (key,) in cursor.fetchall()}


def _covered(table: str, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Leave out where confidential places are; the database does not hold it here either."""
    if table != "address":
        yield from rows
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text FROM directory_location WHERE confidential AND id = ANY (%s::uuid[])",
            [array({row["location_id"] for row in rows if row["location_id"]})],
        )
        hidden = {key for (key,) in cursor.fetchall()}
    for row in rows:
        yield covered_address(row) if row["location_id"] in hidden else row
