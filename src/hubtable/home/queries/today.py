"""What waits for the acting seat, in order of urgency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.home.rules.setting_up import SetUp, Step, steps
from hubtable.hubs.queries.agencies import AgencyRow, agencies
from hubtable.hubs.queries.hub import overview
from hubtable.hubs.rules.agreements import Standing
from hubtable.kernel.seat import Seat
from hubtable.table.queries.clock import Due, Overdue, mine_due, overdue
from hubtable.table.queries.concluding import EndedCard, ended_lately
from hubtable.table.queries.joining import Question, matches, questions
from hubtable.table.queries.meeting import MeetingCard, meeting_on
from hubtable.table.queries.offering import OfferCard, offers_waiting
from hubtable.table.queries.rounds import Rounds, rounds
from hubtable.table.queries.situations import SituationCard, in_state
from hubtable.table.queries.thanking import thanks_for
from hubtable.table.queries.updating import UpdateCard, mine_to_answer
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.moves import State

LIMIT = 8
"""Lines a list shows on the start page; the rest stands in the table's own list."""
GOING_ON = (State.PRESENTED, State.ACCEPTED, State.IDENTIFYING, State.INTERVENING)


@dataclass(frozen=True, slots=True)
class AtTable:
    """The day of a seat at a table; in each list the longest waiting stands first.

    `overdue` is for chair and coordinator, `visits` are those the own agency leads, `answers_due`
    those it leads without an answer for the next meeting, `offers` those made to it, `ended` what
    it brought and was closed within 30 days, `thanked` who thanked for each of those, in words.
    """

    meeting: MeetingCard | None
    here: bool
    overdue: tuple[Overdue, ...]
    visits: tuple[Due, ...]
    waiting: tuple[SituationCard, ...]
    accepted: tuple[SituationCard, ...]
    drafts: tuple[SituationCard, ...]
    submitted: tuple[SituationCard, ...]
    going_on: tuple[SituationCard, ...]
    answers_due: tuple[UpdateCard, ...]
    offers: tuple[OfferCard, ...]
    ended: tuple[EndedCard, ...]
    thanked: Mapping[UUID, tuple[str, ...]]
    rounds: Rounds
    questions: tuple[Question, ...]
    pairs: int


@dataclass(frozen=True, slots=True)
class Administering:
    """The day of a Hub's administrator: what is set up, and agreements that end or have ended."""

    steps: tuple[Step, ...]
    ending: tuple[AgencyRow, ...]
    without: tuple[AgencyRow, ...]


def at_table(*, by: Seat, at: datetime) -> AtTable:
    """Return what waits for a seat at a table."""
    meeting = meeting_on(by=by, at=at)
    own = in_state(State.SCREENING, State.SUBMITTED, *GOING_ON, by=by, ours=True, limit=LIMIT + 1)
    desk = in_state(State.SUBMITTED, State.ACCEPTED, by=by, limit=LIMIT + 1) if by.desk else ()
    ended = ended_lately(by=by, at=at, vocabulary=table_of(by=by).vocabulary)[:LIMIT]
    return AtTable(
        rounds=rounds(by=by, at=at),
        questions=questions(by=by),
        pairs=len(matches()) if by.desk else 0,
        meeting=meeting,
        here=meeting is not None and meeting.here(by.delegation),
        overdue=overdue(by=by) if by.desk else (),
        visits=mine_due(by=by),
        waiting=_in(desk, State.SUBMITTED),
        accepted=_in(desk, State.ACCEPTED),
        drafts=_in(own, State.SCREENING),
        submitted=_in(own, State.SUBMITTED),
        going_on=_in(own, *GOING_ON),
        answers_due=tuple(one for one in mine_to_answer(by=by) if one.answer is None),
        offers=offers_waiting(by=by),
        ended=ended,
        thanked=thanks_for(of=[one.id for one in ended]) if ended else {},
    )


def _in(rows: tuple[SituationCard, ...], *states: State) -> tuple[SituationCard, ...]:
    return tuple(row for row in rows if row.state in states)


def administering(*, by: Seat, at: datetime) -> Administering:
    """Return what a Hub's administrator looks after."""
    listed = [row for row in agencies(by, at) if not row.ended]
    hub = overview(by, at)
    return Administering(
        steps=steps(
            SetUp(
                towns=len(hub.towns),
                agencies=hub.agencies,
                without_agreement=hub.without_agreement,
                tables=len(hub.tables),
                people=hub.people,
                not_signed=hub.not_signed,
            )
        ),
        ending=tuple(row for row in listed if row.standing is Standing.ENDING),
        without=tuple(row for row in listed if row.standing is Standing.NONE),
    )
