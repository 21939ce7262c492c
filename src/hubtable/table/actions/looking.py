"""Emergency look (break glass): to prevent imminent serious harm, never to investigate."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat


@recorded
def break_glass(*, by: Seat, at: datetime, of: UUID, person: UUID, reason: str) -> None:
    """Open one person's identity to the acting seat for one hour, never the plan.

    :raises Refused: for a protected person, another table, or a draft.
    """
    call("break_glass", of, person, reason)
    record("glass_broken", of, person=person, seat=by.id)


@recorded
def close_glass(*, by: Seat, at: datetime, of: UUID) -> None:
    """Originator or chair end an emergency look at once."""
    call("close_glass", of)
    record("glass_closed", of, seat=by.id)
