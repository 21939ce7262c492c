"""The record of what was changed in a Hub, in words. Only its administrator reads it.

What happens in a situation stands in the same trail and is not shown here: an administrator sees
no situation, nor who was told of one (process.md, Who sees what at the table).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hubtable.audit.models import Entry
from hubtable.hubs.models import (
    Agency,
    Agreement,
    Confidentiality,
    Delegation,
    Person,
    Program,
    SeatRow,
    Table,
    Town,
    VocabularyVersion,
)
from hubtable.kernel.seat import Role, Seat

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
    "member_added": "Added a person",
    "member_changed": "Changed a person",
    "member_invited": "Sent an invitation",
    "member_ended": "Ended a person's work here",
    "member_end_lifted": "Took back the end of a person's work",
    "confidentiality_recorded": "Recorded a confidentiality agreement",
    "confidentiality_ended": "Ended a confidentiality agreement",
    "delegation_sent": "Sent an agency to a table",
    "delegation_ended": "Took an agency off a table",
    "delegation_end_lifted": "Took back that an agency left a table",
    "seat_given": "Gave a seat",
    "seat_ended": "Ended a seat",
    "seat_end_lifted": "Took back the end of a seat",
    "public_words_written": "Wrote the Hub's public pages",
    "public_towns_named": "Said in public which towns the Hub serves",
    "public_page_published": "Published the Hub's public pages",
    "public_page_taken_back": "Took the Hub's public pages back",
    "mail_sent_again": "Had a mail tried again",
    "mail_set_aside": "Gave up a mail",
    "refused": "Was refused",
}
"""What is shown of the trail, and in which words: the verbs of administering."""

DETAILS: dict[str, str] = {
    "agency": "agency",
    "table": "table",
    "person": "person",
    "role": "role",
    "kind": "kind",
    "until": "until",
    "sector": "sector",
    "regimes": "regimes",
    "language": "language",
    "words": "number of words",
    "code": "why",
    "page": "page",
    "name": "name",
    "weekday": "day of the week (0 is Monday)",
    "starts": "begins at",
    "minutes": "minutes",
    "rhythm": "how often",
    "time_zone": "time zone",
    "deciding": "how it decides",
    "names_round": "names round",
    "keeping": "keeping names",
    "note_allowed": "short note",
    "offering_hours": "hours to offer a service",
    "contact_target_hours": "first visit, target hours",
    "contact_limit_hours": "first visit, limit hours",
    "retention_days": "days kept",
    "retention_approved_by": "approved by",
    "retention_approved_on": "approved on",
    "vocabulary_id": "edition of the word lists",
    "offered_categories": "risk categories",
    "offered_factors": "factors and flags",
}
"""What pages call the details of an entry."""


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
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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


def verbs() -> list[tuple[str, str]]:
    """Return what can have happened, for a filter: (verb, words)."""
    return sorted(SAID.items(), key=lambda pair: pair[1])


def _rows(by: Seat, asked: Asked) -> QuerySet[Entry]:
    rows = Entry.objects.filter(hub=by.hub, verb__in=SAID).order_by("-at", "-seq")
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
    ids = {entry.record for entry in entries if entry.record}
    named = _named(ids | {key for entry in entries for key in _ids(entry.detail)})
    return tuple(_row(entry, actors, named) for entry in entries)


def _row(entry: Entry, actors: dict[str, str], named: dict[str, str]) -> EntryRow:
    of = named.get(str(entry.record), "")
    details = (pair for pair in _details(entry.detail, named) if pair[1] != of)
    who = actors.get(entry.actor, entry.kind)
    return EntryRow(at=entry.at, who=who, what=SAID[entry.verb], of=of, detail=tuple(details))


def _details(detail: dict[str, str], named: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the details worth reading: names for ids, days for moments."""
    for key, words in DETAILS.items():
        value = detail.get(key, "")
        if key == "role" and value:
            value = Role(value).label
        if key == "until" and value:
            value = value.partition("T")[0]
        for found in _ids({key: value}):
            value = value.replace(str(found), named.get(str(found), ""))
        if value:
            yield words, value


def _ids(detail: dict[str, str]) -> set[UUID]:
    return {UUID(found) for value in detail.values() for found in ID.findall(value)}


def _actors(subjects: set[str]) -> dict[str, str]:
    ids = [subject for subject in subjects if ID.fullmatch(subject)]
    rows = SeatRow.objects.filter(pk__in=ids).select_related("person")
    return {str(row.pk): row.person.name for row in rows}


def _named(ids: set[UUID]) -> dict[str, str]:
    """Return the names of the Hub's own records by id; a discussion has none here."""
    names: dict[UUID, str] = {}
    for model in (Town, Table, Agency, Program, Person):
        names |= dict(model._default_manager.filter(pk__in=ids).values_list("pk", "name"))
    for paper in Agreement.objects.filter(pk__in=ids).select_related("agency"):
        names[paper.pk] = paper.agency.name
    for signed in Confidentiality.objects.filter(pk__in=ids).select_related("person"):
        names[signed.pk] = signed.person.name
    for sent in Delegation.objects.filter(pk__in=ids).select_related("agency", "table"):
        names[sent.pk] = f"{sent.agency.name} · {sent.table.name}"
    for seat in SeatRow.objects.filter(pk__in=ids).select_related("person"):
        names[seat.pk] = seat.person.name
    for edition in VocabularyVersion.objects.filter(pk__in=ids):
        names[edition.pk] = f"edition {edition.number}"
    return {str(key): name for key, name in names.items()}
