"""The names round for all accepted situations at once: opened, and closed, by one act."""

from datetime import datetime

from hubtable.audit.actions.recording import record, recorded
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.actions.identifying import close_round, open_round
from hubtable.table.queries.situations import in_state
from hubtable.table.rules.meeting import may_run
from hubtable.table.rules.moves import State


@recorded
def open_all(*, by: Seat, at: datetime) -> int:
    """Open the names round of every accepted situation of the table; return how many.

    :raises Refused: when none is accepted.
    """
    may_run(by).or_refuse()
    rows = in_state(State.ACCEPTED, by=by)
    if not rows:
        raise Refused("none_accepted", "No accepted situation waits for the names round.")
    for row in rows:
        open_round(by=by, at=at, of=row.id, seen=row.version)
    record("round_opened", seat=by.id, count=len(rows))
    return len(rows)


@recorded
def close_all(*, by: Seat, at: datetime) -> int:
    """Close every open names round without an assignment; return how many.

    :raises Refused: when none is open.
    """
    may_run(by).or_refuse()
    rows = in_state(State.IDENTIFYING, by=by)
    if not rows:
        raise Refused("none_open", "No names round is open.")
    for row in rows:
        close_round(by=by, at=at, of=row.id, seen=row.version)
    record("round_closed", seat=by.id, count=len(rows))
    return len(rows)
