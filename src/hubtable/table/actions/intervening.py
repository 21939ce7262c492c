"""Intervening: only the assigned agencies plan, try, meet and mobilize (filter 4)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call, translated
from hubtable.kernel.seat import Seat
from hubtable.table.models import PlanNote
from hubtable.table.queries.intervening import codes_known, is_place
from hubtable.table.rules.intervening import may_note
from hubtable.table.rules.later_words import ContactAnswer
from hubtable.vault.actions.key_store import destroy_key


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the plan. `kind` is plan, attempt, service or, of a place, outcome; `code` how
    it was tried, how far the service came, what became of the place; `service` its kind, `name`
    its name; `text` was checked by the guard."""

    kind: str
    code: str = ""
    service: str = ""
    name: str = ""
    text: str = ""


@recorded
def note(*, by: Seat, at: datetime, of: UUID, person: UUID, entry: Entry) -> UUID:
    """Add an entry to one person's plan and return its id.

    :raises Refused: when the seat's agency does not act for that person now, or a code is none of
        the table's vocabulary.
    """
    place = is_place(of=of)
    known = codes_known(by=by)
    may_note(entry.kind, entry.code, entry.service, known, place=place).or_refuse()
    made = uuid4()
    with translated():
        PlanNote.objects.create(
            pk=made,
            discussion_id=of,
            subject_id=person,
            kind=entry.kind,
            code=entry.code,
            service=entry.service,
            name=entry.name,
            text=entry.text,
            by_delegation=by.own_delegation,
            by_seat=by.id,
            at=at,
        )
    record("planned", of, person=person, kind=entry.kind, seat=by.id)
    return made


@recorded
def contact(*, by: Seat, at: datetime, of: UUID, person: UUID, said: ContactAnswer) -> UUID:
    """Record the first visit and what the person answered; it stops the clock.

    Declined closes the sight of everybody but the originator at once. Where names are kept until
    the first visit, they are deleted now.

    :raises Refused: for a second *not now*, or when the agency does not act for that person.
    """
    made = uuid4()
    gone = bool(call("contact", made, of, person, said.value)[0][0])
    if gone:
        transaction.on_commit(lambda: destroy_key(person))
    record("contacted", of, person=person, said=said.value, names_deleted=gone, seat=by.id)
    return made


@recorded
def mistaken(*, by: Seat, at: datetime, of: UUID, entry: UUID) -> None:
    """Take back an entry of the own agency within a day; it stays, marked as a mistake."""
    call("mistaken", uuid4(), entry)
    record("entry_mistaken", of, entry=entry, seat=by.id)


@recorded
def decline(*, by: Seat, at: datetime, of: UUID, person: UUID) -> None:
    """The person said no: sight of identity and plan closes for all but the originator at once."""
    call("decline", of, person)
    record("declined", of, person=person, seat=by.id)
