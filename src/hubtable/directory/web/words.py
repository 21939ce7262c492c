"""Words of the directory's pages: fields, values, and what happened."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.dateformat import time_format
from django.utils.translation import gettext as _

from hubtable.directory.queries.keeping import Kept, Line
from hubtable.directory.rules.editing import (
    CAPACITY,
    HOLIDAYS,
    KINDS,
    NOUNS,
    STATUS,
    TYPES,
    WAYS,
    WEEK,
)
from hubtable.directory.rules.translating import LANGUAGES
from hubtable.ui.wording import date_words

CHOICES = {
    "status": STATUS | CAPACITY,
    "location_type": TYPES,
    "way": WAYS,
    "holiday": HOLIDAYS,
}
DAYS = {"told_at", "valid_from", "valid_to"}
HOW = {
    "edit": "changed",
    "undo": "taken back",
    "proposal": "changed as the agency proposed",
    "quarantine": "mended",
    "taken": "taken from the feed",
    "import": "changed by the feed",
    "translated": "translated",
    "reviewed": "translation reviewed",
    "withdrawn": "translation taken off the public pages",
}
TRANSLATING = ("translated", "reviewed", "withdrawn")
"""What has its way back on the page of the translation, not in the history."""


def label(kind: str, field: str) -> str:
    """Return what a field is called; `description:ht` is its translation."""
    field, _colon, language = field.partition(":")
    if language:
        return f"{label(kind, field)} ({LANGUAGES.get(language, language)})"
    found = {one.name: one.label for one in KINDS.get(kind, ())}
    return _(found.get(field, field.replace("_", " ")))


def noun(kind: str) -> str:
    """Return what a kind of record is called."""
    return _(NOUNS.get(kind, kind))


def how(code: str) -> str:
    """Return how something came to be changed."""
    return _(HOW.get(code, code))


def said(field: str, value: Any) -> str:
    """Return a value as pages say it; a word for nothing."""
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if field in DAYS:
        return _day(value)
    if field == "byday":
        return days(str(value))
    return _(CHOICES.get(field, {}).get(str(value), str(value)))


def days(byday: str) -> str:
    """Return days of the week in words; others as HSDS writes them."""
    codes = [code.strip() for code in byday.split(",") if code.strip()]
    return ", ".join(_(WEEK[code]) if code in WEEK else code for code in codes)


def times(values: Mapping[str, Any]) -> str:
    """Return from when to when it is open; empty where no times are told."""
    told = (values.get("opens_at"), values.get("closes_at"))
    return " to ".join(time_format(one, "g:i A") for one in told if one is not None)


def _day(value: Any) -> str:
    """Return a day or the day of a moment; the history keeps both as text."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return date_words(value)


def called(card: Kept) -> str:
    """Return what pages call a record, also one without a name."""
    if card.kind == "contact_way":
        return said("way", card.values["way"])
    return card.name or noun(card.kind)


def whole(line: Line) -> str:
    """Return what the history says of a record that was added or taken out."""
    values = line.after if line.before is None else line.before
    known = values if isinstance(values, dict) else {}
    name = next((known[one] for one in ("name", "number", "term", "way") if known.get(one)), "")
    if line.kind == "contact_way" and name:
        name = said("way", name)
    if not name and known.get("valid_from"):
        name = _day(known["valid_from"])
    if not name and known.get("status"):
        name = said("status", known["status"])
    told = ": ".join(part for part in (noun(line.kind), str(name)) if part)
    if line.before is None:
        return _("%(what)s added") % {"what": told}
    return _("%(what)s taken out") % {"what": told}
