"""The OpenAPI document is one, and what it says of the API is true."""

from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from hubtable.interop.rules.hsds.openapi import document
from hubtable.interop.rules.hsds.parameters import OF_LIST
from hubtable.interop.rules.hsds.tables import HSDS, TABLES
from tests.interop.hsds.asking import told
from tests.interop.hsds.invented import Invented
from tests.material import MATERIAL, needs_material


def test_it_is_valid(invented: Invented) -> None:
    shown = told("openapi.json")
    assert list(OpenAPIV31SpecValidator(shown).iter_errors()) == []
    assert shown["servers"] == [{"url": "https://testserver/api/hsds/v3"}]


def test_no_operation_is_named_twice() -> None:
    """The published document names five twice, and is none therefore."""
    named = [
        operation["operationId"]
        for path in document("https://x.example/")["paths"].values()
        for operation in path.values()
    ]
    assert len(named) == len(set(named)) > 15


@needs_material
def test_every_published_parameter_is_there() -> None:
    import json

    file = MATERIAL / "hsds" / "openapi-3.1.3-reconstructed.json"
    published = json.loads(file.read_text(encoding="utf-8"))
    for path, item in published["paths"].items():
        names = {_name(published, one) for one in item["get"].get("parameters", [])}
        if "{id}" not in path and path != "/":
            assert names <= set(OF_LIST[path.strip("/")])


def _name(published: Any, parameter: Any) -> str:
    key = parameter.get("$ref", "").rpartition("/")[2]
    return str(published["components"]["parameters"][key]["name"] if key else parameter["name"])


@needs_material
@pytest.mark.parametrize("table", sorted(one.name for one in HSDS))
def test_every_field_of_hsds_is_there(table: str) -> None:
    import json

    tables = json.loads((MATERIAL / "hsds" / "tables-3.1.1.json").read_text(encoding="utf-8"))
    (said,) = [one for one in tables if one["table"] == table]
    ours = {one.name: one for one in TABLES[table].fields}
    assert set(said["fields"]) == {name for name, one in ours.items() if not one.own}
    needed = set(said["required"]) & set(said["fields"])
    assert needed == {name for name, one in ours.items() if one.needed}
    schema = document("https://x.example/")["components"]["schemas"][table]
    assert set(said["nested"]) <= set(schema["properties"])
