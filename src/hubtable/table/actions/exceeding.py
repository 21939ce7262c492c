"""Too much was said: one key, and what follows from it (process.md, Meeting)."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.rules.later_words import ExcessOutcome


@recorded
def too_much(*, by: Seat, at: datetime, of: UUID | None) -> UUID:
    """Note time, situation and who is present, never what was said; the room's screen goes blank.

    :raises Refused: when no meeting is on at the seat's table.
    """
    made = UUID(str(call("too_much", of)[0][0]))
    record("too_much_said", of or made, seat=by.id)
    return made


@recorded
def review_excess(*, by: Seat, at: datetime, excess: UUID, outcome: ExcessOutcome) -> None:
    """Say what came of it: by the desk, the originating agency or its privacy contact."""
    call("review_excess", excess, outcome.value)
    record("excess_reviewed", excess, outcome=outcome.value, seat=by.id)
