"""The meeting itself: it begins, agencies check in and leave, it ends."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Max

from hubtable.audit.actions.recording import record, recorded
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Stale
from hubtable.table.models import Attendance, Meeting
from hubtable.table.rules.meeting import may_check_in, may_run


@recorded
def begin_meeting(*, by: Seat, at: datetime) -> UUID:
    """Begin a meeting of the seat's table; the chair confirms the opening card by this."""
    may_run(by).or_refuse()
    last = Meeting.objects.filter(table_id=by.table).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting.objects.create(
        pk=uuid4(), table_id=by.table, number=last + 1, started_at=at
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
