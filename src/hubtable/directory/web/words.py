"""Words of the directory's pages: fields, values, and what happened."""

from typing import Any

from django.utils.translation import gettext as _

from hubtable.directory.rules.editing import CAPACITY, KINDS, NOUNS, STATUS, TYPES

CHOICES = {"status": STATUS | CAPACITY, "location_type": TYPES}
HOW = {
    "edit": "changed",
    "undo": "taken back",
    "proposal": "changed as the agency proposed",
    "quarantine": "mended",
    "taken": "taken from the feed",
    "import": "changed by the feed",
}


def label(kind: str, field: str) -> str:
    """Return what a field is called."""
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
    return _(CHOICES.get(field, {}).get(str(value), str(value)))
