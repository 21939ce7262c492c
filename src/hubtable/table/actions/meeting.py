"""The meeting itself: it begins, agencies check in and leave, it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import translated
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Stale, Verdict, no
from hubtable.table.models import Attendance, Discussion, Meeting
from hubtable.table.rules.meeting import may_check_in, may_run
from hubtable.table.rules.moves import State

MEETING_OPEN = no("meeting_open", "A meeting of this table has begun already.")
ALREADY_HERE = no("already_here", "That agency is checked in already.")
NOT_ON = no("not_on", "This situation was not presented at this meeting.")
ON_TODAY = (State.PRESENTED, State.ACCEPTED, State.REJECTED)


@recorded
def begin_meeting(*, by: Seat, at: datetime) -> UUID:
    """Begin a meeting of the seat's table; the chair confirms the opening card by this."""
    may_run(by).or_refuse()
    if Meeting.objects.filter(table_id=by.own_table, ended_at=None).exists():
        MEETING_OPEN.or_refuse()
    last = Meeting.objects.filter(table_id=by.own_table).aggregate(last=Max("number"))["last"] or 0
    with translated(), _once(MEETING_OPEN):
        meeting = Meeting.objects.create(
            pk=uuid4(), table_id=by.own_table, number=last + 1, started_at=at
        )
    record("meeting_begun", meeting.pk, seat=by.id)
    return meeting.pk


@recorded
def check_in(*, by: Seat, at: datetime, meeting: UUID, delegation: UUID) -> None:
    """Note that a delegation is in the room; the chair may do it for one without a device."""
    may_check_in(by, delegation).or_refuse()
    if not Attendance.objects.filter(
        meeting_id=meeting, delegation_id=delegation, until=None
    ).exists():
        with translated(), _once(ALREADY_HERE):
            Attendance.objects.create(
                meeting_id=meeting,
                delegation_id=delegation,
                recorded_by_chair=delegation != by.delegation,
                since=at,
            )
    record("checked_in", meeting, delegation=delegation, seat=by.id)


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
    """Put a situation on now that was presented today, or none; nothing opens by this."""
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
