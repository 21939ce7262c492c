"""HSDS as JSON: objects with others inside them, taken apart into rows of tables."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hubtable.directory.rules.feeds.aliases import COLUMNS, plain
from hubtable.directory.rules.feeds.found import Gathering, Standing
from hubtable.directory.rules.feeds.hsds_csv import table_of
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.identity import natural_key

INSIDE: dict[str, str] = {
    "organization": "organization",
    "program": "program",
    "service": "service",
    "services": "service",
    "location": "location",
    "locations": "location",
    "service_at_location": "service_at_location",
    "service_at_locations": "service_at_location",
    "phones": "phone",
    "contacts": "contact",
    "schedules": "schedule",
    "service_areas": "service_area",
    "languages": "language",
    "funding": "funding",
    "cost_options": "cost_option",
    "required_documents": "required_document",
    "capacities": "service_capacity",
    "openings": "service_capacity",
    "insurance_accepted": "insurance_accepted",
    "contact_ways": "contact_way",
    "translations": "translation",
    "unit": "unit",
    "additional_urls": "url",
    "additional_websites": "url",
    "organization_identifiers": "organization_identifier",
    "programs": "program",
    "addresses": "address",
    "accessibility": "accessibility",
    "attributes": "attribute",
    "metadata": "metadata",
    "taxonomy_term": "taxonomy_term",
    "taxonomy_detail": "taxonomy",
    "parent": "taxonomy_term",
}
"""Field of an object → table of what stands in it."""

UP = {
    "organization": "organization_id",
    "program": "program_id",
    "location": "location_id",
    "unit": "unit_id",
    "taxonomy_term": "taxonomy_term_id",
    "taxonomy_detail": "taxonomy_id",
    "service": "service_id",
    "parent": "parent_id",
}
"""Fields whose object is what the outer one points to; all others point to the outer one."""

ABOUT = {
    "attribute": ("link_id", "link_entity"),
    "metadata": ("resource_id", "resource_type"),
    "translation": ("record", "kind"),
}
"""Fields that say which record a row is about."""

TELLING: tuple[tuple[str, frozenset[str]], ...] = (
    ("service_at_location", frozenset({"service", "location"})),
    ("service_at_location", frozenset({"service_id", "location_id"})),
    ("taxonomy_term", frozenset({"taxonomy_detail"})),
    ("taxonomy_term", frozenset({"taxonomy_id", "name"})),
    ("location", frozenset({"location_type"})),
    ("service", frozenset({"status", "name"})),
    ("service", frozenset({"organization_id", "name"})),
    ("organization", frozenset({"name", "services"})),
    ("organization", frozenset({"name", "website"})),
    ("organization", frozenset({"name", "organization_identifiers"})),
    ("taxonomy", frozenset({"name", "version"})),
    ("organization", frozenset({"name", "description"})),
)
"""Fields by which an object is known where nothing else says what it is."""

HINT = re.compile(
    r"(service_at_location|taxonomy_term|taxonom(?:y|ies)|organi[sz]ation|service)s?(?![a-z])"
)


def kind_of(one: Mapping[str, Any], hint: str = "") -> str | None:
    """Return the table of an object: its own `table` says it first, then its file or address."""
    if one.get("table") in TABLES:
        return str(one["table"])
    match = HINT.search(plain(hint))
    if match:
        return {"taxonom": "taxonomy", "organis": "organization"}.get(match[1][:7], match[1])
    given = {key for key, value in one.items() if value not in (None, "", [])}
    return next((table for table, fields in TELLING if fields <= given), None)


def tables_in(one: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the tables of an object whose fields are whole tables (a package)."""
    for name, rows in one.items():
        table = table_of(name)
        if table and isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            yield table, rows


def take_apart(
    into: Gathering,
    table: str,
    one: Mapping[str, Any],
    standing: Standing = Standing.OWN,
    outer: Mapping[str, str] | None = None,
) -> str:
    """Put an object and all that stands inside it into rows; return its key.

    One without an id is known by what it says and what it stands in: what stands in it finds it so.
    """
    values = {**(outer or {}), **_own_values(table, one)}
    if outer and table in ABOUT and ABOUT[table][0] not in one:
        values |= {name: outer[name] for name in ABOUT[table]}  # it is about what it stands in
    key = str(one.get("id") or "").strip()
    inner = [(name, INSIDE[name], value) for name, value in one.items() if _holds(name, value)]
    for name, kind, value in inner:
        if name in UP and isinstance(value, Mapping) and f"{UP[name]}" in TABLES[table].links:
            values[UP[name]] = take_apart(into, kind, value, Standing.MENTIONED)
    if table == "taxonomy_term" and not values.get("taxonomy_id") and values.get("taxonomy"):
        values["taxonomy_id"] = name = values["taxonomy"]
        into.add("taxonomy", {"name": name}, name, Standing.LISTED)
    key = key or natural_key([values.get(column, "") for column in TABLES[table].columns])
    into.add(table, values, key, standing)
    for name, kind, value in inner:
        if not (name in UP and isinstance(value, Mapping) and UP[name] in TABLES[table].links):
            _take_inner(into, table, key, kind, value, outer=standing)
    return key


def _holds(name: str, value: Any) -> bool:
    return name in INSIDE and bool(value) and isinstance(value, Mapping | list)


def _take_inner(
    into: Gathering, table: str, key: str, kind: str, value: Any, *, outer: Standing
) -> None:
    """Take what stands inside an object. What a mentioned one holds is mentioned with it again.

    What has an id of its own may stand in every object it has to do with: there it is mentioned.
    """
    link = {
        "attribute": {"link_id": key, "link_entity": table},
        "metadata": {"resource_id": key, "resource_type": table},
        "translation": {"record": key, "kind": table},
        "taxonomy_term": {},
    }.get(kind, {f"{table}_id": key})
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            standing = Standing.MENTIONED if one.get("id") else outer
            take_apart(into, kind, one, standing, link)


def _own_values(table: str, one: Mapping[str, Any]) -> dict[str, str]:
    known = TABLES[table].columns
    renamed = COLUMNS.get(table, {})
    values = {}
    for name, value in one.items():
        if value is None or isinstance(value, Mapping):
            continue
        if isinstance(value, list) and (name in INSIDE or not _flat(value)):
            continue
        field = name if name in known else renamed.get(name, "")
        if field in known and field not in values:
            values[field] = text_of(value)
    return values


def _flat(value: list[Any]) -> bool:
    return all(isinstance(one, str | int | float) for one in value)


def text_of(value: Any) -> str:
    """Return a value of JSON as the text a CSV file would hold."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(text_of(one) for one in value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)
