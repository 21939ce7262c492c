"""Holds: nothing is destroyed under a lawsuit, subpoena, records request or complaint."""

from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.rules.later_words import HoldKind


@recorded
def place_hold(*, by: Seat, at: datetime, table: UUID, kind: HoldKind, reference: str = "") -> UUID:
    """Keep a whole table, or one situation by its reference or Hub number, from being forgotten.

    :raises Refused: when the table has no such situation, or the seat keeps no records of it.
    """
    made = uuid4()
    if not call("place_hold", made, table, reference, kind.value)[0][0]:
        raise Refused("no_such_situation", "This table has no situation of that number.")
    record("hold_placed", table, hold=made, kind=kind.value, seat=by.id)
    return made


@recorded
def lift_hold(*, by: Seat, at: datetime, hold: UUID) -> None:
    """End a hold; what waited is forgotten by the next run of retention."""
    call("lift_hold", hold)
    record("hold_lifted", hold, seat=by.id)
