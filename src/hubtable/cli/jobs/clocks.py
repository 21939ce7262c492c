"""Reminds of first visits that are due, and marks what is overdue.

After downtime the first round catches up: what is due is computed from the times kept, not from
when the worker last ran.
"""

from collections.abc import Callable
from datetime import datetime


def run(now: Callable[[], datetime]) -> int:
    """Send the reminders that are due; return how many."""
    from hubtable.base.acting import acting
    from hubtable.table.actions.reminding import remind_all

    at = now()
    with acting("job", "clocks", at=at):
        return remind_all(at=at)
