"""One row of the directory as an object of HSDS: values in the form the schemas ask for.

What is not known is left out; where HSDS wants a text all the same it is written empty. A value
that is no web address or mail address is left out too: a reader could do nothing with it.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any
from urllib.parse import quote

from hubtable.directory.rules.feeds.splitting import is_plain
from hubtable.directory.rules.reading_phone import read_phones
from hubtable.directory.rules.reading_point import read_point
from hubtable.interop.rules.hsds.tables import TABLES, Field

SPELLED = re.compile(r"\(\d{3}\) \d{3}-\d{4}")
HOURS = tuple(field.name for field in TABLES["schedule"].fields if field.kind != "id")

WEB = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?"
    r"(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?",
    re.IGNORECASE,
)
"""RFC 3986, the part of it that leads to a page; brackets are only for addresses of machines."""
BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
MAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
"""RFC 5321 without quoted names and numbered hosts."""

KEPT_OF_CONFIDENTIAL = frozenset(
    {"id", "location_type", "organization_id", "name", "confidential", "languages", "phones"}
)
KEPT_OF_ADDRESS = frozenset(
    {"id", "location_id", "city", "state_province", "country", "address_type"}
)
"""What is told of a confidential place (contract of the directory: town and state only)."""


def written(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the object of one row, without what stands inside it."""
    found = {}
    for field in TABLES[table].fields:
        given = row.get(field.name)
        value = given if given and field.plain else value_of(field, given)
        if value is not None:
            found[field.name] = value
    settle(table, found)
    return {name: value for name, value in found.items() if value is not None}


def settle(table: str, found: dict[str, Any]) -> None:
    """Say of hours and points what whoever reads them would not read out of the rest.

    A number is spelled as feeds' are spelled here, however a steward typed it.

    Hours that are more than days and times are words to a reader, who may understand them in
    another way: that it was told whether one needs an appointment says that they were understood.
    How exact a point is is told where its digits tell something else.
    """
    if table == "schedule" and any(found.get(name) not in (None, "") for name in HOURS):
        said = {name: str(value) for name, value in found.items() if value is not None}
        if not is_plain(said):
            found["by_appointment"] = bool(found.get("by_appointment"))
    elif table == "phone" and not SPELLED.fullmatch(found.get("number") or ""):
        found["number"] = _spelled(found.get("number") or "")
    elif table == "location" and found.get("precision"):
        point = (str(found.get("latitude", "")), str(found.get("longitude", "")))
        if found.get("latitude") is None or read_point(*point).precision == found["precision"]:
            found["precision"] = None


def _spelled(number: str) -> str:
    """Return a number that is nothing else as reading spells it."""
    read = read_phones(number)[:1]
    if not read or read[0].extension or read[0].note or read[0].problems:
        return number
    return read[0].number or number


def value_of(field: Field, value: Any) -> Any:
    """Return a value as JSON holds it, or None where nothing is to be written."""
    found = _as_kind(field, value)
    if found == "" or (field.own and not found):
        found = None
    if field.allowed and found not in field.allowed:
        found = None
    if found is None and field.needed and field.kind in ("text", "date"):
        return ""
    return found


def _as_kind(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind == "uri":
        return web_address(value)
    if field.kind == "email":
        return mail_address(value)
    if field.kind == "dialed":
        return int(value) if re.fullmatch(r"\d{1,15}", value, re.ASCII) else None
    return _plain(value)


def _plain(value: Any) -> Any:
    match value:
        case bool() | int() | str():
            return value
        case float() | Decimal():
            return _number(float(value))
        case datetime():
            return moment(value)
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: float) -> float | int | None:
    if not isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def moment(value: datetime) -> str:
    """Return a moment as RFC 3339 writes it, in UTC with milliseconds (HSDS: last_modified)."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def web_address(text: str) -> str | None:
    """Return the address as a URI, or None where it is none. Letters beyond ASCII are escaped."""
    found = text.strip()
    if not found.isascii():
        found = quote(found, safe="".join(map(chr, range(33, 127))))
    if not WEB.fullmatch(found) or found.count("#") > 1 or BAD_ESCAPE.search(found):
        return None
    return found


def mail_address(text: str) -> str | None:
    """Return the mail address, or None where it is none."""
    found = text.strip()
    return found if len(found) <= 254 and MAIL.fullmatch(found) else None


def covered(location: Mapping[str, Any]) -> dict[str, Any]:
    """Return what may be told of a confidential location.

    The database does not hold more of it in its public tables; this is the second wall.
    """
    kept = {key: value for key, value in location.items() if key in KEPT_OF_CONFIDENTIAL}
    if addresses := [covered_address(one) for one in location.get("addresses", ())]:
        kept["addresses"] = addresses
    return kept


def covered_address(address: Mapping[str, Any]) -> dict[str, Any]:
    """Return what may be told of an address of a confidential location."""
    bare = {key: value for key, value in address.items() if key in KEPT_OF_ADDRESS}
    return {**bare, "address_1": "", "postal_code": ""}


def in_order(table: str, one: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with its fields in the order of its table, what stands inside it last."""
    names = [field.name for field in TABLES[table].fields if field.name in one]
    return {**{name: one[name] for name in names}, **one}


def is_whole(table: str, one: Mapping[str, Any]) -> bool:
    """Say whether an object holds all that HSDS demands; one that does not is left out."""
    found = all(one.get(field.name) is not None for field in TABLES[table].fields if field.needed)
    if table == "schedule":
        return any(name in one for name in HOURS)
    if table in ("service_capacity", "opening"):
        return holds_capacity(table, one)
    return found


def holds_capacity(table: str, one: Mapping[str, Any]) -> bool:
    """Say whether a capacity stands in this table: HSDS's has a unit, a number and a date."""
    whole = all(one.get(name) is not None for name in ("unit_id", "available", "updated"))
    named = ("status", "available", "maximum", "description")
    said = any(one.get(name) is not None for name in named)
    return whole if table == "service_capacity" else said and not whole
