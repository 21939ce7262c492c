"""The updates of a meeting: every situation agencies act on, with the lead's two answers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.models import Assignment, Discussion, Meeting, Report, Update
from hubtable.table.queries.situations import lead_words
from hubtable.table.queries.wording import agencies_at
from hubtable.table.rules.moves import State
from hubtable.table.rules.updating import Answered, Attention, attention, counts
from hubtable.table.rules.words import DiscussionType


@dataclass(frozen=True, slots=True)
class UpdateCard:
    """One situation on the list. `answer` is the lead's for this meeting, `earlier` the one before.

    `lead` is empty while nobody leads; a protected program stands as "A protected agency".
    """

    id: UUID
    reference: str
    number: str
    type: DiscussionType
    lead: str
    mine: bool
    attention: Attention
    answer: Answered | None
    earlier: Answered | None
    presented_at: datetime | None = None


def updates(*, by: Seat) -> tuple[UpdateCard, ...]:
    """Return the situations agencies act on at the seat's table, by exception first.

    Six queries, however many they are.
    """
    rows = Discussion.objects.filter(table_id=by.own_table, state=State.INTERVENING.value)
    return _cards(list(rows), by)


def mine_to_answer(*, by: Seat) -> tuple[UpdateCard, ...]:
    """Return what the own agency leads, those without an answer for the next meeting first."""
    rows = Discussion.objects.filter(pk__in=_led(by), state=State.INTERVENING.value)
    return _cards(list(rows), by)


def answers_of(*, of: UUID) -> tuple[Answered, ...]:
    """Return the answers about one situation so far, the newest first."""
    rows = Update.objects.filter(discussion_id=of).order_by("-at", "pk")
    return tuple(_answered(row) for row in rows)


def _led(by: Seat) -> frozenset[UUID]:
    rows = Assignment.objects.filter(delegation_id=by.own_delegation, role="lead", until=None)
    return frozenset(rows.values_list("discussion_id", flat=True))


def _cards(rows: list[Discussion], by: Seat) -> tuple[UpdateCard, ...]:
    if not rows:
        return ()
    ids = [row.pk for row in rows]
    reports = {row.pk: row for row in Report.objects.filter(pk__in=ids)}
    known = Known(reports, agencies_at(by=by), _led(by), _last_ended(by))
    return cards_of(rows, known)


class Known(NamedTuple):
    """What the cards are made of: reports by id, names of agencies, what the own agency leads.

    `ended` is when the meeting before this one ended.
    """

    reports: Mapping[UUID, Report]
    names: dict[UUID, str]
    led: Collection[UUID]
    ended: datetime | None


def cards_of(rows: Collection[Discussion], known: Known) -> tuple[UpdateCard, ...]:
    """Return the cards of situations agencies act on; one query, for the answers."""
    answers = _newest([row.pk for row in rows]) if rows else {}
    cards = (
        _card(
            row,
            known.reports.get(row.pk),
            answers.get(row.pk),
            known.ended,
            Leading(lead_words(known.reports.get(row.pk), known.names), row.pk in known.led),
        )
        for row in rows
    )
    return tuple(sorted(cards, key=lambda card: (card.attention, card.number, card.reference)))


class Leading(NamedTuple):
    """Who leads, in words, and whether it is the own agency."""

    words: str
    mine: bool


def _card(
    row: Discussion,
    report: Report | None,
    newest: Answered | None,
    ended: datetime | None,
    leading: Leading,
) -> UpdateCard:
    answer = newest if newest and counts(newest.at, ended) else None
    return UpdateCard(
        id=row.pk,
        reference=row.reference,
        number=report.number if report else "",
        type=DiscussionType(row.type),
        lead=leading.words,
        mine=leading.mine,
        attention=attention(answer, overdue=report is not None and report.overdue),
        answer=answer,
        earlier=None if answer else newest,
        presented_at=row.presented_at,
    )


def _newest(ids: list[UUID]) -> dict[UUID, Answered]:
    """Return the newest answer of each; the newest supersedes the one before."""
    rows = Update.objects.filter(discussion_id__in=ids).order_by("discussion_id", "-at", "pk")
    return {row.discussion_id: _answered(row) for row in rows.distinct("discussion_id")}


def _answered(row: Update) -> Answered:
    return Answered(row.still_at_risk, row.connected, row.at, row.recorded_by_chair)


def _last_ended(by: Seat) -> datetime | None:
    ended = Meeting.objects.filter(table_id=by.own_table, ended_at__isnull=False)
    return ended.order_by("-ended_at").values_list("ended_at", flat=True).first()


def meeting_now(*, by: Seat) -> UUID | None:
    """Return the meeting that is on at the seat's table."""
    rows = Meeting.objects.filter(table_id=by.own_table, ended_at=None)
    return rows.values_list("pk", flat=True).first()
