"""The record of changes of a Hub, in words. Only its administrator reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hubtable.audit.models import Entry
from hubtable.hubs.models import (
    Agency,
    Agreement,
    Delegation,
    Person,
    Program,
    SeatRow,
    Table,
    Town,
)
from hubtable.kernel.seat import Seat

SAID: dict[str, str] = {
    "hub_changed": "Changed the Hub's name or time zone",
    "town_added": "Added a town",
    "town_ended": "Took a town off the list",
    "vocabulary_issued": "Made an edition of the word lists",
    "table_opened": "Opened a table",
    "policy_changed": "Changed a table's policy",
    "table_ended": "Ended a table",
    "table_end_lifted": "Took back the end of a table",
    "agency_added": "Added an agency",
    "agency_changed": "Changed an agency",
    "agency_ended": "Ended an agency",
    "agency_end_lifted": "Took back the end of an agency",
    "program_added": "Added a program",
    "program_changed": "Changed a program",
    "program_ended": "Ended a program",
    "program_end_lifted": "Took back the end of a program",
    "agreement_added": "Recorded an agreement",
    "agreement_end_set": "Set the end of an agreement",
    "person_added": "Added a person",
    "person_changed": "Changed a person",
    "person_invited": "Sent an invitation",
    "person_ended": "Ended a person's work here",
    "person_end_lifted": "Took back the end of a person's work",
    "confidentiality_recorded": "Recorded a confidentiality agreement",
    "confidentiality_ended": "Ended a confidentiality agreement",
    "delegation_sent": "Sent an agency to a table",
    "delegation_ended": "Took an agency off a table",
    "delegation_end_lifted": "Took back that an agency left a table",
    "seat_given": "Gave a seat",
    "seat_ended": "Ended a seat",
    "seat_end_lifted": "Took back the end of a seat",
    "refused": "Was refused",
    "seen": "Opened a record",
}
"""What pages say for a verb of the trail; other domains' verbs are shown as they are."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry: when, who, what, of what."""

    at: datetime
    who: str
    what: str
    of: str
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: a verb, somebody, from and until a moment (until is not included)."""

    verb: str = ""
    person: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of entries, newest first."""

    entries: tuple[EntryRow, ...]
    page: int
    pages: int
    total: int


PER_PAGE = 50


def trail(by: Seat, asked: Asked, page: int) -> Found:
    """Return one page of the Hub's entries."""
    rows = _rows(by, asked)
    total = rows.count()
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    return Found(_worded(rows[(page - 1) * PER_PAGE : page * PER_PAGE]), page, pages, total)


def history(by: Seat, record: UUID) -> tuple[EntryRow, ...]:
    """Return what happened to one record, newest first."""
    return _worded(_rows(by, Asked()).filter(record=record)[:PER_PAGE])


def verbs(by: Seat) -> list[tuple[str, str]]:
    """Return the verbs that occur in the Hub's trail, for a filter: (verb, words)."""
    found = Entry.objects.filter(hub=by.hub).order_by().values_list("verb", flat=True).distinct()
    return sorted(((verb, said(verb)) for verb in found), key=lambda pair: pair[1])


def said(verb: str) -> str:
    """Return what pages say for a verb."""
    return SAID.get(verb) or verb.replace("_", " ").capitalize()


def _rows(by: Seat, asked: Asked) -> QuerySet[Entry]:
    rows = Entry.objects.filter(hub=by.hub).order_by("-at", "-seq")
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.since:
        rows = rows.filter(at__gte=asked.since)
    if asked.until:
        rows = rows.filter(at__lt=asked.until)
    if asked.person:
        held = SeatRow.objects.filter(person=asked.person).values_list("pk", flat=True)
        rows = rows.filter(actor__in=[str(seat) for seat in held])
    return rows


def _worded(rows: Iterable[Entry]) -> tuple[EntryRow, ...]:
    entries = list(rows)
    actors = _actors({entry.actor for entry in entries})
    named = _named({entry.record for entry in entries if entry.record})
    return tuple(
        EntryRow(
            at=entry.at,
            who=actors.get(entry.actor, entry.kind),
            what=said(entry.verb),
            of=named.get(entry.record, "") if entry.record else "",
            detail=tuple(sorted(entry.detail.items())),
        )
        for entry in entries
    )


def _actors(subjects: set[str]) -> dict[str, str]:
    ids = [subject for subject in subjects if len(subject) == len(str(UUID(int=0)))]
    rows = SeatRow.objects.filter(pk__in=ids).select_related("person")
    return {str(row.pk): row.person.name for row in rows}


def _named(ids: set[UUID]) -> dict[UUID, str]:
    """Return the names of the records that are the Hub's own; a discussion has none here."""
    names: dict[UUID, str] = {}
    for model in (Town, Table, Agency, Program, Person):
        names |= dict(model._default_manager.filter(pk__in=ids).values_list("pk", "name"))
    for paper in Agreement.objects.filter(pk__in=ids).select_related("agency"):
        names[paper.pk] = paper.agency.name
    for sent in Delegation.objects.filter(pk__in=ids).select_related("agency", "table"):
        names[sent.pk] = f"{sent.agency.name} · {sent.table.name}"
    for seat in SeatRow.objects.filter(pk__in=ids).select_related("person"):
        names[seat.pk] = seat.person.name
    return names
