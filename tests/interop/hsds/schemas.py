"""The published schemas of HSDS 3.1.1, found by the names of their files; formats are checked."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.material import MATERIAL

FOLDER = MATERIAL / "hsds" / "3.1.1" / "examples" / "json_schema"
"""The schemas carry neither `$id` nor `$schema`: they refer to each other by file name."""
FORMATS = FormatChecker(("uuid", "uri", "email", "date-time", "date"))


@cache
def registry() -> Registry[Any]:
    resources = [
        (path.name, Resource.from_contents(_read(path), default_specification=DRAFT202012))
        for path in FOLDER.glob("*.json")
    ]
    return Registry().with_resources(resources)


def _read(path: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def validator(table: str) -> Draft202012Validator:
    schema = {"$ref": f"{table}.json"}
    return Draft202012Validator(schema, registry=registry(), format_checker=FORMATS)


def faults(table: str, one: Any) -> list[str]:
    """What is wrong with an object: where, and by which rule. Never what it says."""
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.validator}"
        for error in validator(table).iter_errors(one)
    ]
