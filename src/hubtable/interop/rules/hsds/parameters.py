"""What may be asked of the API: every parameter, what it may hold, and what is wrong with one.

From this table come the reading of requests, the sentences of refusals and the OpenAPI document.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

PER_PAGE, MOST = 50, 1000
"""Items of a page, usual and at most."""
FURTHEST = 1_000_000
"""Number of the last page that can be asked for."""
EARTH = 20_037_508
"""Half the way around the earth, in meters."""
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
CURSOR = re.compile(
    r"([0-9a-f]{1,16})-([0-9a-f]{1,16})(?:-([0-9a-f]{1,16})-([0-3])-([0-9a-f]{32}))?"
)
"""Where a partner stands: database, and number of a transaction; in a round, how far it came."""
NUMBER = re.compile(r"\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
POSTCODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{1,9}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One parameter that cannot be understood, and why."""

    parameter: str
    message: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `kind` says how it is read."""

    name: str
    kind: str
    says: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was understood. Empty means: not asked for."""

    search: str = ""
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    parent_id: UUID | None = None
    modified_after: datetime | None = None
    postcode: str = ""
    proximity: float | None = None
    top_only: bool = False
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    page: int = 1
    per_page: int = PER_PAGE
    format: str = "json"
    since: str = ""


@dataclass(slots=True)
class Reading:
    """What was read of a request, and what is wrong with it."""

    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)


def _parameter(name: str, kind: str, says: str, **schema: Any) -> Parameter:
    return Parameter(name, kind, says, schema)


UUID_TEXT = {"type": "string", "format": "uuid"}

PARAMETERS: dict[str, Parameter] = {
    one.name: one
    for one in (
        _parameter(
            "search",
            "text",
            "Words that must occur. Words in quotation marks stand together; a minus sign before a"
            " word leaves records with it out.",
            type="string",
            maxLength=200,
            pattern=r"^[^\x00]*$",
        ),
        _parameter(
            "taxonomy_term_id", "uuid", "Only records sorted under this term.", **UUID_TEXT
        ),
        _parameter(
            "taxonomy_id", "uuid", "Only records sorted under a term of this taxonomy.", **UUID_TEXT
        ),
        _parameter(
            "organization_id", "uuid", "Only records of this organization.", **UUID_TEXT
        ),
        _parameter("parent_id", "uuid", "Only terms directly below this term.", **UUID_TEXT),
        _parameter(
            "top_only", "flag", "Only terms that have no term above them.", type="boolean"
        ),
        _parameter(
            "modified_after",
            "moment",
            "Only records that changed here at or after this moment (RFC 3339), or this day.",
            type="string",
            format="date-time",
        ),
        _parameter(
            "postcode",
            "postcode",
            "Only what serves this ZIP code, or does not say whom it serves.",
            type="string",
            pattern=f"^{POSTCODE.pattern}$",
        ),
        _parameter(
            "proximity",
            "meters",
            "Only what is at most so many meters from the middle of the ZIP code `postcode`.",
            type="number",
            exclusiveMinimum=0,
            maximum=EARTH,
        ),
        _parameter("minimal", "flag", "Only `id` and `last_modified`.", type="boolean"),
        _parameter("full", "flag", "Full objects instead of list items.", type="boolean"),
        _parameter(
            "full_service", "flag", "Full objects, with full services in them.", type="boolean"
        ),
        _parameter(
            "page", "count", "Number of the page, from 1.", type="integer", minimum=1,
            maximum=FURTHEST, default=1,
        ),
        _parameter(
            "per_page", "count", "Items of a page.", type="integer", minimum=1, maximum=MOST,
            default=PER_PAGE,
        ),
        _parameter(
            "format",
            "format",
            "`ndjson` streams all items, one a line, without pages.",
            type="string",
            enum=["json", "ndjson"],
            default="json",
        ),
        _parameter(
            "since",
            "cursor",
            "The cursor of the last line of the answer before; without it, from the beginning.",
            type="string",
            pattern=f"^{CURSOR.pattern}$",
        ),
    )
}  # fmt: skip

PAGING = ("page", "per_page", "format")
SORTED_UNDER = ("taxonomy_term_id", "taxonomy_id")
AT = (
    *("search", *SORTED_UNDER, "organization_id", "modified_after", "postcode", "proximity"),
    *("minimal", "full", *PAGING),
)

OF_LIST: dict[str, tuple[str, ...]] = {
    "services": AT,
    "service_at_locations": AT,
    "organizations": (
        *("search", *SORTED_UNDER, "modified_after", "minimal", "full", "full_service"),
        *PAGING,
    ),
    "taxonomies": ("search", *PAGING),
    "taxonomy_terms": ("search", "taxonomy_id", "top_only", "parent_id", *PAGING),
}
"""Collection → parameters of its list, at GET and POST."""
OF_ONE: dict[str, tuple[str, ...]] = {"organizations": ("full_service",)}
"""Collection → parameters of a single record."""


def understood(
    given: Iterable[tuple[str, object]], allowed: tuple[str, ...]
) -> tuple[Asked, list[Wrong]]:
    """Return what was asked, and what cannot be understood."""
    reading = Reading()
    for name, value in given:
        _read(name, value, allowed, reading)
    if "proximity" in reading.values and "postcode" not in reading.values:
        reading.wrong.append(Wrong("proximity", "proximity needs a postcode beside it."))
    return Asked(**reading.values), reading.wrong


def _read(name: str, value: object, allowed: tuple[str, ...], reading: Reading) -> None:
    if name not in allowed:
        names = ", ".join(allowed) or "none"
        shown = name[:40] if name.isprintable() else "?"
        reading.wrong.append(Wrong(shown, f"No such parameter here. There are: {names}."))
    elif name in reading.values:
        reading.wrong.append(Wrong(name, f"{name} is given more than once."))
    else:
        try:
            reading.values[name] = READERS[PARAMETERS[name].kind](value, PARAMETERS[name])
        except (ValueError, OverflowError) as problem:
            reading.wrong.append(Wrong(name, f"{name} {problem}"))


def _text(value: object, parameter: Parameter) -> str:
    most = int(parameter.schema["maxLength"])
    if not isinstance(value, str) or len(value) > most or not _storable(value):
        raise ValueError(f"must be a text of at most {most} characters.")
    return value.strip()


def _storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= one <= "\udfff" for one in text)


def _uuid(value: object, parameter: Parameter) -> UUID:
    if not isinstance(value, str) or not UUIDS.fullmatch(value):
        raise ValueError("must be a UUID, as in 01234567-89ab-cdef-0123-456789abcdef.")
    return UUID(value)


def _flag(value: object, parameter: Parameter) -> bool:
    said = str(value).lower()
    if said not in ("true", "false", "1", "0"):
        raise ValueError("must be true or false.")
    return said in ("true", "1")


def _moment(value: object, parameter: Parameter) -> datetime:
    try:
        # A plus sign that was not escaped arrives as a space.
        found = datetime.fromisoformat(re.sub(r" (\d\d:?\d\d)$", r"+\1", str(value)))
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except ValueError:
        raise ValueError(
            "must be a moment such as 2026-01-31T09:30:00Z, or a day such as 2026-01-31."
        ) from None


def _postcode(value: object, parameter: Parameter) -> str:
    if not isinstance(value, str) or not POSTCODE.fullmatch(value):
        raise ValueError("must be a ZIP code, as in 01702.")
    return value.strip().upper()


def _meters(value: object, parameter: Parameter) -> float:
    wrong = "must be a distance in meters, as in 5000."
    if isinstance(value, bool) or not NUMBER.fullmatch(str(value)):
        raise ValueError(wrong)
    found = float(str(value))
    if not 0 < found <= EARTH:
        raise ValueError(wrong)
    return found


def _count(value: object, parameter: Parameter) -> int:
    most = int(parameter.schema["maximum"])
    wrong = f"must be a whole number from 1 to {most}."
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,9}(?:\.0)?", str(value), re.ASCII):
        raise ValueError(wrong)
    found = int(float(str(value)))
    if not 1 <= found <= most:
        raise ValueError(wrong)
    return found


def _cursor(value: object, parameter: Parameter) -> str:
    if not isinstance(value, str) or not CURSOR.fullmatch(value):
        raise ValueError("must be the cursor of the last line of an answer.")
    return value


def _format(value: object, parameter: Parameter) -> str:
    if value not in parameter.schema["enum"]:
        raise ValueError("must be json or ndjson.")
    return str(value)


READERS = {
    "text": _text,
    "uuid": _uuid,
    "flag": _flag,
    "moment": _moment,
    "postcode": _postcode,
    "meters": _meters,
    "count": _count,
    "cursor": _cursor,
    "format": _format,
}
