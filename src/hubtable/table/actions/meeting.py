"""The meeting itself: it is called, begins, agencies check in and leave, it ends."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Stale, Verdict, no
from hubtable.table.models import Attendance, Call, Discussion, Meeting
from hubtable.table.rules.meeting import (
    MeetingKind,
    may_call,
    may_check_in,
    may_convene,
    may_run,
)
from hubtable.table.rules.moves import State

MEETING_OPEN = no("meeting_open", "A meeting of this table has begun already.")
NOT_ON = no("not_on", "This situation was not presented at this meeting.")
ON_TODAY = (State.PRESENTED, State.ACCEPTED, State.REJECTED, State.INTERVENING)


@recorded
def begin_meeting(
    *,
    by: Seat,
    at: datetime,
    kind: MeetingKind = MeetingKind.REGULAR,
    asked: Sequence[UUID] = (),
    about: UUID | None = None,
) -> UUID:
    """Begin a meeting of the seat's table; the chair confirms the opening card by this.

    `asked` are the delegations of a small session, `about` its situation: nobody else comes in,
    but who brought the situation, whom the lock asks without telling the desk.
    """
    may_run(by).or_refuse()
    may_convene(kind, asked, about).or_refuse()
    if Meeting.objects.filter(table_id=by.own_table, ended_at=None).exists():
        MEETING_OPEN.or_refuse()
    meeting = uuid4()
    with _once(MEETING_OPEN):
        call("begin_meeting", meeting, kind.value, list(asked), about)
    record("meeting_begun", meeting, kind=kind.value, seat=by.id)
    return meeting


@recorded
def call_session(*, by: Seat, at: datetime, begins_at: datetime) -> UUID:
    """Call an emergency session for later today; every seat at the table gets a mail.

    One that was called for another time is called for this one instead.
    """
    may_run(by).or_refuse()
    may_call(begins_at, at).or_refuse()
    called = uuid4()
    call("call_session", called, begins_at)
    record("session_called", called, seat=by.id)
    return called


@recorded
def call_off(*, by: Seat, at: datetime, called: UUID) -> None:
    """Call the emergency session off; every seat at the table gets a mail.

    :raises Stale: when it has begun, is off, or was called for another time meanwhile.
    """
    may_run(by).or_refuse()
    if not Call.objects.filter(pk=called, ended_at=None).exists():
        raise Stale
    call("call_off")
    record("session_off", called, seat=by.id)


@recorded
def check_in(*, by: Seat, at: datetime, meeting: UUID, delegation: UUID, code: str = "") -> bool:
    """Note that a delegation is in the room; return False when the code was wrong.

    The desk needs no code: it does it for an agency without a device. The others type what stands
    on the room's screen (process.md, Meeting).
    """
    may_check_in(by, delegation).or_refuse()
    came = call("check_in", meeting, delegation, code)[0][0] is True
    record("checked_in" if came else "code_refused", meeting, delegation=delegation, seat=by.id)
    return came


@recorded
def change_code(*, by: Seat, at: datetime) -> None:
    """Give the door another code."""
    may_run(by).or_refuse()
    call("change_code")
    record("code_changed", None, seat=by.id)


@recorded
def check_out(*, by: Seat, at: datetime, meeting: UUID, delegation: UUID) -> None:
    """Note that a delegation left; it sees nothing of what begins after."""
    may_check_in(by, delegation).or_refuse()
    Attendance.objects.filter(meeting_id=meeting, delegation_id=delegation, until=None).update(
        until=at
    )
    record("checked_out", meeting, delegation=delegation, seat=by.id)


@recorded
def turn_to(*, by: Seat, at: datetime, of: UUID | None) -> None:
    """Put on what was presented today, an update, or nothing; nothing opens by this."""
    may_run(by).or_refuse()
    wanted = Discussion.objects.filter(pk=of, state__in=ON_TODAY).exists() if of else True
    open_now = Meeting.objects.filter(table_id=by.own_table, ended_at=None)
    if not wanted or not open_now.update(current=of):
        NOT_ON.or_refuse()
    record("turned_to", of, seat=by.id)


@recorded
def end_meeting(*, by: Seat, at: datetime, meeting: UUID, seen: int) -> None:
    """End the meeting.

    :raises Stale: when it changed since version `seen`.
    """
    may_run(by).or_refuse()
    if not Meeting.objects.filter(pk=meeting, version=seen, ended_at=None).update(
        ended_at=at, current=None, version=seen + 1
    ):
        raise Stale
    Attendance.objects.filter(meeting_id=meeting, until=None).update(until=at)
    record("meeting_ended", meeting, seat=by.id)


@contextmanager
def _once(otherwise: Verdict) -> Iterator[None]:
    """Refuse, instead of failing, when somebody else did the same a moment ago."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        otherwise.or_refuse()
