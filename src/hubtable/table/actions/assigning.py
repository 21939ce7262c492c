"""Assigning: the chair records who leads and who assists, and thereby widens nothing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.rules.meeting import may_run


@recorded
def assign(
    *, by: Seat, at: datetime, of: UUID, seen: int, lead: UUID, assisting: Sequence[UUID]
) -> int:
    """Record lead and assisting agencies; whoever is assigned was told before.

    :raises Refused: when one of them was not told by the originating agency.
    """
    may_run(by).or_refuse()
    version = int(str(call("assign", of, seen, lead, list(assisting))[0][0]))
    record("assigned", of, lead=lead, assisting=",".join(map(str, assisting)), seat=by.id)
    return version
