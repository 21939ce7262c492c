"""Reminds of first visits that are due, and marks what is overdue.

After downtime the first round catches up: what is due is computed from the times kept, not from
when the worker last ran. Each reminder is a transaction of its own: one that held the trail's head
while it waits for a situation could wait for ever (lock.md, Traps).
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubtable.table.queries.clock import Reminder

logger = logging.getLogger("hubtable.clocks")


def run(now: Callable[[], datetime]) -> int:
    """Send the reminders that are due; return how many this run sent."""
    from hubtable.base.acting import acting
    from hubtable.table.queries.clock import reminders

    at = now()
    with acting("job", "clocks", at=at):
        waiting = reminders(at=at)
    return sum(_remind(one, at) for one in waiting)


def _remind(one: "Reminder", at: datetime) -> bool:
    from hubtable.base.acting import acting
    from hubtable.kernel.verdict import Refused
    from hubtable.table.actions.reminding import remind

    try:
        with acting("job", "clocks", at=at):
            remind(at=at, of=one.of, kind=one.kind, accepted_at=one.accepted_at)
    except Refused:
        return False  # another worker did, or the first visit was made meanwhile
    except Exception:
        logger.warning("reminder failed", extra={"facts": {"of": one.of}}, exc_info=True)
        return False  # the others are reminded all the same; this one is tried next round
    return True
