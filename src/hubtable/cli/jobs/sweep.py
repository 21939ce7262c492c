"""Clears away what is over: sessions, marks of the cache, feeds nobody took in."""

from collections.abc import Callable
from datetime import datetime, timedelta


def run(now: Callable[[], datetime]) -> int:
    """Sweep once; return how many rows went."""
    from django.conf import settings

    from hubtable.accounts.actions.sweeping import sweep
    from hubtable.accounts.rules.limits import Limits
    from hubtable.base.acting import acting
    from hubtable.directory.actions import delivering

    limits = Limits(
        idle=timedelta(minutes=settings.IDLE_MINUTES),
        absolute=timedelta(hours=settings.ABSOLUTE_HOURS),
    )
    swept = sweep(at=now(), limits=limits)
    with acting("job", "directory", at=(at := now())):
        return swept + delivering.sweep(at=at)
