"""The directory as files: HSDS's tabular data package, and its objects one after another."""

from collections.abc import Mapping, Sequence
from typing import Any

from hubtable.directory.rules.feeds.computing import marked
from hubtable.directory.rules.feeds.tables import TABLES as READ
from hubtable.interop.rules.hsds.tables import HSDS, TABLES, Field, Table
from hubtable.interop.rules.hsds.writing import covered, holds_capacity, settle, value_of

COLLECTIONS = {
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "units": "unit",
    "meta_table_descriptions": "meta_table_description",
}
"""Key of the JSON file → table. Locations and units stand there that stand in no other object."""

LINKS: dict[str, dict[str, str]] = {
    name: {link: target for link, target in READ[table.base].links.items() if target in TABLES}
    for name, table in TABLES.items()
}
"""Table → link → table it leads to; those that may lead to any table left out."""
ABOUT = {
    name: link
    for name, table in TABLES.items()
    for link, target in READ[table.base].links.items()
    if target == "*"
}
"""Table → its link that may lead to a record of any table."""

TYPES = {"number": "number", "dialed": "number", "date": "date", "time": "time", "flag": "boolean"}
FORMS = {"id": "uuid", "uri": "uri", "email": "email"}
"""Kind of a field → type and format of the data package (Frictionless Data, Table Schema)."""


def tabular(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a row; None where nothing is known."""
    cells = {one.name: value_of(one, row.get(one.name)) for one in TABLES[table].fields}
    settle(table, cells)
    if table == "location" and cells["confidential"]:
        cells = {**dict.fromkeys(cells), **covered(cells)}
    return cells


def can_come_back(table: str, row: Mapping[str, Any]) -> bool:
    """Say whether our own import would take a row in: what it demands is there."""
    demanded = READ[TABLES[table].base]
    if demanded.name == "service_capacity" and not holds_capacity(table, row):
        return False
    filled = all(any(row.get(one) for one in group.split("|")) for group in demanded.filled)
    linked = all(row.get(link) for link in demanded.needs)
    return filled and linked and (not demanded.any_of or any(map(row.get, demanded.any_of)))


def cell(value: Any) -> str:
    """Return a value as a cell of a CSV file; of a text that is a formula, none is left."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return marked(value) if isinstance(value, str) else str(value)


def fields_of(table: Table, own: tuple[str, ...]) -> tuple[Field, ...]:
    """Return the columns: HSDS's, and those of our additions that are used."""
    return tuple(one for one in table.fields if table.own or not one.own or one.name in own)


def package(own: Mapping[str, tuple[str, ...]], tables: Sequence[Table] = HSDS) -> dict[str, Any]:
    """Return the description of the tabular export, `datapackage.json`.

    Nothing of the time or place of the export stands in it: the same records give the same bytes.
    """
    return {
        "name": "human_services_data",
        "title": "Human Services Data Specification",
        "profile": "tabular-data-package",
        "version": "3.1",
        "homepage": "https://docs.openreferral.org/en/3.1/",
        "resources": [_resource(table, own.get(table.name, ())) for table in tables],
    }


def _resource(table: Table, own: tuple[str, ...]) -> dict[str, Any]:
    foreign = [
        {"fields": link, "reference": {"resource": target, "fields": "id"}}
        for link, target in LINKS[table.name].items()
        if target != table.name
    ]
    return {
        "name": table.name,
        "path": f"{table.file}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [_described(table, one) for one in fields_of(table, own)],
            "primaryKey": "id",
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def _described(table: Table, field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"name": field.name, "type": TYPES.get(field.kind, "string")}
    if field.kind == "moment":
        found["type"] = "datetime"
    if field.kind in FORMS:
        found["format"] = FORMS[field.kind]
    constraints: dict[str, Any] = {}
    if field.name in ("id", *READ[table.base].needs):
        constraints["required"] = True
    if field.name == "id":
        constraints["unique"] = True
    if field.allowed:
        constraints["enum"] = list(field.allowed)
    return {**found, **({"constraints": constraints} if constraints else {})}
