"""Only background work, for deployments with several web processes.

Its jobs stand in `jobs`; each may run in several processes at once.
"""

import argparse
import logging
import os
import signal
import threading
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
    """Run every job each minute until `stop` is set; the first round catches up at once.

    Feeds that were handed in are worked on beside it: they can take long, and somebody waits.
    """
    from hubtable.cli.feeding import keep_feeding

    threading.Thread(target=keep_feeding, args=(stop,), name="feeds", daemon=True).start()
    while not stop.is_set():
        work_once()
        stop.wait(EVERY_SECONDS)


def work_once() -> None:
    """Run every job once. One that fails stops no other and is tried again next time."""
    from django.db import close_old_connections
    from django.utils import timezone

    from hubtable.cli.jobs import JOBS

    logger = logging.getLogger("hubtable.worker")
    for name, run_job in JOBS.items():
        try:
            close_old_connections()
            run_job(timezone.now)
        except Exception:
            logger.warning("job failed", extra={"facts": {"job": name}}, exc_info=True)
