"""Looks at feeds that stewards handed in on a page, and takes them in.

In a process of its own: reading a feed keeps a core busy for minutes, and pages must not wait. One
that is killed is begun anew; taking in goes on where it was (`bring_in`).
"""

import logging
import multiprocessing
import os
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubtable.directory.rules.delivering import DEADLY, SILENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubtable.cli.jobs import Now
    from hubtable.directory.actions.delivering import Work
    from hubtable.directory.actions.importing.report import Report

EVERY_SECONDS = 2.0
TELL_SECONDS = 1.0
FAILED = "The program could not take this feed in. Its log says where it failed."
DIED = "The program died over this feed several times. Hand it in in parts."
LETTERS = 60
"""Letters of a file's name that are kept: of four bytes each they fit into 255."""
logger = logging.getLogger("hubtable.feeding")


def keep_feeding(stop: threading.Event) -> None:
    """Begin a process whenever a feed waits, until `stop` is set."""
    while not stop.wait(EVERY_SECONDS):
        try:
            if _waits():
                _run(work_off)
        except Exception:
            logger.warning("feeds not looked for", exc_info=True)


def _run(target: "Callable[[str, Any], None]") -> None:
    """Run a process to its end, or end it when it falls silent; its files go with it."""
    spawning = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="hubtable-feeding-") as folder:
        beat = spawning.RawValue("d", time.monotonic())
        one = spawning.Process(target=target, args=(folder, beat), name="feeding", daemon=True)
        one.start()
        while one.is_alive():
            one.join(TELL_SECONDS)
            if time.monotonic() - beat.value > SILENT.total_seconds():
                one.kill()


def _beat(beat: Any) -> None:
    while True:
        beat.value = time.monotonic()
        time.sleep(TELL_SECONDS)


def work_off(folder: str, beat: Any) -> None:
    """Work off every feed that waits, with all files in `folder`; `beat` says that it lives."""
    tempfile.tempdir = folder
    threading.Thread(target=_beat, args=(beat,), daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    while work_on_next(timezone.now):
        pass


def work_on_next(now: "Now") -> bool:
    """Work on the next feed; False when none waits, or another import is running."""
    from hubtable.directory.actions import delivering
    from hubtable.directory.actions.importing.refusing import FeedRefused
    from hubtable.kernel.verdict import Refused

    with _acting(now) as at:
        work = delivering.claim(at=at)
    if work is None:
        return False
    if work.deaths >= DEADLY:
        _fail(work, DIED, now)
        return True
    try:
        report = _worked(work, now)
    except Refused:
        with _acting(now) as at:
            delivering.put_back(at=at, work=work)
        return False
    except FeedRefused as refused:
        _fail(work, str(refused), now)
    except Exception:
        logger.warning("feed failed", extra={"facts": {"delivery": work.id}}, exc_info=True)
        _fail(work, FAILED, now)
    else:
        with _acting(now) as at:
            kept = _kept(report)
            delivering.finish(at=at, delivery=work.id, report=kept, taken=work.take)
    return True


def _worked(work: "Work", now: "Now") -> "Report":
    from hubtable.directory.actions import delivering
    from hubtable.directory.actions.importing.opening import feed_at
    from hubtable.directory.actions.importing.running import bring_in
    from hubtable.directory.actions.listing import list_outdated

    with (
        tempfile.TemporaryDirectory(prefix="hubtable-feed-") as folder,
        _telling(work, now) as tell,
    ):
        file = Path(folder) / (re.sub(r"[^\w.-]", "_", work.given)[-LETTERS:] or "feed")
        with _acting(now):
            delivering.write_to(work.id, file)
        # A name no feed has here: its spaces were replaced.
        mapping = Path(folder) / " mapping" if work.mapping else None
        if mapping:
            mapping.write_text(work.mapping, encoding="utf-8")
        feed = feed_at(file, mapping=mapping, source=work.source, partial=work.partial)
        report = bring_in(at=now(), feed=feed, dry_run=not work.take, progress=tell)
        if work.take:
            tell("bringing the search up to date", 0)
            with _acting(now) as at:
                list_outdated(by=None, at=at)
    return report


def _kept(report: "Report") -> dict[str, Any]:
    """Return what a page shows: counts, and of what was put aside no value."""
    aside = Counter((one.table, one.reason) for one in report.problems)
    rows = [[table, reason, count] for (table, reason), count in sorted(aside.items())]
    return {
        **report.kept(),
        "source": report.source,
        "format": report.format,
        "quarantined": rows,
    }


def _fail(work: "Work", trouble: str, now: "Now") -> None:
    from hubtable.directory.actions import delivering

    with _acting(now) as at:
        delivering.fail(at=at, delivery=work.id, trouble=trouble)


class Telling:
    """What is done now; said every second from beside, for the work is one transaction."""

    def __init__(self) -> None:
        self.doing, self.rows = "", 0

    def __call__(self, what: str, rows: int) -> None:
        """Note it."""
        self.doing, self.rows = what, rows


@contextmanager
def _telling(work: "Work", now: "Now") -> Iterator[Telling]:
    tell, stop = Telling(), threading.Event()
    beside = threading.Thread(target=_keep_telling, args=(work, tell, stop, now), daemon=True)
    beside.start()
    try:
        yield tell
    finally:
        stop.set()
        beside.join()


def _keep_telling(work: "Work", tell: Telling, stop: threading.Event, now: "Now") -> None:
    from django.db import connection

    from hubtable.directory.actions import delivering

    try:
        while not stop.wait(TELL_SECONDS):
            with _acting(now) as at:
                delivering.tell(at=at, delivery=work.id, doing=tell.doing, rows=tell.rows)
    finally:
        connection.close()


def _waits() -> bool:
    from django.db import close_old_connections
    from django.utils import timezone

    from hubtable.directory.actions import delivering

    close_old_connections()
    with _acting(timezone.now) as at:
        return delivering.waits(at=at)


@contextmanager
def _acting(now: "Now") -> Iterator[datetime]:
    from hubtable.base.acting import acting

    with acting("job", "directory", at=(at := now())):
        yield at
