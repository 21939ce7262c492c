"""Discussions as rows of a file: what the acting seat sees of each, cut by the lock."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from hubtable.hubs.models import Delegation
from hubtable.hubs.rules.vocabularies import (
    FLAG,
    PROTECTIVE_FACTOR,
    RISK_CATEGORY,
    RISK_FACTOR,
)
from hubtable.kernel.seat import Seat
from hubtable.table.models import Announcement, Description, Discussion, Origin, Report, Update
from hubtable.table.queries.wording import agencies_at, table_of, words_of
from hubtable.table.rules.columns import PROTECTED, Described, Line, Reported
from hubtable.table.rules.columns import Update as UpdateCell
from hubtable.table.rules.moves import State

CHUNK = 500
"""Discussions read at once: six questions to the database, however many persons they have."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the rows of a table are said with: agencies by delegation, codes in order."""

    agencies: dict[UUID, str]
    own: str
    own_sector: str
    risks: tuple[str, ...]
    protective: tuple[str, ...]
    flags: tuple[str, ...]


def words(*, by: Seat) -> Words:
    """Return what the acting seat's table says its rows with."""
    vocabulary = table_of(by=by).vocabulary
    agencies = agencies_at(by=by)

    def codes(*kinds: str) -> tuple[str, ...]:
        return tuple(w.code for kind in kinds for w in words_of(vocabulary=vocabulary, kind=kind))

    mine = Delegation.objects.filter(pk=by.own_delegation)
    sector = mine.values_list("agency__sector", flat=True).first()
    return Words(
        agencies=agencies,
        own=agencies.get(by.own_delegation, ""),
        own_sector=sector or "",
        risks=codes(RISK_CATEGORY, RISK_FACTOR),
        protective=codes(PROTECTIVE_FACTOR),
        flags=codes(FLAG),
    )


def lines(*, by: Seat) -> Iterator[Line]:
    """Yield every discussion of the own table of which something is open, by its reference.

    Drafts have no reference yet and are not among them.
    """
    said, last = words(by=by), ""
    while rows := list(_submitted(by).filter(reference__gt=last).order_by("reference")[:CHUNK]):
        yield from _lines(rows, said)
        last = rows[-1].reference


def lines_of(*, by: Seat, said: Words, references: Collection[str]) -> dict[str, Line]:
    """Return the discussions with these references, as far as they are open."""
    rows = list(_submitted(by).filter(reference__in=list(references)))
    return {line.reference: line for line in _lines(rows, said)}


def _submitted(by: Seat) -> QuerySet[Discussion]:
    rows = Discussion.objects.filter(table_id=by.own_table)
    return rows.exclude(reference="").exclude(state=State.SCREENING.value)


def _lines(rows: list[Discussion], said: Words) -> Iterator[Line]:
    ids = [row.pk for row in rows]
    own = set(Origin.objects.filter(discussion_id__in=ids).values_list("discussion_id", flat=True))
    sectors = dict(Announcement.objects.filter(pk__in=ids).values_list("pk", "sector"))
    described, reported = _descriptions(ids, said), _reports(ids, said)
    for row in rows:
        yield Line(
            reference=row.reference,
            type=row.type,
            state=State(row.state),
            submitted=row.submitted_at,
            presented=row.presented_at,
            decided=row.decided_at,
            concluded=row.concluded_at,
            agency=said.own if row.pk in own else None,
            sector=sectors.get(row.pk, said.own_sector if row.pk in own else None),
            described=described.get(row.pk),
            reported=reported.get(row.pk),
        )


def _descriptions(ids: list[UUID], said: Words) -> dict[UUID, Described]:
    rows = Description.objects.filter(discussion_id__in=ids).prefetch_related("people")
    newest = rows.order_by("discussion_id", "-revision").distinct("discussion_id")
    return {
        row.discussion_id: Described(
            persons=tuple((p.role, p.sex, p.age_group) for p in row.people.all()),
            interpreter=row.interpreter,
            language=row.language,
            risks=_ordered(row.risk_factors, said.risks),
            protective=_ordered(row.protective_factors, said.protective),
            flags=_ordered(row.flags, said.flags),
        )
        for row in newest
    }


def _ordered(codes: list[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """Return codes in the order of the vocabulary; one it does not know is shown nowhere."""
    chosen = set(codes)
    return tuple(code for code in known if code in chosen) if chosen else ()


def _reports(ids: list[UUID], said: Words) -> dict[UUID, Reported]:
    updates: dict[UUID, list[UpdateCell]] = defaultdict(list)
    order = ("at", "still_at_risk", "connected")
    for update in Update.objects.filter(discussion_id__in=ids).order_by(*order):
        answers = (update.at, update.still_at_risk, update.connected)
        updates[update.discussion_id].append(answers)
    return {
        row.pk: _report(row, tuple(updates[row.pk]), said)
        for row in Report.objects.filter(pk__in=ids)
    }


def _report(row: Report, updates: tuple[UpdateCell, ...], said: Words) -> Reported:
    lead = said.agencies.get(row.lead, "") if row.lead else ""
    named = sorted(said.agencies[one] for one in row.assisting if one in said.agencies)
    return Reported(
        number=row.number,
        lead=PROTECTED if row.lead_protected else lead,
        assisting=(*named, *[PROTECTED] * row.assisting_protected),
        updates=updates,
        overdue=row.overdue,
        reason=row.reason,
        lowered=row.lowered,
        connected=row.connected,
        returned=row.returned,
    )
