"""Clears away sessions and marks of the cache that are over."""

from collections.abc import Callable
from datetime import datetime, timedelta


def run(now: Callable[[], datetime]) -> int:
    """Sweep once; return how many rows went."""
    from django.conf import settings

    from hubtable.accounts.actions.sweeping import sweep
    from hubtable.accounts.rules.limits import Limits

    limits = Limits(
        idle=timedelta(minutes=settings.IDLE_MINUTES),
        absolute=timedelta(hours=settings.ABSOLUTE_HOURS),
    )
    return sweep(at=now(), limits=limits)
