"""Loads records as objects of HSDS: one query for each table at each depth, whatever their number.

Everybody may read what is read here; a confidential place is covered once more all the same.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from hubtable.interop.rules.hsds.shapes import Branch, above
from hubtable.interop.rules.hsds.tables import TABLES, Field, Table
from hubtable.interop.rules.hsds.writing import covered, in_order, is_whole, moment, written

CHUNK = 500
"""Records loaded at a time: what is held in memory at once."""
TOUCHING = (
    *("phone", "contact", "schedule", "service_area", "language", "funding", "cost_option"),
    *("required_document", "service_capacity", "url", "service_at_location"),
    *("insurance_accepted", "contact_way"),
)
"""Tables whose rows are part of a service: when one changes, so does the service."""

TRANSLATED = (
    "SELECT c.record, greatest(c.changed_at, c.reviewed_at, c.ended_at)"
    " FROM directory_translation c"
)
"""Which records have a translation, and when it changed."""
MADE = {
    ("taxonomy_term", "taxonomy"): (
        "(SELECT x.name FROM directory_taxonomy x WHERE x.id = t.taxonomy_id) AS taxonomy"
    ),
}
"""Fields that are not columns: a term names its taxonomy."""
TERMS = (
    above(
        "taxonomy_term",
        "taxonomy_term",
        "taxonomy_term_id",
        above("taxonomy_detail", "taxonomy", "taxonomy_id"),
    ),
)
"""What stands inside an attribute."""

WHEN = {"translation": "greatest(t.changed_at, t.reviewed_at, t.ended_at)"}
"""When a row changed, where that is not what every record says."""

Row = dict[str, Any]


@dataclass(slots=True)
class Told:
    """What one loading came across."""

    objects: dict[str, list[Row]] = field(default_factory=dict)
    """By their ids, so that what is said of them is read once."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Id → table."""
    newest: float = 0
    """When the newest of its rows changed, in seconds since 1970; removed rows count."""

    def add(self, table: str, key: str, row: Row) -> None:
        """Remember an object that is told."""
        self.kinds[key] = table
        self.objects.setdefault(key, []).append(row)


def objects(
    table: str,
    ids: Sequence[str],
    shape: tuple[Branch, ...],
    *,
    described: bool = True,
    told: Told | None = None,
) -> list[Row]:
    """Return the records of these ids as objects, in the order of the ids.

    `described`: with attributes and metadata, on every object inside as well. `told` hears when the
    newest row changed.
    """
    told = told or Told()
    found = _loaded(table, "id", ids, shape, told)
    if described:
        _describe(told)
    by_id = {each["id"]: each for many in found.values() for each in many}
    return [by_id[key] for key in ids if key in by_id]


def rows(table: Table, link: str, ids: Collection[str], told: Told) -> Iterator[Row]:
    """Yield the live rows of a table whose column `link` is one of the ids, by their id."""
    when = WHEN.get(table.name, "greatest(t.changed_at, t.ended_at)")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.ended_at IS NULL, extract(epoch FROM {when})::float8, {columns(table)}"
            f" FROM {table.relation} t WHERE t.{link} = ANY (%s::uuid[])"
            f" AND {table.only or 'true'} ORDER BY t.id",
            [array(ids)],
        )
        names = [field.name for field in table.fields]
        for live, changed, *row in cursor.fetchall():
            told.newest = max(told.newest, changed)
            if live:
                yield dict(zip(names, row, strict=True))


def array(ids: Iterable[str]) -> str:
    """Return ids as PostgreSQL writes a list."""
    return "{" + ",".join(ids) + "}"


def columns(table: Table) -> str:
    """Return the columns of a table in the order of its fields."""
    return ", ".join(_column(table.name, one) for one in table.fields)


def _column(table: str, field: Field) -> str:
    """Return a column; ids come as text, which is what they are written as."""
    if (table, field.name) in MADE:
        return MADE[table, field.name]
    return f"t.{field.column}::text" if field.kind == "id" else f"t.{field.column}"


def _loaded(
    table: str, link: str, ids: Collection[str], shape: tuple[Branch, ...], told: Told
) -> dict[str, list[Row]]:
    """Return objects by what their `link` names, with all that stands inside them."""
    found = list(rows(TABLES[table], link, ids, told)) if ids else []
    pairs = [(row, written(table, row)) for row in found]
    pairs = [pair for pair in pairs if is_whole(table, pair[1])]
    for branch in shape:
        _attach(branch, pairs, told)
    grouped: dict[str, list[Row]] = {}
    for row, each in pairs:
        if table == "location" and each.get("confidential"):
            bare = covered(each)
            each.clear()
            each.update(bare)
        told.add(table, row["id"], each)
        grouped.setdefault(row[link], []).append(each)
    return grouped


def _attach(branch: Branch, pairs: Iterable[tuple[Row, Row]], told: Told) -> None:
    """Put what a branch names into its objects: one query for all of them."""
    if branch.many:
        wanted = {row["id"] for row, _ in pairs}
        inner = _loaded(branch.table, branch.link, wanted, branch.shape, told)
        for row, each in pairs:
            if many := inner.get(row["id"]):
                each[branch.key] = many
        return
    wanted = {row[branch.link] for row, _ in pairs if row[branch.link]}
    inner = _loaded(branch.table, "id", wanted, branch.shape, told)
    for row, each in pairs:
        if only := inner.get(row[branch.link]):
            each[branch.key] = only[0]


def _describe(told: Told) -> None:
    """Give every object its attributes, with their terms, its metadata and its translations."""
    ids = list(told.objects)
    for key, table, link, named, shape in (
        ("attributes", "attribute", "link_id", "link_entity", TERMS),
        ("metadata", "metadata", "resource_id", "resource_type", ()),
        ("translations", "translation", "record", "kind", ()),
    ):
        beside = Told(newest=told.newest)
        found = _loaded(table, link, ids, shape, beside)
        told.newest = beside.newest
        for record, many in found.items():
            complete = [in_order(table, {named: told.kinds[record], **one}) for one in many]
            for each in told.objects[record]:
                if not each.get("confidential"):
                    each[key] = complete


def moved(ids: Collection[str]) -> Mapping[str, datetime]:
    """Return when each service, or something that belongs to it, last changed here."""
    if not ids:
        return {}
    parts = " UNION ALL ".join(
        f"SELECT c.service_id, c.changed_at FROM {TABLES[name].relation} c"
        " WHERE c.service_id = ANY (%(ids)s::uuid[])"
        for name in TOUCHING
    )
    parts += f" UNION ALL {TRANSLATED} WHERE c.record = ANY (%(ids)s::uuid[])"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id::text, max(m.at) FROM ("
            " SELECT id, greatest(changed_at, last_modified) AS at FROM directory_service"
            f" WHERE id = ANY (%(ids)s::uuid[]) UNION ALL {parts}) m (id, at) GROUP BY m.id",
            {"ids": array(ids)},
        )
        return dict(cursor.fetchall())


def date_services(found: Iterable[Row]) -> None:
    """Write into services when they last changed here, so that a partner can ask what is newer."""
    ordered = list(found)
    when = moved({each["id"] for each in ordered})
    for each in ordered:
        each["last_modified"] = moment(when[each["id"]])
