"""Reminding of first visits that are due; runs as the worker's job `clocks`.

Several workers may do this at once: the row the lock makes for each reminder decides which of them
reminds, and the mails are made in the same transaction.
"""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.verdict import Refused
from hubtable.table.queries.clock import running
from hubtable.table.rules.clock import Reminding, due


@recorded
def remind(*, at: datetime, of: UUID, kind: Reminding, accepted_at: datetime) -> None:
    """Send one reminder about one acceptance.

    :raises Refused: when another worker did, or the clock has stopped meanwhile.
    """
    if not call("remind", of, kind.value, accepted_at)[0][0]:
        raise Refused("reminded", "This reminder went out already, or is no longer due.")
    record("reminded", of, kind=kind.value)


def remind_all(*, at: datetime) -> int:
    """Send every reminder that is due; return how many this call sent."""
    sent = 0
    for clock in running():
        kind = due(clock.times, at, clock.done)
        if kind is None:
            continue
        try:
            remind(at=at, of=clock.id, kind=kind, accepted_at=clock.accepted_at)
        except Refused:
            continue
        sent += 1
    return sent
