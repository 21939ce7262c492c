"""The notice of who was told: for one person, everyone, however it was said."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.models import Packet
from hubtable.table.queries.looking import Look, looks
from hubtable.table.queries.wording import agencies_at
from hubtable.table.rules.later_words import Manner
from hubtable.table.rules.telling import ACTS, handed_to, plain_basis, warnings
from hubtable.vault.models import Consent
from hubtable.vault.queries.sight import Disclosure, sealed_people, who_was_told

FORGOTTEN = "forgotten"
"""What stands in the ledger instead of a reason once a situation is forgotten."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """A person the own agency brought: number, to whom the notice goes, to whom never."""

    id: UUID
    place: int
    hand_to: str
    never: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A consent a telling rests on."""

    form: str
    at: datetime
    until: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Notified:
    """One act of telling, in words for the person. `until` is None while it is open to them."""

    who: str
    manner: str
    basis: str
    reason: str
    at: datetime
    until: datetime | None
    consent: Given | None


def concerned(*, of: UUID) -> tuple[Concerned, ...]:
    """Return the persons (or the place) the own agency brought, in all ways of keeping names."""
    named = sealed_people(of=of)
    return tuple(
        Concerned(
            id=cast(UUID, part),
            place=int(str(place)),
            hand_to=handed_to(str(consenter), cast("list[str]", may), cast("list[str]", never)),
            never=warnings(cast("list[str]", never)),
            named=part in named,
        )
        for part, place, consenter, may, never in call("warned", of)
    )


def notice(*, of: UUID, person: UUID, by: Seat, at: datetime) -> tuple[Notified, ...]:
    """Return everyone who was told about one person, in order of time."""
    rows = [r for r in who_was_told(of=of) if r.person == person and r.viewer != by.delegation]
    acts = [row for row in rows if row.step in ACTS]
    consents = _consents({row.consent for row in acts if row.consent})
    names = agencies_at(by=by) | _elsewhere(of)
    seen = looks(at=at, of=of).rows
    return tuple(_notified(row, rows, consents, _who(row, names, seen)) for row in acts)


def _notified(
    row: Disclosure, rows: list[Disclosure], consents: dict[UUID, Given], who: str
) -> Notified:
    return Notified(
        who=who,
        manner=MANNERS.get(row.step, Manner(row.manner).label),
        basis=plain_basis(row.basis),
        reason="" if row.reason == FORGOTTEN else row.reason,
        at=row.since,
        until=_until(row, rows),
        consent=consents.get(row.consent) if row.consent else None,
    )


MANNERS = {"break_glass": "On screen, an emergency look", "heard": "Spoken, recorded by the chair"}
"""Steps of the ledger whose manner says more than how."""


def _until(row: Disclosure, rows: list[Disclosure]) -> datetime | None:
    """Return until when the one who was told could see it; later steps may have opened it again."""
    ends = [one.until for one in rows if one.viewer == row.viewer and one.since >= row.since]
    known = [end for end in ends if end]
    return max(known) if len(known) == len(ends) else None


def _who(row: Disclosure, names: dict[UUID, str], seen: tuple[Look, ...]) -> str:
    if row.step != "break_glass":
        return names.get(row.viewer, "An agency that has left")
    found = (one for one in seen if one.person == row.person and one.at == row.since)
    look = next(found, None)
    return look.agency if look else "Somebody on duty at the table"


def _elsewhere(of: UUID) -> dict[UUID, str]:
    rows = Packet.objects.filter(discussion_id=of).values_list("pk", "agency_name", "hub_name")
    return {
        pk: f"{agency}, {hub}" if agency else "An agency at another Hub" for pk, agency, hub in rows
    }


def _consents(ids: set[UUID]) -> dict[UUID, Given]:
    forms = {"written": "Written consent", "verbal": "Spoken consent"}
    return {
        row.pk: Given(forms.get(row.form, row.form), row.starts_at, row.until, row.withdrawn_at)
        for row in Consent.objects.filter(pk__in=ids)
    }
