"""Thanking the agency that brought a situation that is closed: one act, no text."""

from datetime import datetime
from typing import cast
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.queries.thanking import thanking
from hubtable.table.rules.thanking import may_thank


@recorded
def thank(*, by: Seat, at: datetime, of: UUID) -> UUID:
    """Thank who brought it, once an agency and situation; it is told by mail.

    :raises Refused: before it is closed, by who had no part in it, or for the own situation.
    """
    found = thanking(of=of, by=by)
    if found is not None:
        may_thank(found).or_refuse()
    made = cast(UUID, call("thank", of)[0][0])
    record("thanked", of, thanks=made, seat=by.id)
    return made
