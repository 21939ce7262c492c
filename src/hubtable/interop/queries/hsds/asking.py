"""Answers requests of the API: a page of records, all of them some at a time, or one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from hubtable.interop.queries.hsds.filtering import Where, where
from hubtable.interop.queries.hsds.loading import CHUNK, Told, array, date_services, objects
from hubtable.interop.rules.hsds.parameters import Asked
from hubtable.interop.rules.hsds.shapes import (
    FULL,
    LIST,
    SERVICES_IN_BRIEF,
    SERVICES_IN_FULL,
    Branch,
)
from hubtable.interop.rules.hsds.tables import TABLES
from hubtable.interop.rules.hsds.writing import moment

KINDS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
"""Collection of the API → table."""

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was asked for."""

    total: int
    contents: list[Item]
    newest: float
    """When the newest of it changed here, in seconds since 1970."""


def page(collection: str, asked: Asked) -> Found:
    """Return one page, ordered by id: pages do not overlap whatever is asked.

    :raises UnknownPostcode: when something is to be near to a ZIP code nobody knows.
    """
    table = KINDS[collection]
    condition = where(table, asked)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {TABLES[table].relation} t WHERE {condition.text}",
            condition.values,
        )
        total = cursor.fetchone()[0]
    offset = (asked.page - 1) * asked.per_page
    ids = _ids(table, condition, asked.per_page, offset) if offset < total else []
    told = Told()
    return Found(total, items(table, ids, asked, told), told.newest)


def every(collection: str, asked: Asked) -> Iterator[list[Item]]:
    """Yield all that is asked for, some at a time.

    :raises UnknownPostcode: when something is to be near to a ZIP code nobody knows.
    """
    return _chunks(KINDS[collection], where(KINDS[collection], asked), asked)


def _chunks(table: str, condition: Where, asked: Asked) -> Iterator[list[Item]]:
    condition.add("t.id > %(last)s::uuid", last=str(UUID(int=0)))
    while ids := _ids(table, condition, CHUNK):
        yield items(table, ids, asked, Told())
        condition.values["last"] = ids[-1]


def _ids(table: str, condition: Where, limit: int, offset: int = 0) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id::text FROM {TABLES[table].relation} t WHERE {condition.text}"
            " ORDER BY t.id LIMIT %(limit)s OFFSET %(offset)s",
            {**condition.values, "limit": limit, "offset": offset},
        )
        return [key for (key,) in cursor.fetchall()]


def one(collection: str, key: str, asked: Asked) -> Found:
    """Return one full object; none where there is none (any more)."""
    table, told = KINDS[collection], Told()
    found = _dated(table, objects(table, [key], _shape(table, asked), told=told))
    return Found(len(found), found, told.newest)


def items(table: str, ids: Sequence[str], asked: Asked, told: Told) -> list[Item]:
    """Return records as the request wants them: bare, as items of a list, or full."""
    if asked.minimal:
        return _minimal(table, ids)
    if asked.full or asked.full_service:
        return _dated(table, objects(table, ids, _shape(table, asked), told=told))
    return _dated(table, objects(table, ids, LIST[table], described=False, told=told))


def _shape(table: str, asked: Asked) -> tuple[Branch, ...]:
    if table != "organization":
        return FULL[table]
    return (*FULL[table], SERVICES_IN_FULL if asked.full_service else SERVICES_IN_BRIEF)


def _dated(table: str, found: list[Item]) -> list[Item]:
    """Write when services last changed here into them, wherever they stand."""
    if table == "service":
        date_services(found)
    elif table == "service_at_location":
        date_services(one["service"] for one in found if "service" in one)
    elif table == "organization":
        date_services(each for one in found for each in one.get("services", ()))
    return found


def _minimal(table: str, ids: Sequence[str]) -> list[Item]:
    if table == "service":
        bare: list[Item] = [{"id": key} for key in ids]
        date_services(bare)
        return bare
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id::text, changed_at FROM {TABLES[table].relation}"
            " WHERE id = ANY (%s::uuid[]) ORDER BY id",
            [array(ids)],
        )
        return [{"id": key, "last_modified": moment(at)} for key, at in cursor.fetchall()]
