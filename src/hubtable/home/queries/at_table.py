"""The lines of a seat at a table. As many queries however many lines there are."""

from collections.abc import Iterator
from datetime import datetime

from hubtable.home.rules.urgency import Line, Waiting
from hubtable.kernel.seat import Seat
from hubtable.table.queries.attention import attention
from hubtable.table.queries.clock import mine_due, overdue
from hubtable.table.queries.concluding import EndedCard, ended_lately
from hubtable.table.queries.joining import matches, questions
from hubtable.table.queries.meeting import called, meeting_on
from hubtable.table.queries.offering import offers_waiting
from hubtable.table.queries.picked import answers_owed
from hubtable.table.queries.situations import SituationCard, in_state
from hubtable.table.queries.thanking import thanks_for
from hubtable.table.queries.updating import mine_to_answer
from hubtable.table.queries.wording import TableCard, table_of
from hubtable.table.rules.due import first_visit_by
from hubtable.table.rules.meeting import MeetingKind
from hubtable.table.rules.moves import State

SHOWN = 8
"""Lines of one kind of the own agency; the rest stands in the table's own list."""
SESSIONS = {
    MeetingKind.REGULAR: Waiting.MEETING,
    MeetingKind.EMERGENCY: Waiting.EMERGENCY_SESSION,
    MeetingKind.CONVENED: Waiting.SMALL_SESSION,
}


def lines_at_table(*, by: Seat, at: datetime, meets: datetime | None) -> Iterator[Line]:
    """Yield what waits for a seat at a table; `meets` is when it meets next."""
    table = table_of(by=by)
    yield from _sessions(by, at)
    yield from _visits(by, at)
    yield from _rounds(by, at, table)
    yield from _asked(by, meets)
    yield from _brought(by, at, table)
    if by.desk:
        yield from _desk(by, table)


def lines_of_record(*, by: Seat, at: datetime) -> Iterator[Line]:
    """Yield what of the record asks for somebody: looks, reviews, records to file."""
    found = attention(by=by, at=at)
    for one in found.looking:
        yield Line(Waiting.LOOKED_AT, one.reference, due=one.ends, of=one.id, note=one.agency)
    for one in found.mine:
        yield Line(Waiting.OWN_LOOK, one.reference, due=one.ends, of=one.id)
    if found.to_review:
        yield Line(Waiting.LOOK_REVIEW, due=found.review_by, count=found.to_review)
    if found.excesses:
        yield Line(Waiting.EXCESS, count=found.excesses)
    if found.filings:
        yield Line(Waiting.FILING, due=found.filings[0].due_at, count=len(found.filings))


def _sessions(by: Seat, at: datetime) -> Iterator[Line]:
    meeting = meeting_on(by=by, at=at)
    if meeting and (meeting.asked or by.desk):
        on = meeting.current.reference if meeting.current else ""
        marks = ("here",) if meeting.here(by.delegation) else ()
        yield Line(SESSIONS[meeting.kind], on, since=meeting.started_at, marks=marks)
    later = called(by=by, at=at)
    if later and later.off:
        yield Line(Waiting.CALLED_OFF, since=later.begins_at)
    elif later:
        yield Line(Waiting.CALLED, due=later.begins_at)


def _visits(by: Seat, at: datetime) -> Iterator[Line]:
    for one in mine_due(by=by):
        yield Line(Waiting.VISIT, one.number or one.reference, due=one.next_at(at), of=one.id)


def _rounds(by: Seat, at: datetime, table: TableCard) -> Iterator[Line]:
    """Yield what a names round waits for: by when the first visit has to be made after it."""
    hours = table.contact_limit_hours
    for owed in answers_owed(by=by, at=at):
        by_then = first_visit_by(owed.decided_at, hours) if owed.decided_at else None
        yield Line(Waiting.ANSWER, owed.reference, due=by_then, of=owed.of, count=owed.count)
    for own in in_state(State.IDENTIFYING, by=by, ours=True):
        yield _line(Waiting.ROUND, own, due=_visit_by(own, hours))


def _asked(by: Seat, meets: datetime | None) -> Iterator[Line]:
    for one in mine_to_answer(by=by):
        if one.answer is None:
            yield Line(Waiting.UPDATE, one.number, due=meets, of=one.id, note=one.type.label)
    for offer in offers_waiting(by=by):
        yield Line(Waiting.OFFER, offer.reference, since=offer.at, of=offer.of, note=offer.who)
    for question in questions(by=by):
        yield Line(Waiting.QUESTION, question.reference, since=question.asked_at, of=question.id)


def _brought(by: Seat, at: datetime, table: TableCard) -> Iterator[Line]:
    kinds = {State.SCREENING: Waiting.DRAFT, State.SUBMITTED: Waiting.SUBMITTED}
    for row in in_state(*kinds, by=by, ours=True, limit=SHOWN):
        yield _line(kinds[row.state], row)
    ended = ended_lately(by=by, at=at, vocabulary=table.vocabulary)[:SHOWN]
    thanked = thanks_for(of=[one.id for one in ended]) if ended else {}
    for one in ended:
        words = (one.ended.reason, *thanked.get(one.id, ()))
        yield Line(
            Waiting.ENDED, one.reference, of=one.id, note=" · ".join(words), marks=_marks(one)
        )


def _marks(one: EndedCard) -> tuple[str, ...]:
    found = {"lowered": one.ended.lowered, "connected": one.ended.connected}
    return tuple(word for word, holds in found.items() if holds)


def _desk(by: Seat, table: TableCard) -> Iterator[Line]:
    for late in overdue(by=by):
        yield Line(Waiting.LATE, late.number, due=late.since, of=late.id, note=late.lead)
    waiting = in_state(State.SUBMITTED, State.ACCEPTED, State.IDENTIFYING, by=by)
    for row in waiting:
        if row.state is not State.SUBMITTED:
            due = _visit_by(row, table.contact_limit_hours)
            yield _line(Waiting.UNASSIGNED, row, due=due)
    if new := sum(row.state is State.SUBMITTED for row in waiting):
        yield Line(Waiting.AGENDA, count=new)
    if pairs := len(matches()):
        yield Line(Waiting.PAIRS, count=pairs)


def _visit_by(row: SituationCard, hours: int) -> datetime | None:
    return first_visit_by(row.decided_at, hours) if row.decided_at else None


def _line(kind: Waiting, row: SituationCard, due: datetime | None = None) -> Line:
    which = row.number or row.reference
    return Line(kind, which, due=due, since=row.moved_at, of=row.id, note=row.type.label)
