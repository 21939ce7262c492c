"""Writes the directory to files: each export appears whole, or not at all."""

import csv
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from hubtable.cli.place import CannotRun

Progress = Callable[[str, int], None]
PACKAGE = "datapackage.json"


def export(dest: Path, form: str, tell: Progress) -> dict[str, int]:
    """Write the directory and return how many records of each kind.

    :raises CannotRun: when something else stands at the destination.
    :raises OSError: when it cannot be written.
    """
    from hubtable.interop.queries.hsds.exporting import one_moment

    with one_moment():
        if form == "hsds-csv":
            return _tabular(dest, tell)
        return _lines(dest, tell) if form == "hsds-ndjson" else _document(dest, tell)


def _document(dest: Path, tell: Progress) -> dict[str, int]:
    """Write one JSON object: the name of each collection, and its full objects."""
    from hubtable.interop.rules.hsds.exporting import COLLECTIONS

    counts = {}
    with _file(dest) as file:
        for place, (name, table) in enumerate(COLLECTIONS.items()):
            file.write(f"{',' if place else '{'}\n{json.dumps(name)}: [")
            counts[table] = 0
            for one in _objects(table, tell):
                file.write(",\n" if counts[table] else "\n")
                file.write(json.dumps(one, ensure_ascii=False))
                counts[table] += 1
            file.write("]")
        file.write("\n}\n")
    return counts


def _lines(dest: Path, tell: Progress) -> dict[str, int]:
    """Write one full object a line; `table` says which kind it is."""
    from hubtable.interop.rules.hsds.exporting import COLLECTIONS

    counts = {}
    with _file(dest) as file:
        for table in COLLECTIONS.values():
            counts[table] = 0
            for one in _objects(table, tell):
                file.write(json.dumps({"table": table, **one}, ensure_ascii=False) + "\n")
                counts[table] += 1
    return counts


def _objects(table: str, tell: Progress) -> Iterator[dict[str, Any]]:
    from hubtable.interop.queries.hsds.exporting import full_objects

    done = 0
    for chunk in full_objects(table):
        yield from chunk
        done += len(chunk)
        tell(f"writing {table}", done)


def _tabular(dest: Path, tell: Progress) -> dict[str, int]:
    """Write the tabular data package: to a folder, or to a zip archive where `dest` ends so."""
    draft = Path(tempfile.mkdtemp(prefix=f".{dest.name}.", dir=dest.absolute().parent))
    try:
        counts = _tables(draft, tell)
        if dest.suffix.lower() == ".zip":
            _zipped(draft, dest)
        else:
            _put(draft, dest)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return counts


def _tables(folder: Path, tell: Progress) -> dict[str, int]:
    from hubtable.interop.queries.hsds.exporting import own_columns, table_rows
    from hubtable.interop.rules.hsds.exporting import fields_of, package
    from hubtable.interop.rules.hsds.tables import ORDERED

    own = {table.name: own_columns(table.name) for table in ORDERED}
    counts: dict[str, int] = {}
    for table in ORDERED:
        names = [one.name for one in fields_of(table, own[table.name])]
        path = folder / f"{table.file}.csv"
        tell_of = partial(tell, f"writing {table.name}")
        counts[table.name] = _table(path, names, table_rows(table.name), tell_of)
        if table.own and not counts[table.name]:
            del counts[table.name]
            path.unlink()
    tables = [table for table in ORDERED if table.name in counts]
    described = json.dumps(package(own, tables), indent=2) + "\n"
    (folder / PACKAGE).write_text(described, encoding="utf-8")
    return counts


def _table(
    path: Path,
    names: list[str],
    chunks: Iterator[list[dict[str, Any]]],
    tell: Callable[[int], None],
) -> int:
    """Write one file and return how many rows."""
    from hubtable.interop.rules.hsds.exporting import cell

    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for rows in chunks:
            writer.writerows([cell(row[name]) for name in names] for row in rows)
            count += len(rows)
            tell(count)
    return count


def _zipped(folder: Path, dest: Path) -> None:
    """Pack a folder; names, order and dates are always the same, so the same rows give the same."""
    with _draft(dest) as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(path.name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as packed:
                shutil.copyfileobj(source, packed)


def _put(draft: Path, dest: Path) -> None:
    """Move a folder to its place; an export that stands there already makes room."""
    if not dest.exists():
        draft.rename(dest)
        return
    if not dest.is_dir() or (any(dest.iterdir()) and not (dest / PACKAGE).is_file()):
        raise CannotRun(f"{dest}: something else stands there. Name another place.")
    known = {path.name for path in draft.iterdir()}
    if {path.name for path in dest.iterdir()} - known:
        raise CannotRun(f"{dest}: other files stand there too. Name another place.")
    aside = Path(tempfile.mkdtemp(prefix=f".{dest.name}.", dir=dest.absolute().parent))
    dest.rename(aside / "before")
    draft.rename(dest)
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _file(dest: Path) -> Iterator[IO[str]]:
    """Write a text file that appears whole or not at all."""
    with _draft(dest) as raw:
        file = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        yield file
        file.flush()
        file.detach()


@contextmanager
def _draft(dest: Path) -> Iterator[IO[bytes]]:
    if dest.is_dir():
        raise CannotRun(f"{dest}: a folder stands there. Name a file.")
    folder = dest.absolute().parent
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{dest.name}.", delete=False) as draft:
        try:
            yield draft
            draft.flush()
            Path(draft.name).replace(dest)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
