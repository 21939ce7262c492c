"""Only background work, for deployments with several web processes.

Every task may run in several processes at once and is harmless when repeated.
"""

import argparse
import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from types import FrameType

from hubtable.cli.place import data_folder, data_option, opened

EVERY_SECONDS = 60.0


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)


def run(chosen: argparse.Namespace) -> int:
    """Work until told to stop."""
    with opened(data_folder(chosen.data, "hubtable")) as place:
        os.environ |= place.settings()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
        import django

        django.setup()
        stop = threading.Event()

        def end(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        work(stop)
    return 0


def work(stop: threading.Event) -> None:
    """Run every task each minute until `stop` is set; one that fails is tried again next time."""
    logger = logging.getLogger("hubtable.worker")
    while not stop.is_set():
        for task in tasks():
            try:
                task()
            except Exception:
                logger.warning(
                    "task failed", extra={"facts": {"task": task.__name__}}, exc_info=True
                )
        stop.wait(EVERY_SECONDS)


def tasks() -> tuple[Callable[[], object], ...]:
    """Return the background tasks."""
    from django.conf import settings
    from django.db import close_old_connections
    from django.utils import timezone

    from hubtable.accounts.actions.sweeping import sweep
    from hubtable.accounts.rules.limits import Limits

    def sweep_sessions() -> object:
        limits = Limits(
            idle=timedelta(minutes=settings.IDLE_MINUTES),
            absolute=timedelta(hours=settings.ABSOLUTE_HOURS),
        )
        return sweep(at=timezone.now(), limits=limits)

    return (close_old_connections, sweep_sessions)
