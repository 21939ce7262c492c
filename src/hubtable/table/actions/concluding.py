"""Concluding and reopening within 30 days."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.actions.moving import move
from hubtable.table.queries.concluding import reasons
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.concluding import fits
from hubtable.table.rules.moves import State


@recorded
def conclude(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    seen: int,
    reason: str,
    lowered: bool | None = None,
    connected: bool | None = None,
) -> int:
    """Close a discussion with a reason of the vocabulary; the lead's sight ends after 30 days.

    `lowered` (overall risk) and `connected` are recorded apart; None: not known.

    :raises Refused: for a reason that is none of the table's, or contradicts `lowered`.
    """
    known = reasons(vocabulary=table_of(by=by).vocabulary)
    fits(reason, lowered, known).or_refuse()
    version = int(str(call("conclude", of, seen, reason, lowered, connected)[0][0]))
    record("concluded", of, seat=by.id)
    return version


@recorded
def reopen(*, by: Seat, at: datetime, of: UUID, seen: int, reason: str) -> int:
    """Reopen within 30 days: those assigned see again what they saw, never more."""
    version = move(of=of, seen=seen, to=State.INTERVENING, reason=reason)
    record("reopened", of, seat=by.id)
    return version
