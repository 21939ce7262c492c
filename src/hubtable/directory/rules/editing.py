"""What a steward can change of a record, by kind (HSDS table), in the order of the page.

Names of fields are HSDS 3.1's, or our additions to it (`models`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from hubtable.kernel.verdict import YES, Verdict, no

STATUS = {
    "active": "Active",
    "inactive": "Inactive: not offered now",
    "temporarily closed": "Temporarily closed",
    "defunct": "Ended for good",
}
TYPES = {"physical": "A place one can go to", "postal": "Mail only", "virtual": "Online"}
CAPACITY = {
    "unknown": "Not known",
    "open": "Openings",
    "waiting_list": "Waiting list",
    "full": "Full",
}
WAYS = {
    "phone": "By phone",
    "walk_in": "Walk in",
    "online": "Online",
    "email": "By email",
    "referral": "Somebody must refer",
}
WEEK = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
HOLIDAYS = {"closed": "Closed", "open": "Open at other hours"}
NOON = time(12)
COVERED = ("(address kept confidential)", "(another address kept confidential)")
"""What the history says in place of what is kept apart (`base/lock/19_covering_rows.sql`)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `kind`: line, text, mail, web, number, time, day, days, yes or choice."""

    name: str
    label: str
    kind: str = "line"
    help: str = ""
    choices: Mapping[str, str] | None = None
    required: bool = False


KINDS: Mapping[str, tuple[Field, ...]] = {
    "organization": (
        Field("name", "Name", required=True),
        Field("alternate_name", "Also known as"),
        Field("description", "What it does", "text"),
        Field("email", "Email of the desk", "mail", "The yearly question goes there."),
        Field("website", "Website", "web"),
        Field("legal_status", "Legal status"),
        Field("tax_id", "Tax ID (EIN)"),
        Field("year_incorporated", "Founded in", "number"),
    ),
    "service": (
        Field("name", "Name", required=True),
        Field("alternate_name", "Also known as"),
        Field("status", "State", "choice", choices=STATUS, required=True),
        Field("description", "What one gets", "text", "Plain words, no praise, no mission."),
        Field("eligibility_description", "For whom", "text"),
        Field("minimum_age", "From age", "number"),
        Field("maximum_age", "To age", "number"),
        Field("application_process", "How to get it", "text"),
        Field("fees_description", "What it costs", "text"),
        Field("wait_time", "How long one waits"),
        Field("interpretation_services", "Interpreters", "text"),
        Field("alert", "Warning on top", help="Example: closed for repairs until June."),
        Field("email", "Email", "mail"),
        Field("url", "Website", "web"),
    ),
    "location": (
        Field("name", "Name of the place"),
        Field("alternate_name", "Also known as"),
        Field("location_type", "Kind", "choice", choices=TYPES, required=True),
        Field("description", "About the place", "text"),
        Field("transportation", "How to get there", "text"),
        Field("latitude", "Latitude", "number"),
        Field("longitude", "Longitude", "number"),
        Field("url", "Website", "web"),
    ),
    "address": (
        Field("address_1", "Street and number"),
        Field("address_2", "Unit, floor"),
        Field("city", "Town or city", required=True),
        Field("state_province", "State or province", required=True),
        Field("postal_code", "ZIP or postal code"),
        Field("country", "Country", help="Two letters, for example US."),
        Field("attention", "Attention"),
    ),
    "phone": (
        Field("number", "Number", required=True),
        Field("extension", "Extension"),
        Field("type", "Kind", help="voice, fax, text, hotline, tty"),
        Field("description", "What it is for"),
    ),
    "schedule": (
        Field("byday", "Days", "days"),
        Field("opens_at", "Opens", "time"),
        Field("closes_at", "Closes", "time"),
        Field("by_appointment", "Only by appointment", "yes"),
        Field("description", "In words"),
    ),
    "language": (
        Field("name", "Language", required=True),
        Field("code", "Code", help="ISO 639: es, pt, ht, fr"),
        Field("note", "Note"),
    ),
    "contact": (
        Field("name", "Name"),
        Field("title", "Title"),
        Field("department", "Department"),
        Field("email", "Email", "mail"),
    ),
    "service_area": (
        Field("name", "Town, ZIP code or region", required=True),
        Field("description", "In words"),
    ),
    "service_capacity": (
        Field("status", "Openings", "choice", choices=CAPACITY, required=True),
        Field("available", "Free now", "number"),
        Field("description", "In words"),
        Field("told_at", "Told on", "day", "Left as it is, a change of the openings counts today."),
    ),
    "holiday_hours": (
        Field("holiday", "On these days", "choice", choices=HOLIDAYS, required=True),
        Field("valid_from", "First day", "day", "Closed, without a day: every public holiday."),
        Field("valid_to", "Last day", "day", "Only where it is more than one day."),
        Field("opens_at", "Opens", "time"),
        Field("closes_at", "Closes", "time"),
        Field("description", "In words"),
    ),
    "insurance_accepted": (
        Field("name", "Insurance", help="As people know it: MassHealth, Medicare.", required=True),
    ),
    "contact_way": (
        Field("way", "How", "choice", choices=WAYS, required=True),
        Field("note", "Note", help="Example: ask for the intake desk."),
    ),
    "service_at_location": (Field("description", "About the service at this place", "text"),),
    "attribute": (),
}

NOUNS: Mapping[str, str] = {
    "organization": "organization",
    "service": "service",
    "location": "location",
    "address": "address",
    "phone": "phone",
    "schedule": "hours",
    "language": "language",
    "contact": "contact",
    "service_area": "area served",
    "service_capacity": "openings",
    "service_at_location": "place of a service",
    "holiday_hours": "holiday hours",
    "insurance_accepted": "insurance",
    "contact_way": "way of contact",
    "attribute": "category",
}

PARENTS: Mapping[str, tuple[str, ...]] = {
    "organization": (),
    "service": ("organization",),
    "location": ("organization",),
    "address": ("location",),
    "phone": ("organization", "service", "location"),
    "schedule": ("service", "location"),
    "language": ("service", "location"),
    "contact": ("organization", "service"),
    "service_area": ("service",),
    "service_capacity": ("service",),
    "service_at_location": ("service", "location"),
    "holiday_hours": ("service", "location"),
    "insurance_accepted": ("service",),
    "contact_way": ("service",),
    "attribute": ("service", "organization", "location"),
}
"""To what a record of a kind can belong."""
CHOSEN = frozenset({"service_at_location", "attribute"})
"""Kinds that tie two records: chosen on a page of their own, not filled in."""


def may_keep(steward: object) -> Verdict:
    """Say whether a seat may change the directory; `steward` is whether it is one."""
    if steward:
        return YES
    return no("not_steward", "Only a directory steward can change the directory.")


def changed(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `after` that a steward may change and that differ from `before`."""
    names = [field.name for field in KINDS[kind]]
    return {name: after[name] for name in names if name in after and after[name] != before[name]}


def consistent(kind: str, values: Mapping[str, Any]) -> Verdict:
    """Say whether the values of one record fit together."""
    if kind == "location" and (values.get("latitude") is None) != (values.get("longitude") is None):
        return no("half_a_point", "Give both latitude and longitude, or neither.")
    low, high = values.get("minimum_age"), values.get("maximum_age")
    if low is not None and high is not None and low > high:
        return no("ages_crossed", "“From age” must not be above “to age”.")
    opens, closes = values.get("opens_at"), values.get("closes_at")
    if kind in ("schedule", "holiday_hours") and (opens is None) != (closes is None):
        return no("half_an_hour", "Give both when it opens and when it closes, or neither.")
    return _holidays(values) if kind == "holiday_hours" else YES


def _holidays(values: Mapping[str, Any]) -> Verdict:
    """Say whether hours of holidays fit: open needs a day and hours, closed has none."""
    first, last, opens = (values.get(name) for name in ("valid_from", "valid_to", "opens_at"))
    if last and (first is None or last < first):
        return no("days_crossed", "The last day needs a first day that is not after it.")
    if values.get("holiday") == "open" and (first is None or opens is None):
        return no("open_when", "Say on which day it is open, and from when to when.")
    if values.get("holiday") == "closed" and opens is not None:
        return no("closed_hours", "Closed has no hours. Leave both times empty.")
    return YES


def completed(
    kind: str, before: Mapping[str, Any], values: Mapping[str, Any], at: datetime, zone: str
) -> dict[str, Any]:
    """Return the values of a form as they are kept; `before` is what stood there.

    A holiday without a last day is one day. A day something was told becomes a moment of `zone`.
    """
    if kind == "holiday_hours":
        whole = {**before, **values}
        return {**values, "valid_to": whole.get("valid_to") or whole.get("valid_from")}
    if kind == "service_capacity":
        return {**values, "told_at": _told(before, {**before, **values}, at, ZoneInfo(zone))}
    return dict(values)


def _told(
    before: Mapping[str, Any], values: Mapping[str, Any], at: datetime, zone: ZoneInfo
) -> datetime:
    """Return when openings were told: on the day that was typed, now where they changed since."""
    day: date | datetime | None = values.get("told_at")
    was: datetime | None = before.get("told_at")
    if was and day in (None, was, was.astimezone(zone).date()):
        names = ("status", "available")
        moved = any(values.get(name) != before.get(name) for name in names)
        return at if moved else was
    if day is None or day == at.astimezone(zone).date():
        return at
    return day if isinstance(day, datetime) else datetime.combine(day, NOON, zone)
