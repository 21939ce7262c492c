"""Too much was said: one key, and what follows from it (process.md, Meeting)."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Stale
from hubtable.table.models import Meeting
from hubtable.table.rules.later_words import ExcessOutcome
from hubtable.table.rules.meeting import may_run


@recorded
def too_much(*, by: Seat, at: datetime, of: UUID | None) -> UUID:
    """Note time, situation and who is present, never what was said; the room's screen goes blank.

    :raises Refused: when no meeting is on at the seat's table.
    """
    made = UUID(str(call("too_much", of)[0][0]))
    record("too_much_said", of or made, seat=by.id)
    return made


@recorded
def show_again(*, by: Seat, at: datetime, seen: int) -> None:
    """Let the room's screen show something again, by the chair.

    :raises Stale: when the meeting changed since version `seen`.
    """
    may_run(by).or_refuse()
    meetings = Meeting.objects.filter(table_id=by.own_table, ended_at=None, version=seen)
    if not meetings.update(blank=False, version=seen + 1):
        raise Stale
    record("room_shown_again", None, seat=by.id)


@recorded
def review_excess(*, by: Seat, at: datetime, excess: UUID, outcome: ExcessOutcome) -> None:
    """Say what came of it: by the desk, the originating agency or its privacy contact."""
    call("review_excess", excess, outcome.value)
    record("excess_reviewed", excess, outcome=outcome.value, seat=by.id)
