"""The API described as OpenAPI 3.1, made from the tables, shapes and parameters it works by."""

from collections.abc import Iterable, Mapping
from typing import Any

from hubtable.interop.rules.hsds.parameters import OF_LIST, OF_ONE, PARAMETERS
from hubtable.interop.rules.hsds.shapes import (
    AT_LOCATION,
    FULL,
    LOCATION,
    ORGANIZATION,
    SERVICE,
    Branch,
    above,
    inside,
)
from hubtable.interop.rules.hsds.tables import KINDS, TABLES, Field

Schema = dict[str, Any]

INSIDE: dict[str, tuple[Branch, ...]] = {
    **FULL,
    "service": SERVICE,
    "organization": ORGANIZATION + FULL["organization"],
    "service_at_location": AT_LOCATION + FULL["service_at_location"],
    "location": LOCATION,
    "contact": (inside("phones", "phone", "contact_id"),),
    "phone": (inside("languages", "language", "phone_id"),),
    "attribute": (above("taxonomy_term", "taxonomy_term", "taxonomy_term_id"),),
    "service_capacity": (above("unit", "unit", "unit_id"),),
    "opening": (above("unit", "unit", "unit_id"),),
}
"""Table → everything that may stand inside one of its objects."""
SINGULAR = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
ERRORS = {
    "400": "A parameter cannot be understood; `errors` says which, and why.",
    "404": "There is no such record, or it was removed; or no place is known for a ZIP code.",
    "413": "The request is too long.",
    "500": "Something broke on our side.",
}
PAGE = {
    "total_items": {"type": "integer", "minimum": 0},
    "total_pages": {"type": "integer", "minimum": 0},
    "page_number": {"type": "integer", "minimum": 1},
    "size": {"type": "integer", "minimum": 0},
    "first_page": {"type": "boolean"},
    "last_page": {"type": "boolean"},
    "empty": {"type": "boolean"},
}


def document(address: str) -> Schema:
    """Return the OpenAPI document of the API at an address."""
    paths: Schema = {"/": {"get": _root()}, "/openapi.json": {"get": _itself()}}
    for collection, parameters in OF_LIST.items():
        paths[f"/{collection}"] = {
            "get": _list(collection, parameters, "get"),
            "post": _list(collection, parameters, "post"),
        }
        paths[f"/{collection}/{{id}}"] = {"get": _one(collection)}
    paths["/changes/"] = {"get": _changes()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Directory of services",
            "version": "3.1",
            "summary": "Open Referral HSDS 3.1 API",
            "license": {"name": "See the publisher's website"},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": address.rstrip("/")}],
        "tags": [
            {"name": "required", "description": "HSDS demands this address."},
            {"name": "optional", "description": "HSDS knows this address."},
            {"name": "own", "description": "An addition to HSDS."},
        ],
        "paths": paths,
        "components": {"schemas": _schemas(), "parameters": _parameters()},
    }


def _schemas() -> Schema:
    schemas = {name: _object(name) for name in TABLES}
    for collection, table in SINGULAR.items():
        schemas[f"{collection}_page"] = _page(table)
    schemas["service"]["properties"]["organization"] = _ref("organization")
    schemas["organization"]["properties"]["services"] = _array("service")
    schemas["minimal"] = _described({"id": KINDS["id"], "last_modified": KINDS["moment"]})
    schemas["error"] = _described(
        {
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {
                "type": "array",
                "items": _described(
                    {"parameter": {"type": "string"}, "message": {"type": "string"}}
                ),
            },
        }
    )
    return schemas


def _object(table: str) -> Schema:
    properties = {one.name: _value(one) for one in TABLES[table].fields}
    for branch in INSIDE.get(table, ()):
        inner = _array(branch.table) if branch.many else _ref(branch.table)
        properties[branch.key] = inner
    if table != "metadata":
        properties |= {"metadata": _array("metadata")}
    if table not in ("attribute", "metadata", "translation"):
        properties |= {"translations": _array("translation")}
    if table not in ("attribute", "metadata", "taxonomy", "taxonomy_term"):
        properties |= {"attributes": _array("attribute")}
    needed = [one.name for one in TABLES[table].fields if one.needed]
    return {"type": "object", "properties": properties, "required": needed}


def _value(field: Field) -> Mapping[str, object]:
    if field.needed and field.kind == "date":
        return {"type": "string"}
    return {**KINDS[field.kind], **({"enum": list(field.allowed)} if field.allowed else {})}


def _page(table: str) -> Schema:
    item: Schema = _ref(table)
    if table in ("service", "organization", "service_at_location"):
        item = {"anyOf": [_ref(table), _ref("minimal")]}
    contents = {"type": "array", "items": item}
    return _described({**PAGE, "contents": contents})


def _described(properties: Mapping[str, Any]) -> Schema:
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _array(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _parameters() -> Schema:
    return {
        one.name: {
            "name": one.name,
            "in": "query",
            "required": False,
            "description": one.says,
            "schema": dict(one.schema),
        }
        for one in PARAMETERS.values()
    }


def _given(names: Iterable[str]) -> list[Schema]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _list(collection: str, names: tuple[str, ...], method: str) -> Schema:
    lines = {"application/x-ndjson": {"schema": {"type": "string"}}}
    answer = {**_json(_ref(f"{collection}_page")), **lines}
    found: Schema = {
        "operationId": f"{'query' if method == 'post' else 'list'}_{collection}",
        "summary": f"A page of {collection.replace('_', ' ')}.",
        "tags": ["required" if (collection, method) == ("services", "get") else "optional"],
        "parameters": _given(names),
        "responses": _responses("A page; or with format=ndjson every record, one a line.", answer),
    }
    if method == "post":
        properties = {name: dict(PARAMETERS[name].schema) for name in names}
        body = {"type": "object", "properties": properties, "additionalProperties": False}
        found["requestBody"] = {
            "description": "The same parameters, kept out of the address. None may stand in both.",
            "required": False,
            "content": _json(body),
        }
    return found


def _one(collection: str) -> Schema:
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": f"get_{SINGULAR[collection]}",
        "summary": "One record with everything that belongs to it.",
        "tags": ["required" if collection == "services" else "optional"],
        "parameters": [key, *_given(OF_ONE.get(collection, ()))],
        "responses": _responses("The record.", _json(_ref(SINGULAR[collection]))),
    }


def _root() -> Schema:
    text, address = {"type": "string"}, KINDS["uri"]
    publisher = {
        "type": "object",
        "properties": {"name": text, "website": address, "email": KINDS["email"]},
        "required": ["name", "website"],
    }
    schema = _described(
        {
            "version": text,
            "profile": address,
            "openapi_url": address,
            "description": text,
            "publisher": publisher,
        }
    )
    return {
        "operationId": "about",
        "summary": "Which version of HSDS this is, and who publishes it.",
        "tags": ["required"],
        "responses": _responses("What this is.", _json(schema)),
    }


def _itself() -> Schema:
    return {
        "operationId": "openapi",
        "summary": "This document.",
        "tags": ["own"],
        "responses": _responses("OpenAPI 3.1.", _json({"type": "object"})),
    }


def _changes() -> Schema:
    return {
        "operationId": "changes",
        "summary": "A page of what changed since a cursor, removals included, one line each. The"
        " last line is the next cursor, and whether there is more.",
        "tags": ["own"],
        "parameters": _given(["since", "per_page"]),
        "responses": _responses(
            "Lines of JSON.", {"application/x-ndjson": {"schema": {"type": "string"}}}
        ),
    }


def _responses(says: str, content: Schema) -> Schema:
    found: Schema = {"200": {"description": says, "content": content}}
    found["304"] = {"description": "You have this answer already."}
    for status, why in ERRORS.items():
        found[status] = {"description": why, "content": _json(_ref("error"))}
    return found


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}
