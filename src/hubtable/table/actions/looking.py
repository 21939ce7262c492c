"""Emergency look (break glass): to prevent imminent serious harm, never to investigate."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.rules.later_words import LookGround, LookOutcome


@recorded
def break_glass(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    person: UUID,
    reason: str,
    ground: LookGround = LookGround.SERIOUS_HARM,
) -> None:
    """Open one person's identity to the acting seat for one hour, never the plan.

    :raises Refused: for a protected person, another table, or a draft.
    """
    call("break_glass", of, person, ground.value, reason)
    record("glass_broken", of, person=person, seat=by.id)


@recorded
def close_glass(*, by: Seat, at: datetime, of: UUID) -> None:
    """Originator or chair end an emergency look at once."""
    call("close_glass", of)
    record("glass_closed", of, seat=by.id)


@recorded
def review_look(*, by: Seat, at: datetime, look: UUID, of: UUID, outcome: LookOutcome) -> None:
    """Say within 7 days what an emergency look was; never by the seat that looked."""
    call("review_look", look, outcome.value)
    record("look_reviewed", of, outcome=outcome.value, seat=by.id)
