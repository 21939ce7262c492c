"""Takes discussions out as a file, and brings them in: what one seat may see, and no more."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from hubtable.cli.acting_as import acting_as, as_option
from hubtable.cli.place import CannotRun, data_option

if TYPE_CHECKING:
    from hubtable.table.actions.importing import Outcome


def options(one: argparse.ArgumentParser) -> None:
    """Add the two commands and their options."""
    both = one.add_subparsers(dest="way", required=True, metavar="export|import")
    out = both.add_parser("export", help="write the discussions the seat sees to a CSV file")
    out.add_argument("file", type=Path, metavar="DEST")
    back = both.add_parser("import", help="bring the discussions of a CSV file in")
    back.add_argument("file", type=Path, metavar="SRC")
    back.add_argument("--dry-run", action="store_true", help="say what would happen, do nothing")
    back.add_argument(
        "--all-or-nothing", action="store_true", help="bring nothing in when any row is wrong"
    )
    back.add_argument(
        "--quarantine", type=Path, metavar="FILE", help="write rows that are wrong there, with why"
    )
    for way in (out, back):
        data_option(way)
        as_option(way)
        way.add_argument("--json", action="store_true", help="print one JSON object")


def run(chosen: argparse.Namespace) -> int:
    """Run one of the two.

    :raises CannotRun: with one sentence why; nothing half done.
    """
    try:
        return _export(chosen) if chosen.way == "export" else _import(chosen)
    except OSError as problem:
        raise CannotRun(f"{chosen.file}: {problem.strerror or 'cannot be used'}.") from None


def _export(chosen: argparse.Namespace) -> int:
    with acting_as(chosen) as (by, at), _written(chosen.file) as to:
        from hubtable.table.actions.exporting import export

        rows = export(by=by, at=at, to=to)
    said = {"file": str(chosen.file), "rows": rows}
    print(json.dumps(said) if chosen.json else f"{rows} discussions written to {chosen.file}.")
    return 0


@contextmanager
def _written(path: Path) -> Iterator[TextIO]:
    """Write a file that appears whole or not at all, readable by us alone."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=path.absolute().parent, delete=False
    ) as draft:
        try:
            yield draft  # type: ignore[misc]  # a text file by its mode
            draft.flush()
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise


def _import(chosen: argparse.Namespace) -> int:
    with (
        chosen.file.open("rb") as file,
        _aside(chosen.quarantine) as aside,
        acting_as(chosen) as (by, at),
    ):
        from hubtable.table.actions.importing import NotAll, look, take_in

        given: dict[str, Any] = {"file": file, "aside": aside, "progress": _progress}
        if chosen.dry_run:
            outcome = look(by=by, at=at, **given)
        else:
            try:
                whole = chosen.all_or_nothing
                outcome = take_in(by=by, at=at, whole=whole, **given)
            except NotAll as refused:
                _tell_faults(refused.outcome)
                raise
    _tell(chosen, outcome)
    return 0


@contextmanager
def _aside(path: Path | None) -> Iterator[TextIO | None]:
    if path is None:
        yield None
        return
    with _written(path) as file:
        yield file


def _progress(read: int) -> None:
    if read % 5000 == 0:
        print(f"{read} rows …", file=sys.stderr, flush=True)


def _tell(chosen: argparse.Namespace, outcome: "Outcome") -> None:
    if chosen.json:
        print(json.dumps(_as_json(outcome, dry_run=chosen.dry_run)))
        return
    _tell_faults(outcome)
    would = "Would bring in" if chosen.dry_run else "Brought in"
    print(
        f"{outcome.read} rows. {would}: {outcome.new}. Unchanged: {outcome.unchanged}."
        f" Set aside: {outcome.quarantined}."
    )


def _as_json(outcome: "Outcome", *, dry_run: bool) -> dict[str, Any]:
    problems = [
        {"line": line, "column": one.column, "code": one.code, "problem": one.sentence}
        for line, one in outcome.faults
    ]
    return {
        "dry_run": dry_run,
        "read": outcome.read,
        "new": outcome.new,
        "unchanged": outcome.unchanged,
        "quarantined": outcome.quarantined,
        "problems": problems,
        "problems_left_out": outcome.untold,
    }


def _tell_faults(outcome: "Outcome") -> None:
    for line, one in outcome.faults:
        where = f"line {line}, {one.column}" if one.column else f"line {line}"
        print(f"{where}: {one.sentence}", file=sys.stderr)
    if outcome.untold:
        print(f"… and {outcome.untold} problems more", file=sys.stderr)
