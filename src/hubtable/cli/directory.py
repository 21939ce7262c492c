"""Takes service data in from files and other directories, and gives the directory out."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubtable.cli.place import CannotRun, data_folder, data_option, installed_as, opened

if TYPE_CHECKING:
    from hubtable.directory.actions.importing.report import Report
    from hubtable.directory.actions.importing.running import Feed

FORMATS = ("auto", "hsds-csv", "hsds-json", "airs-xml", "csv")
WRITTEN = ("hsds-json", "hsds-csv", "hsds-ndjson")
SHOWN = 20
"""Problems told in words; `--json` has them all."""


def options(one: argparse.ArgumentParser) -> None:
    """Add the command and its options."""
    ways = one.add_subparsers(dest="way", required=True, metavar="import|export|taxonomy")
    take = ways.add_parser("import", help="take a feed in; the same feed again changes nothing")
    take.add_argument("src", metavar="SRC", help="folder, zip archive, file or http address")
    take.add_argument("--format", choices=FORMATS, default="auto", help="else it is told by SRC")
    take.add_argument("--mapping", type=Path, metavar="FILE", help="says what CSV or JSON means")
    take.add_argument("--source", default="", metavar="WORD", help="whose feed this is")
    take.add_argument(
        "--partial", action="store_true", help="a part of its source: the rest is not missing"
    )
    take.add_argument("--dry-run", action="store_true", help="say what would happen, do nothing")
    take.add_argument("--json", action="store_true", help="print one JSON object")
    data_option(take)
    give = ways.add_parser("export", help="write the directory to files: whole, or not at all")
    give.add_argument("dest", type=Path, metavar="DEST", help="file; for CSV a folder or a .zip")
    give.add_argument("--format", choices=WRITTEN, default="hsds-json", help="how it is written")
    give.add_argument("--json", action="store_true", help="print one JSON object")
    data_option(give)
    put = ways.add_parser("taxonomy", help="put a taxonomy into the directory to sort by")
    put.add_argument("key", choices=("hub", "gravity"), help="our categories, or Gravity's")
    data_option(put)


def run(chosen: argparse.Namespace) -> int:
    """Run one of them.

    :raises CannotRun: with one sentence why; nothing half done.
    """
    return {"export": _export, "import": _import, "taxonomy": _taxonomy}[chosen.way](chosen)


def _taxonomy(chosen: argparse.Namespace) -> int:
    with _ready(chosen):
        from hubtable.base.acting import acting
        from hubtable.directory.actions.vocabularies import put

        at = datetime.now(UTC)
        with acting("job", "directory", at=at):
            made = put(by=None, at=at, key=chosen.key)
    print(f"Taxonomy {chosen.key}: {made} new terms.")
    return 0


def _export(chosen: argparse.Namespace) -> int:
    from hubtable.cli.exporting import export

    tell = Progress()
    with _ready(chosen):
        try:
            counts = export(chosen.dest, chosen.format, tell)
        except OSError as problem:
            raise CannotRun(f"{chosen.dest}: {problem.strerror or 'cannot be used'}.") from None
    tell.done()
    said = {"file": str(chosen.dest), "format": chosen.format, "tables": counts}
    words = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    print(json.dumps(said) if chosen.json else f"Written to {chosen.dest}: {words or 'nothing'}.")
    return 0


def _import(chosen: argparse.Namespace) -> int:
    with _ready(chosen):
        from hubtable.directory.actions.importing.refusing import FeedRefused
        from hubtable.directory.actions.importing.running import bring_in
        from hubtable.kernel.verdict import Refused

        tell = Progress()
        try:
            with _feed(chosen, tell) as feed:
                at = datetime.now(UTC)
                report = bring_in(at=at, feed=feed, dry_run=chosen.dry_run, progress=tell)
                if not chosen.dry_run:
                    _list(tell)
        except FeedRefused as refused:
            raise CannotRun(f"{chosen.src}: {refused}") from None
        except Refused as refused:
            raise CannotRun(refused.sentence) from None
        except OSError as problem:
            raise CannotRun(f"{chosen.src}: {problem.strerror or 'cannot be read'}.") from None
        tell.done()
        (_print_json if chosen.json else _print)(report)
    return 0


def _list(tell: "Progress") -> None:
    """Let what came in be found."""
    from hubtable.base.acting import acting
    from hubtable.directory.actions.listing import list_outdated

    tell("bringing the search up to date", 0)
    at = datetime.now(UTC)
    with acting("job", "directory", at=at):
        list_outdated(by=None, at=at)


@contextmanager
def _ready(chosen: argparse.Namespace) -> Iterator[None]:
    with opened(data_folder(chosen.data, "hubtable")) as place:
        os.environ |= place.settings(practice=bool(installed_as(place)))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
        import django

        django.setup()
        yield


@contextmanager
def _feed(chosen: argparse.Namespace, tell: "Progress") -> Iterator["Feed"]:
    from dataclasses import replace

    from hubtable.directory.actions.importing.fetching import fetch
    from hubtable.directory.actions.importing.opening import feed_at

    more: dict[str, Any] = {
        "form": chosen.format,
        "mapping": chosen.mapping,
        "source": chosen.source,
        "partial": chosen.partial,
    }
    if not chosen.src.startswith(("http://", "https://")):
        yield feed_at(Path(chosen.src), **more)
        return
    with tempfile.TemporaryDirectory(prefix="hubtable-feed-") as folder:
        fetch(chosen.src, Path(folder), tell)
        name = chosen.src.split("://", 1)[1].split("?")[0]
        yield replace(feed_at(Path(folder), **more), name=name, address=chosen.src)


class Progress:
    """Says on standard error how far it is: a line that changes, or where nobody looks, few."""

    def __init__(self) -> None:
        self._told = ("", 0)
        self._live = sys.stderr.isatty()

    def __call__(self, what: str, rows: int) -> None:
        """Say what is read or taken in now, and how many rows."""
        if what == self._told[0] and rows - self._told[1] < 10_000:
            return
        self._told = (what, rows)
        line = f"{what} … {rows} rows"
        print(f"\r\x1b[K{line}" if self._live else line, end="" if self._live else "\n",
              file=sys.stderr, flush=True)  # fmt: skip

    def done(self) -> None:
        """End the line."""
        if self._live and self._told[0]:
            print(file=sys.stderr)


def _print_json(report: "Report") -> None:
    """Print one object; problems one after another, for there can be any number of them."""
    head = {"format": report.format, "source": report.source, "dry_run": report.dry_run}
    whole = {**head, **report.kept()}
    out = sys.stdout
    out.write(json.dumps(whole)[:-1] + ', "problems": [')
    for place, problem in enumerate(report.problems):
        out.write((", " if place else "") + json.dumps(problem.as_json()))
    out.write("]}\n")


def _print(report: "Report") -> None:
    would = " (dry run: nothing was changed)" if report.dry_run else ""
    print(f"Source {report.source}, {report.format}{would}")
    head = ("read", "new", "changed", "unchanged", "quarantined", "missing")
    print(f"{'':24}" + "".join(f"{name:>12}" for name in head))
    for table, counts in report.tables.items():
        print(f"{table:24}" + "".join(f"{n:>12}" for n in counts.as_json().values()))
    for place, problem in enumerate(report.problems):
        if place == SHOWN:
            print(f"… and {len(report.problems) - SHOWN} more in quarantine", file=sys.stderr)
            break
        where = f"{problem.table}, row {problem.row}, {problem.field or 'row'}"
        print(f"{where}: {problem.reason}", file=sys.stderr)
