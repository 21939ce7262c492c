"""What a steward types, as it is kept: read as a feed is, so that files carry it unchanged."""

from collections.abc import Mapping
from typing import Any

from hubtable.directory.rules.reading_language import read_languages
from hubtable.directory.rules.reading_place import read_country, read_postal_code, read_state
from hubtable.directory.rules.specials import address, language
from hubtable.directory.rules.understanding import Understood
from hubtable.kernel.verdict import YES, Verdict, no

READ = {
    "address": (address, ("state_province", "country", "postal_code")),
    "language": (language, ("name", "code", "note")),
}
"""Kinds whose words are read, by what, and which fields follow."""


def as_read(kind: str, before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return typed values as they are kept: "Mass." is MA, "spanish" Spanish with its code."""
    if kind not in READ:
        return dict(values)
    read, names = READ[kind]
    whole = {name: str({**before, **values}.get(name) or "").strip() for name in names}
    row = Understood(dict(whole))
    read(row, whole)
    follow = {name: row.values.get(name) or "" for name in names}
    return {**values, **{name: one for name, one in follow.items() if one != whole[name]}}


def readable(kind: str, values: Mapping[str, Any]) -> Verdict:
    """Say whether values can be kept so that files carry them unchanged."""
    if kind == "language" and len(read_languages(str(values.get("name") or ""))) > 1:
        return no("languages", "One language each: add the others by themselves.")
    if kind == "address" and (code := str(values.get("postal_code") or "")):
        country = read_country(str(values.get("country") or "")).code
        state = read_state(str(values.get("state_province") or ""), country).code
        if not read_postal_code(code, state, country).code:
            return no("postal_code", "This is no ZIP code. It has five digits.")
    return YES
