"""What the acting seat's agency was told in the names rounds that are open now, as one list."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from hubtable.base.acting import call
from hubtable.hubs.rules.bases import basis
from hubtable.kernel.seat import Seat
from hubtable.table.models import (
    Answer,
    Assignment,
    DescribedPerson,
    Description,
    Discussion,
    Pick,
)
from hubtable.table.queries.describing import one_of, told_from
from hubtable.table.rules.later_words import Consenter, Manner
from hubtable.table.rules.moves import State
from hubtable.table.rules.naming import called
from hubtable.table.rules.presenting import Told
from hubtable.table.rules.words import PLACES, AnswerKind, DiscussionType
from hubtable.vault.models import Ledger, Sealed

Copies = list[tuple[UUID, UUID, str, str, list[str], str, str, datetime]]

SOMEONE = "A person"
"""Somebody another agency brought to a situation that was joined: no codes are kept."""


@dataclass(frozen=True, slots=True)
class CopyCard:
    """The consent a telling rests on, as far as it goes with it."""

    form: str
    giver: str
    until: datetime
    version: str


@dataclass(frozen=True, slots=True)
class Heard:
    """One person of one situation the agency was told of, and what it answered."""

    of: UUID
    reference: str
    told: Told
    person: UUID
    words: str
    manner: Manner
    basis: str
    reason: str
    since: datetime
    shown: bool
    """A name is kept and open to the agency."""
    answer: AnswerKind | None
    copy: CopyCard | None


@dataclass(frozen=True, slots=True)
class Role:
    """A situation the agency was assigned."""

    of: UUID
    reference: str
    lead: bool


def heard(*, by: Seat, at: datetime, vocabulary: UUID) -> tuple[Heard, ...]:
    """Return the list of the acting seat's agency, what is not answered yet first.

    As many queries however many persons and situations there are.
    """
    rows = {row.pk: row for row in _open(by)}
    if not rows:
        return ()
    tellings = _tellings(list(rows), by)
    open_now = set(_sights(list(rows), at))
    picks = Pick.objects.filter(discussion_id__in=list(rows), delegation_id=by.own_delegation)
    kept = set(Sealed.objects.filter(record__in=list(rows)).values_list("pk", flat=True))
    told, people = _described(rows, vocabulary)
    answers = _answers(list(rows), by)
    copies = _copies()
    found = [
        Heard(
            of=pick.discussion_id,
            reference=rows[pick.discussion_id].reference,
            told=told[pick.discussion_id],
            person=pick.subject_id,
            words=people[pick.discussion_id].get(pick.subject_id, SOMEONE),
            manner=Manner(telling.manner),
            basis=_basis_words(telling.basis),
            reason=telling.reason,
            since=telling.since,
            shown=pick.subject_id in kept,
            answer=_kept_answer(answers.get(pick.subject_id), telling.since),
            copy=copies.get(pick.subject_id),
        )
        for pick in picks.order_by("at", "pk")
        if (telling := tellings.get(pick.subject_id))
        and pick.discussion_id in told
        and (not pick.on_screen or pick.subject_id in open_now)
    ]
    return tuple(sorted(found, key=lambda one: (one.answer is not None, one.reference)))


@dataclass(frozen=True, slots=True)
class Owed:
    """How many answers the agency owes in the open names round of one situation."""

    of: UUID
    reference: str
    decided_at: datetime | None
    count: int


def answers_owed(*, by: Seat, at: datetime) -> tuple[Owed, ...]:
    """Return the open names rounds in which the acting seat's agency owes answers."""
    rows = {row.pk: row for row in _open(by)}
    if not rows:
        return ()
    picks = Pick.objects.filter(discussion_id__in=list(rows), delegation_id=by.own_delegation)
    answers = _answers(list(rows), by)
    tellings = _tellings(list(rows), by)
    open_now = set(_sights(list(rows), at))
    counts = Counter(
        pick.discussion_id
        for pick in picks
        if (not pick.on_screen or pick.subject_id in open_now)
        and pick.subject_id in tellings
        and _kept_answer(answers.get(pick.subject_id), tellings[pick.subject_id].since) is None
    )
    return tuple(
        Owed(pk, rows[pk].reference, rows[pk].decided_at, count) for pk, count in counts.items()
    )


def owed(*, by: Seat, at: datetime) -> int:
    """Return how many answers the acting seat's agency owes in names rounds that are open."""
    return sum(one.count for one in answers_owed(by=by, at=at))


def roles(*, by: Seat) -> tuple[Role, ...]:
    """Return the situations the acting seat's agency leads or assists now."""
    mine = Assignment.objects.filter(delegation_id=by.own_delegation, until=None)
    own = dict(mine.values_list("discussion_id", "role"))
    rows = Discussion.objects.filter(pk__in=list(own), state=State.INTERVENING.value)
    return tuple(
        Role(row.pk, row.reference, own[row.pk] == "lead") for row in rows.order_by("-moved_at")
    )


def _open(by: Seat) -> list[Discussion]:
    """Return the situations whose names round is open and that the agency was told of."""
    mine = Pick.objects.filter(delegation_id=by.own_delegation).values_list("discussion_id")
    rows = Discussion.objects.filter(table_id=by.own_table, state=State.IDENTIFYING.value)
    return list(rows.filter(pk__in=mine))


def _tellings(of: list[UUID], by: Seat) -> dict[UUID, Ledger]:
    rows = Ledger.objects.filter(
        record__in=of, viewer=by.own_delegation, kind="identified", step="tell"
    )
    # An open end is `infinity`, which no Python date holds.
    return {row.part: row for row in rows.defer("until").order_by("since", "pk") if row.part}


def _sights(of: list[UUID], at: datetime) -> list[UUID]:
    rows = Ledger.objects.filter(
        record__in=of, kind="identified", opens=True, since__lte=at, until__gt=at
    )
    return [part for part in rows.values_list("part", flat=True) if part]


def _described(
    rows: dict[UUID, Discussion], vocabulary: UUID
) -> tuple[dict[UUID, Told], dict[UUID, dict[UUID, str]]]:
    """Return the newest description of each, and how each of its persons is called."""
    found = Description.objects.filter(discussion_id__in=list(rows)).prefetch_related("people")
    newest = {row.discussion_id: row for row in found.order_by("revision")}
    told = {
        of: told_from(DiscussionType(rows[of].type), row, vocabulary) for of, row in newest.items()
    }
    people = {
        of: {
            one.subject_id: called(number, _codes(one, rows[of]))
            for number, one in enumerate(row.people.all(), 1)
        }
        for of, row in newest.items()
    }
    return told, people


def _codes(one: DescribedPerson, row: Discussion) -> tuple[str, str, str] | None:
    if DiscussionType(row.type) in PLACES:
        return None
    return one.role, one.sex, one.age_group


def _answers(of: list[UUID], by: Seat) -> dict[UUID, Answer]:
    rows = Answer.objects.filter(discussion_id__in=of, delegation_id=by.own_delegation)
    return {row.subject_id: row for row in rows.order_by("at", "pk")}


def _kept_answer(row: Answer | None, since: datetime) -> AnswerKind | None:
    """Return an answer of this round: what was said before it was told again counts no more."""
    return AnswerKind(row.kind) if row and row.at >= since else None


def _copies() -> dict[UUID, CopyCard]:
    rows = cast(Copies, call("copies"))
    return {
        person: CopyCard(
            "Written consent" if form == "written" else "Verbal consent",
            who.label if (who := one_of(Consenter, giver)) else "",
            until,
            version,
        )
        for _, person, form, giver, _purposes, _language, version, until in rows
    }


def _basis_words(code: str) -> str:
    known = basis(code)
    return known.label if known else code
