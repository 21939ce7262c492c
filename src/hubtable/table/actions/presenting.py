"""Presenting: only now does the description open, to the agencies in the room (filter 2)."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import no
from hubtable.table.actions.moving import move
from hubtable.table.models import Meeting
from hubtable.table.rules.meeting import may_run
from hubtable.table.rules.moves import State

NO_MEETING = no("no_meeting", "Begin the meeting first.")


@recorded
def present(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Open the description to those in the room and put the situation on now."""
    may_run(by).or_refuse()
    meeting = Meeting.objects.filter(table_id=by.own_table, ended_at=None).first()
    if meeting is None:
        NO_MEETING.or_refuse()
    version = move(of=of, seen=seen, to=State.PRESENTED)
    Meeting.objects.filter(table_id=by.own_table, ended_at=None).update(current=of)
    record("presented", of, seat=by.id)
    return version


@recorded
def put_back(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Put the situation back on the agenda: what opened in the room closes."""
    may_run(by).or_refuse()
    version = move(of=of, seen=seen, to=State.SUBMITTED)
    Meeting.objects.filter(table_id=by.own_table, ended_at=None, current=of).update(current=None)
    record("put_back", of, seat=by.id)
    return version
