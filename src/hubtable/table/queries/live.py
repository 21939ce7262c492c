"""The table while its meeting is on, for the page that everybody follows: each table read once.

Sixty pages ask for it whenever something changes, so what costs is the number of statements. The
cards are those of the other lists, made of the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from hubtable.hubs.models import Table
from hubtable.kernel.seat import Seat
from hubtable.table.models import (
    Announcement,
    Assignment,
    Discussion,
    Door,
    Meeting,
    Origin,
    Pulse,
    Report,
)
from hubtable.table.queries.meeting import Agenda, MeetingCard, agenda_among, places
from hubtable.table.queries.meeting import card_of as meeting_card
from hubtable.table.queries.rounds import Rounds, rounds
from hubtable.table.queries.situations import LIMIT, SituationCard, card_of
from hubtable.table.queries.updating import Known, UpdateCard, cards_of
from hubtable.table.queries.wording import TableCard, table_card
from hubtable.table.rules.moves import State

OPEN = (
    State.SUBMITTED,
    State.PRESENTED,
    State.ACCEPTED,
    State.IDENTIFYING,
    State.INTERVENING,
)


@dataclass(frozen=True, slots=True)
class LiveMeeting:
    """A meeting that is on, and all the lists beside it."""

    card: MeetingCard
    agenda: Agenda
    rounds: Rounds
    updates: tuple[UpdateCard, ...]


@dataclass(frozen=True, slots=True)
class LiveTable:
    """A table, how far its changes have got (queries/pulse.py), and its meeting if one is on."""

    pulse: int
    table: TableCard
    live: LiveMeeting | None


class Frame(NamedTuple):
    """What stands around the meeting: the code of its door, when the one before ended."""

    code: str
    ended: datetime | None


def follow(*, by: Seat, at: datetime) -> LiveTable:
    """Return the seat's table as it is now; as many queries however many situations it has.

    The number of changes comes with the first query: what is missed has a higher number.
    """
    own = by.own_table
    past = Meeting.objects.filter(table_id=own, ended_at__isnull=False).order_by("-ended_at")
    rows = Table.objects.annotate(
        sitting=FilteredRelation("meeting", condition=Q(meeting__ended_at=None)),
        pulse=Subquery(Pulse.objects.filter(pk=own).values("number")[:1]),
        ended=Subquery(past.values("ended_at")[:1]),
        code=Subquery(Door.objects.filter(pk=OuterRef("sitting__pk")).values("code")[:1]),
    )
    row = rows.select_related("sitting").get(pk=own)  # type: ignore[misc] # the plugin knows no filtered one
    on: Meeting | None = getattr(row, "sitting", None)  # Django sets it where there is one
    live = _live(on, Frame(row.code or "", row.ended), by, at) if on else None
    return LiveTable(row.pulse or 0, table_card(row), live)


def _live(row: Meeting, frame: Frame, by: Seat, at: datetime) -> LiveMeeting:
    found = places(meeting=row.pk, by=by, at=at)
    names = {pk: place.name for pk, place in found.items()}
    situations = _situations(row, by)
    reports = {one.pk: one for one in Report.objects.filter(pk__in=[s.row.pk for s in situations])}
    cards = [
        card_of(one.row, reports.get(one.row.pk), names, sector=one.sector, ours=one.ours)
        for one in situations
    ]
    acted = [] if row.about else [s for s in situations if s.row.state == State.INTERVENING]
    known = Known(reports, names, {s.row.pk for s in acted if s.leads}, frame.ended)
    current = next((card for card in cards if card.id == row.current), None)
    return LiveMeeting(
        card=meeting_card(row, found, current=current, code=frame.code, by=by),
        agenda=agenda_among(cards, since=row.started_at, about=row.about),
        rounds=_rounds(cards, names, by, at),
        updates=cards_of([s.row for s in acted], known),
    )


def _rounds(
    cards: Sequence[SituationCard], names: dict[UUID, str], by: Seat, at: datetime
) -> Rounds:
    accepted = tuple(card for card in cards if card.state is State.ACCEPTED)
    opened = tuple(card for card in cards if card.state is State.IDENTIFYING)
    return rounds(accepted[:LIMIT], opened[:LIMIT], names=names, by=by, at=at)


class Read(NamedTuple):
    """One situation, and what the acting seat knows of it from other tables."""

    row: Discussion
    sector: str
    ours: bool
    leads: bool


def _situations(meeting: Meeting, by: Seat) -> list[Read]:
    """Return what is open at the table, was rejected at the meeting, or is on now; oldest first."""
    wanted = Q(state__in=[state.value for state in OPEN])
    wanted |= Q(state=State.REJECTED.value, moved_at__gte=meeting.started_at)
    if meeting.current:
        wanted |= Q(pk=meeting.current)
    rows = Discussion.objects.filter(wanted, table_id=by.own_table).annotate(
        sector=_one(Announcement.objects.filter(pk=OuterRef("pk")), "sector"),
        own=_one(Origin.objects.filter(discussion_id=OuterRef("pk")), "pk"),
        led=_one(
            Assignment.objects.filter(
                discussion_id=OuterRef("pk"),
                delegation_id=by.own_delegation,
                role="lead",
                until=None,
            ),
            "pk",
        ),
    )
    return [
        Read(row, row.sector or "", row.own is not None, row.led is not None)
        for row in rows.order_by("moved_at", "pk")
    ]


def _one(rows: QuerySet[Any], column: str) -> Subquery:
    """Return one value of each row's own: a limit keeps it a look at an index (lock.md, 5)."""
    return Subquery(rows.values(column)[:1])
