"""Reminding of first visits that are due; runs as the worker's job `clocks`.

Several workers may do this at once: the row the lock makes for each reminder decides which of them
reminds, and the mails are made in the same transaction.
"""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.verdict import Refused
from hubtable.table.rules.clock import Reminding


@recorded
def remind(*, at: datetime, of: UUID, kind: Reminding, accepted_at: datetime) -> None:
    """Send one reminder about one acceptance.

    :raises Refused: when another worker did, or the clock has stopped meanwhile.
    """
    if not call("remind", of, kind.value, accepted_at)[0][0]:
        raise Refused("reminded", "This reminder went out already, or is no longer due.")
    record("reminded", of, kind=kind.value)
