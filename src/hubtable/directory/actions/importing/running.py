"""One import from beginning to end: read whole, then taken in; broken off, it goes on where it was.

Reading changes nothing. Taking in is one transaction; a feed of more than `LARGE` rows is taken in
table by table, each its own transaction, and what is done is kept with the run.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connection, transaction

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import acting
from hubtable.directory.actions.importing.quarantining import Quarantine
from hubtable.directory.actions.importing.report import Report
from hubtable.directory.actions.importing.sources import Known, keep, recognized
from hubtable.directory.actions.importing.spooling import Sheet, spool
from hubtable.directory.actions.importing.survivors import survivors
from hubtable.directory.actions.importing.taking_in import Taking, take_in
from hubtable.directory.models import Import, Location, Source
from hubtable.directory.rules.feeds.found import Batch
from hubtable.directory.rules.specials import is_yes
from hubtable.kernel.verdict import Refused

LARGE = 400_000
"""Rows above which each table is a transaction of its own."""
BUSY = "Another import is running. Wait until it is done."
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that can be read: as often as it is asked, from its beginning."""

    name: str
    format: str
    read: Callable[[], Iterator[Batch]]
    address: str = ""
    source: str = ""
    """The source's word where it was chosen."""
    partial: bool = False
    """Whether it is only a part of its source: nothing is missing then."""


def bring_in(
    *, at: datetime, feed: Feed, dry_run: bool = False, large: int = LARGE, progress: Progress
) -> Report:
    """Import a feed and return what became of its rows; above `large` rows table by table.

    :raises Refused: when another import is running.
    """
    with _alone(), tempfile.TemporaryDirectory(prefix="hubtable-import-") as folder:
        known = recognized(feed.read(), name=feed.name, chosen=feed.source)
        rows = spool(feed.read(), Path(folder), known.id.bytes, progress)
        try:
            run = _Run(feed, known, rows.digest, Report(feed.format, known.key), progress, uuid4())
            run.report.dry_run = dry_run
            return _take(at, run, list(rows.ordered()), large)
        finally:
            rows.close()


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('hubtable directory import'))")
        if not cursor.fetchone()[0]:
            raise Refused("busy", BUSY)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('hubtable directory import'))")


def _take(at: datetime, run: "_Run", sheets: list[Sheet], large: int) -> Report:
    dry_run = run.report.dry_run
    by_table = not dry_run and sum(sheet.lines for sheet in sheets) > large
    groups = _one_by_one(sheets) if by_table else [sheets]
    for place, group in enumerate(groups):
        with acting("job", "directory", at=at), transaction.atomic():
            take_group(at=at, run=run, sheets=group, last=place == len(groups) - 1)
            if dry_run:
                transaction.set_rollback(True)
    return run.report


def _one_by_one(sheets: list[Sheet]) -> list[list[Sheet]]:
    """Return the tables that are taken in at once: each by itself.

    Where a place is confidential, those up to the addresses are one: before its address has come
    nothing knows which street the texts must not tell.
    """
    last = next((nth for nth, sheet in enumerate(sheets, 1) if sheet.table == "address"), 0)
    hidden = Location.objects.filter(confidential=True).exists() or any(map(_hides, sheets))
    first = last if hidden else 0
    return [*([sheets[:first]] if first else []), *([sheet] for sheet in sheets[first:])]


def _hides(sheet: Sheet) -> bool:
    """Say whether a table has a place of which the feed says that it is confidential."""
    return any(
        is_yes(line[5][columns.index("confidential")])
        for _, columns, lines in sheet.chunks()
        if "confidential" in columns
        for line in lines
    )


@dataclass(slots=True)
class _Run:
    feed: Feed
    known: Known
    digest: str
    report: Report
    progress: Progress
    id: UUID
    begun: bool = False
    quarantine: Quarantine = field(init=False)

    def __post_init__(self) -> None:
        """Make what rows are put aside with."""
        self.quarantine = Quarantine(run=self.id, source=self.known.id)


@recorded
def take_group(*, at: datetime, run: _Run, sheets: list[Sheet], last: bool) -> None:
    """Take some tables in, in one transaction with what is kept of the run."""
    with connection.cursor() as cursor:
        # Links are looked at chunk by chunk, while the next is understood, and not all at the end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    if not run.begun:
        _begin(at, run)
    whole = not run.feed.partial
    taking = Taking(
        run.known.id, at, run.quarantine, run.report, whole=whole, survivors=survivors()
    )
    for sheet in sheets:
        if sheet.table not in run.report.tables:
            run.progress(f"taking in {sheet.table}", sheet.rows)
            take_in(taking, sheet)
    done = {"digest": run.digest, "done": list(run.report.tables)}
    Import.objects.filter(id=run.id).update(report=run.report.kept(), cursor=done)
    if last:
        run.quarantine.came_right(run.report.tables, at)
        Import.objects.filter(id=run.id).update(ended_at=at)
        Source.objects.filter(id=run.known.id).update(last_import_at=at)
    changed = sum(counts.new + counts.changed for counts in run.report.tables.values())
    record("imported", run.id, source=run.known.key, changed=changed)


def _begin(at: datetime, run: _Run) -> None:
    """Begin a run, or go on with the one that was broken off over the same feed."""
    keep(run.known, at=at, form=run.feed.format, address=run.feed.address)
    open_runs = Import.objects.filter(source_id=run.known.id, ended_at=None, dry_run=False)
    before = open_runs.filter(cursor__digest=run.digest).order_by("-started_at").first()
    given_up = open_runs.exclude(id=before.id) if before else open_runs
    given_up.update(ended_at=at)
    if before is None:
        Import.objects.create(
            id=run.id,
            source_id=run.known.id,
            started_at=at,
            format=run.feed.format,
            given=run.feed.address or run.feed.name,
            cursor={"digest": run.digest, "done": []},
        )
    else:
        run.id = before.id
        run.report.go_on(before.report)
    run.begun = True
    run.quarantine = Quarantine(run=run.id, source=run.known.id)
    for problem in run.quarantine.before(run.report.tables):
        run.report.problems.add(problem)
