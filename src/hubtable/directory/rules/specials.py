"""What rows of single tables need beyond their cells: phones, points, addresses, hours, status."""

import re
from datetime import date
from functools import cache, lru_cache
from zoneinfo import available_timezones

import phonenumbers

from hubtable.directory.rules.feeds.splitting import is_plain, is_told, nth_schedule, schedules
from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.quarantine import Reason
from hubtable.directory.rules.reading_age import read_age
from hubtable.directory.rules.reading_dates import read_date
from hubtable.directory.rules.reading_fees import read_fees
from hubtable.directory.rules.reading_language import read_languages
from hubtable.directory.rules.reading_phone import read_phones
from hubtable.directory.rules.reading_place import read_country, read_postal_code, read_state
from hubtable.directory.rules.reading_point import Precision, read_point
from hubtable.directory.rules.reading_text import CONTROL
from hubtable.directory.rules.reading_values import read_number
from hubtable.directory.rules.understanding import Special, Understood

PLAIN = re.compile(r"\(?([2-9]\d\d)\)?[ .-]?\s?([2-9]\d\d)[ .-]?(\d{4})")
"""A phone number that needs no reading: ten digits of the North American plan."""
STATUSES = {
    "active": "active", "1": "active", "published": "active", "yes": "active", "true": "active",
    "inactive": "inactive", "0": "inactive", "unpublished": "inactive", "no": "inactive",
    "defunct": "defunct", "closed": "defunct",
    "temporarily closed": "temporarily closed", "suspended": "temporarily closed",
}  # fmt: skip
MOST = 2_147_483_647
"""Largest whole number that is kept."""
YES = frozenset({"true", "t", "yes", "y", "1"})
CAPACITIES = {one: one for one in ("open", "waiting_list", "full", "unknown")}
WAYS = frozenset({"phone", "walk_in", "online", "email", "referral"})
KINDS = {
    "physical": "physical", "postal": "postal", "virtual": "virtual", "mailing": "postal",
    "mail": "postal", "online": "virtual", "primary": "physical",
}  # fmt: skip


@lru_cache(maxsize=1)
def assigned() -> re.Pattern[str]:
    """Return what matches the ten digits of every number the North American plan assigns."""
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE[1]
    known = (phonenumbers.PhoneMetadata.metadata_for_region(one, None) for one in regions)
    patterns = {
        data.general_desc.national_number_pattern
        for data in known
        if data is not None and data.general_desc is not None
    }
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(filter(None, patterns))))


def phone(row: Understood, given: dict[str, str]) -> None:
    """Read the number; what stands beside it goes into extension, type and description."""
    text = row.values.get("number") or ""
    if text == "confidential":
        row.refused = Reason.CONFIDENTIAL, "number"
        return
    plain = PLAIN.fullmatch(text)
    if plain:
        row.values["number"] = "({}) {}-{}".format(*plain.groups())
        if not assigned().fullmatch("".join(plain.groups())):
            row.remarks.append(("number", Problem.NOT_ASSIGNED))
        return
    read = read_phones(text, row.values.get("extension") or "")[0]
    if not text:
        return
    row.take("number", given.get("number", ""), read.number or text, read.problems)
    if read.number and read.number != text and not read.problems:
        row.originals.append(("number", given.get("number", "")))
    row.values["extension"] = read.extension or row.values.get("extension") or ""
    if read.kind and not row.values.get("type"):
        row.values["type"] = read.kind
    said = row.values.get("description") or ""
    if read.note and read.note.lower() not in said.lower():
        row.values["description"] = ", ".join(filter(None, (said, read.note)))


def location(row: Understood, given: dict[str, str]) -> None:
    """Read the point, how exact it is, and whether where it is must not be told."""
    said = row.values.pop("precision", None)
    if "latitude" in row.values or "longitude" in row.values:
        first, second = row.values.get("latitude") or "", row.values.get("longitude") or ""
        read = read_point(first, second)
        _put(row, "latitude", read.latitude)
        _put(row, "longitude", read.longitude)
        row.values["precision"] = str(read.precision) if read.latitude else str(Precision.NONE)
        if read.problems:
            row.remarks += [("latitude", problem) for problem in read.problems]
            told = [(name, given.get(name, "")) for name in ("latitude", "longitude")]
            row.originals += [one for one in told if one[1].strip()]
        if said in {"exact", "zip", "town"} and read.latitude:
            row.values["precision"] = said
    row.hidden = is_yes(row.values.pop("confidential", None) or "")
    _of(row, given, "location_type", KINDS, "physical")
    zone = row.values.get("time_zone")
    if zone and zone not in _zones():
        row.take("time_zone", given["time_zone"], None, (Problem.UNKNOWN,))


def is_yes(given: str) -> bool:
    """Say whether a cell says yes."""
    return given.strip().lower() in YES


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _put(row: Understood, name: str, value: float | None) -> None:
    row.values[name] = None if value is None else repr(value)


def address(row: Understood, given: dict[str, str]) -> None:
    """Read country, state and postal code; the street stays word for word."""
    _of(row, given, "address_type", KINDS, "physical")
    land = row.values.get("country") or ""
    country = read_country(land)
    if land and country.code != land:
        row.take("country", given["country"], country.code or land, country.problems)
    state_given = row.values.get("state_province") or ""
    state = read_state(state_given, country.code)
    if state_given and state.code != state_given:
        row.take(
            "state_province", given["state_province"], state.code or state_given, state.problems
        )
        if state.code:
            row.originals.append(("state_province", given["state_province"]))
    code = row.values.get("postal_code") or ""
    postal = read_postal_code(code, state.code, country.code)
    if (code and postal.code != code) or postal.problems:
        row.take("postal_code", given["postal_code"], postal.code, postal.problems)
        if not postal.problems:
            row.originals.append(("postal_code", given["postal_code"]))
    if not land:
        row.values["country"] = postal.country or state.country


def language(row: Understood, given: dict[str, str]) -> None:
    """Read the name into a code; what was said beside it goes into the note."""
    text = row.values.get("name") or row.values.get("code") or ""
    read = read_languages(text)
    if not read:
        return
    one = read[0]
    if one.code:
        said = row.values.get("note") or ""
        row.values["code"] = one.code
        row.values["note"] = ", ".join(filter(None, (said, one.note)))
        if one.name != text:
            row.values["name"] = one.name
            row.originals.append(("name", given.get("name", "") or text))
    row.remarks += [("name", problem) for problem in one.problems]


def schedule(row: Understood, given: dict[str, str]) -> None:
    """Read days and times, from columns or from prose; the words stay as they were given."""
    if zone := row.values.get("timezone"):
        row.take("timezone", given["timezone"], *read_number(zone))
    if is_plain(given):
        row.values |= _PLAIN
        return
    if is_told(given):
        _as_told(row, given)
        return
    nth = nth_schedule(row.key)
    read = schedules(given)
    row.remarks += [("description", problem) for problem in read.problems] if not nth else []
    one = read.schedules[nth] if nth < len(read.schedules) else None
    if one is None:
        row.values.update(dict.fromkeys(("opens_at", "closes_at", "valid_from", "valid_to"), None))
        row.values.update(dict.fromkeys(("dtstart", "until", "count", "interval"), None))
        row.values |= {"holiday": "", "given": CONTROL.sub("", read.given)}
        return
    row.values |= {
        "byday": one.byday,
        "bymonthday": one.bymonthday,
        "freq": one.freq,
        "interval": _whole(one.interval) if one.interval > 1 else None,
        "count": _whole(one.count),
        "opens_at": None if one.opens_at is None else one.opens_at.isoformat(),
        "closes_at": None if one.closes_at is None else one.closes_at.isoformat(),
        "dtstart": _day(one.starts),
        "until": _day(one.until),
        "valid_from": _day(one.valid_from),
        "valid_to": _day(one.valid_to),
        "by_appointment": "true" if one.by_appointment else "",
        "holiday": one.holiday,
        "given": CONTROL.sub("", read.given),
    }


_PLAIN: dict[str, str | None] = {
    **dict.fromkeys(("valid_from", "valid_to", "dtstart", "until", "count", "interval"), None),
    **dict.fromkeys(("holiday", "given", "bymonthday", "by_appointment"), ""),
}
"""What a plain schedule does not say."""


def _as_told(row: Understood, given: dict[str, str]) -> None:
    """Keep the cells as they are; a day or number that is none is not known.

    The source's own words are those it gave where it was read first, letter by letter.
    """
    row.values["given"] = CONTROL.sub("", given.get("given", ""))
    row.originals = [one for one in row.originals if one[0] != "given"]
    for name in ("opens_at", "closes_at", "count", "interval"):
        row.values[name] = row.values.get(name) or None
    for name in ("valid_from", "valid_to", "dtstart", "until"):
        row.values[name] = _day(read_date(row.values.get(name) or "").day)
    if row.values["by_appointment"] == "false":
        row.values["by_appointment"] = ""


def _whole(number: int | None) -> str | None:
    return None if number is None or number > MOST else str(number)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def service(row: Understood, given: dict[str, str]) -> None:
    """Read the status, whether it is free, and ages where only prose can tell them."""
    _of(row, given, "status", STATUSES, "active")
    if "fees_description" in given or "fees" in given:
        read = read_fees(told_of_fees(row.values.get("fees"), row.values.get("fees_description")))
        row.values["free"] = {True: "true", False: "false", None: None}[read.free]
    if "minimum_age" not in given and "maximum_age" not in given:
        _ages(row, row.values.get("eligibility_description") or "")


def told_of_fees(fees: str | None, prose: str | None) -> str:
    """Return all that is said of what a service costs."""
    return ". ".join(filter(None, (fees, prose)))


def _ages(row: Understood, prose: str) -> None:
    """Read ages from whom a service is for; a form with fields for them says them there."""
    read = read_age(prose)
    if read.problems:
        return
    for name, years in (("minimum_age", read.minimum), ("maximum_age", read.maximum)):
        if years is not None:
            row.values[name] = repr(years)
            row.originals.append((name, prose))


def service_capacity(row: Understood, given: dict[str, str]) -> None:
    """Read whether there are openings; a number alone does not say so."""
    if row.values.get("status"):
        _of(row, given, "status", CAPACITIES, "unknown")


def contact_way(row: Understood, given: dict[str, str]) -> None:  # noqa: ARG001
    """Read how one may come; a way nobody knows leads nowhere."""
    if row.values.get("way") and row.values["way"] not in WAYS:
        row.refused = Reason.UNREADABLE, "way"


def taxonomy_term(row: Understood, given: dict[str, str]) -> None:  # noqa: ARG001
    """A term is known by its code where it has no name."""
    row.values["name"] = row.values.get("name") or row.values.get("code") or ""


def _of(
    row: Understood, given: dict[str, str], name: str, known: dict[str, str], usual: str
) -> None:
    text = row.values.get(name) or ""
    value = known.get(text.lower())
    if value is None and text:
        row.remarks.append((name, Problem.UNKNOWN))
    if text and value != text:
        row.originals.append((name, given.get(name, text)))
    row.values[name] = value or usual


SPECIAL: dict[str, Special] = {
    "address": address,
    "contact_way": contact_way,
    "language": language,
    "location": location,
    "phone": phone,
    "schedule": schedule,
    "service": service,
    "service_capacity": service_capacity,
    "taxonomy_term": taxonomy_term,
}
