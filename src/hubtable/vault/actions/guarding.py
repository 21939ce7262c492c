"""Checking what was typed before others can see it, and recording why a name may stay.

Looking at a text changes nothing and is not recorded; nor is it a reveal: what is sealed is opened
for the comparison only, as far as the acting seat may open it, and never leaves this module.
"""

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.keys import KeysMissing
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.vault.actions.key_store import decrypt, key_of
from hubtable.vault.actions.name_model import read as read_by_model
from hubtable.vault.queries.guarding import known_names, sealed_bodies
from hubtable.vault.rules.guarding.checking import checked
from hubtable.vault.rules.guarding.findings import Finding, Guarded, Reason
from hubtable.vault.rules.identity import Identity, binding

LONGEST = 2000
"""Characters that are looked at: longer than any field, short enough to be read at once."""


def guard(
    *, by: Seat, at: datetime, of: UUID | None, text: str, known: Collection[str]
) -> tuple[Finding, ...]:
    """Return what stands in the way of a text; the model reads it too, where it is installed."""
    identities = _identities(of)
    return checked(text, identities=identities, known=known, year=at.year, read=read_by_model(text))


def glance(*, by: Seat, at: datetime, of: UUID | None, text: str) -> Guarded:
    """Return what is found while somebody types: as `guard`, without the model."""
    found = checked(text, identities=_identities(of), known=known_names(by), year=at.year)
    return Guarded(text, found)


def look(*, by: Seat, at: datetime, of: UUID | None, text: str) -> Guarded:
    """Return a text with what `guard` finds in its first `LONGEST` characters."""
    text = text[:LONGEST]
    return Guarded(text, guard(by=by, at=at, of=of, text=text, known=known_names(by)))


def clear_text(
    *, by: Seat, at: datetime, of: UUID | None, field: str, text: str, confirm: str = ""
) -> str:
    """Return a text that may be kept; a confirmed name is recorded, by kind and number only.

    `field` is the label the person knows, `confirm` what the field's radios sent.

    :raises Refused: naming kind and place of what is in the way, never the text; for a text longer
        than any field.
    """
    if len(text) > LONGEST:
        raise Refused("too_long", f"{field}: at most {LONGEST:,} characters.")
    seen = look(by=by, at=at, of=of, text=text)
    seen.verdict(field, confirm).or_refuse()
    reason = seen.reason(confirm)
    if seen.names and reason:
        confirmed(by=by, at=at, of=of, findings=seen.names, reason=reason)
    return text


@recorded
def confirmed(
    *, by: Seat, at: datetime, of: UUID | None, findings: Collection[Finding], reason: Reason
) -> None:
    """Record that what looked like names may stay, and why."""
    kinds = "|".join(sorted({str(one.kind) for one in findings}))
    record("guard_confirmed", of, kinds=kinds, count=len(findings), reason=reason, seat=by.id)


def _identities(of: UUID | None) -> tuple[Identity, ...]:
    """Return the identities of a record open to the acting seat; a lost key leaves one out."""
    bodies = sealed_bodies(of=of) if of else ()
    return tuple(found for person, body in bodies if (found := _opened(person, body)))


def _opened(person: UUID, body: bytes) -> Identity | None:
    try:
        return Identity(**json.loads(decrypt(key_of(person), body, binding(person))))
    except KeysMissing:
        return None
