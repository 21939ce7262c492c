"""Any other form, read by a mapping file: TOML that says which value goes into which field.

    name = "Courts"                     # of the source
    rows = "features"                   # where the list of rows is; empty: the file itself
    files = "*.json"                    # of a folder
    skip = ["zip_codes.json"]

    [keys]                              # ids made of values, used below as {@site}
    site = "{name}/{address.zip}"

    [[record]]
    table = "location"                  # a table of HSDS 3.1
    key = "{@site}"
    fields = { name = "{name}", latitude = "{location.latitude}" }

    [[record]]
    table = "phone"
    each = "phone_numbers"              # one record for each; {.} is the value, {.number} in it
    split = ","                         # …and for each part of a text
    fields = { location_id = "{@site}", number = "{.}" }

A field is a text with paths in braces, or `{ from = "{address}", find = "\\d{5}" }`: what the
regular expression finds (its first group, if it has one). `when` names a path that must not be
empty. `shared = true`: many rows speak of this record, which is no fault.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hubtable.directory.rules.feeds.found import Gathering, Standing
from hubtable.directory.rules.feeds.hsds_json import text_of
from hubtable.directory.rules.feeds.tables import TABLES

PATH = re.compile(r"\{([^{}]*)\}")
Value = str | tuple[str, re.Pattern[str]]


class MappingRefused(ValueError):
    """The mapping file cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class RecordMap:
    """How one record is made from a row."""

    table: str
    key: str
    fields: dict[str, Value]
    each: str = ""
    split: str = ""
    when: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping file that was read."""

    records: tuple[RecordMap, ...]
    name: str = ""
    rows: str = ""
    files: str = "*"
    skip: frozenset[str] = frozenset()
    keys: dict[str, str] = field(default_factory=dict)


def read_mapping(text: str) -> Mapped:
    """Return a mapping file as it is used.

    :raises MappingRefused: when it is no TOML, or names a table or field that does not exist.
    """
    try:
        return _mapped(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise MappingRefused(f"The mapping file is no TOML: {problem}.") from None
    except (TypeError, AttributeError, RecursionError):
        raise MappingRefused("The mapping file has another form than is asked.") from None


def _mapped(given: Mapping[str, Any]) -> Mapped:
    records = tuple(_record(one) for one in given.get("record", []))
    if not records:
        raise MappingRefused("The mapping file has no [[record]].")
    return Mapped(
        records,
        str(given.get("name", "")),
        str(given.get("rows", "")),
        str(given.get("files", "*")),
        frozenset(given.get("skip", [])),
        {name: str(key) for name, key in given.get("keys", {}).items()},
    )


def _record(given: Mapping[str, Any]) -> RecordMap:
    table = given.get("table", "")
    if table not in TABLES:
        raise MappingRefused(f"There is no table {table!r} in HSDS 3.1.")
    fields = {name: _value(value) for name, value in given.get("fields", {}).items()}
    unknown = sorted(set(fields) - set(TABLES[table].columns))
    if unknown:
        raise MappingRefused(f"Table {table} has no field {unknown[0]!r}.")
    return RecordMap(
        table,
        str(given.get("key", "")),
        fields,
        str(given.get("each", "")),
        str(given.get("split", "")),
        str(given.get("when", "")),
        bool(given.get("shared", False)),
    )


def _value(given: Any) -> Value:
    if not isinstance(given, Mapping):
        return str(given)
    try:
        return str(given["from"]), re.compile(str(given["find"]))
    except (KeyError, re.error):
        raise MappingRefused("A field is a text, or has `from` and `find`.") from None


def take_row(into: Gathering, mapped: Mapped, row: Mapping[str, Any], file: str = "") -> None:
    """Put what a row says into rows of tables."""
    words = {"@file": file}
    for name, template in mapped.keys.items():
        words[f"@{name}"] = _filled(template, row, words, None)
    for record in mapped.records:
        for one in _each(record, row):
            if record.when and not _text(record.when, row, words, one):
                continue
            values = {name: _made(value, row, words, one) for name, value in record.fields.items()}
            links = TABLES[record.table].links
            if any(value for name, value in values.items() if name not in links) or record.key:
                key = _filled(record.key, row, words, one)
                standing = Standing.MENTIONED if record.shared else Standing.OWN
                into.add(record.table, values, key, standing)


def _each(record: RecordMap, row: Mapping[str, Any]) -> Iterator[Any]:
    if not record.each:
        yield None
        return
    found = _at(record.each, row)
    for one in found if isinstance(found, list) else [found]:
        parts = one.split(record.split) if record.split and isinstance(one, str) else [one]
        yield from (part for part in parts if part not in (None, ""))


def _made(value: Value, row: Mapping[str, Any], words: Mapping[str, str], one: Any) -> str:
    if isinstance(value, str):
        return _filled(value, row, words, one)
    found = value[1].search(_filled(value[0], row, words, one))
    return (found[1] if found.re.groups else found[0]) or "" if found else ""


def _filled(template: str, row: Mapping[str, Any], words: Mapping[str, str], one: Any) -> str:
    return PATH.sub(lambda match: _text(match[1], row, words, one), template).strip()


def _text(path: str, row: Mapping[str, Any], words: Mapping[str, str], one: Any) -> str:
    if path in words:
        return words[path]
    if path == ".":
        return text_of(one)
    if path.startswith("."):
        return text_of(_at(path[1:], one))
    return text_of(_at(path, row))


def _at(path: str, value: Any) -> Any:
    for part in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.lstrip("-").isdigit() and value:
            place = int(part)
            value = value[place] if -len(value) <= place < len(value) else None
        else:
            return None
    return value
