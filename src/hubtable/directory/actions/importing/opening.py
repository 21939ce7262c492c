"""Opens what a feed is kept in: a folder, a zip archive or a file, as a stream of batches."""

import csv
import errno
import functools
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol, TextIO

from hubtable.directory.actions.importing.elements import elements
from hubtable.directory.actions.importing.refusing import FeedRefused
from hubtable.directory.actions.importing.running import Feed
from hubtable.directory.actions.importing.trees import agencies
from hubtable.directory.rules.feeds.airs_xml import take_agency
from hubtable.directory.rules.feeds.aliases import plain
from hubtable.directory.rules.feeds.computing import MARK, bare, has_mark
from hubtable.directory.rules.feeds.found import Batch, Gathering
from hubtable.directory.rules.feeds.hsds_csv import Plan, batches, plan, table_of
from hubtable.directory.rules.feeds.hsds_json import kind_of, tables_in, take_apart
from hubtable.directory.rules.feeds.mapping import Mapped, MappingRefused, read_mapping, take_row
from hubtable.directory.rules.feeds.tables import ORDERED

JSON = frozenset({".json", ".ndjson", ".jsonl"})
PLACE = {table.name: place for place, table in enumerate(ORDERED)}
WIDEST, MOST_CELLS = 16 * 1024 * 1024, 2000
"""Characters and cells of one row at most: what is held in memory at once."""
LOCKED = 0x1
"""Flag of a file with a password (PKWARE APPNOTE 6.3.10, 4.4.4)."""
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(NotImplementedError, UnicodeDecodeError, OSError),
)
"""What the reading of an archive raises that is none, or packed in a way that is not known."""
UNPACKED, THINNEST = 256 * 1024 * 1024, 200
"""Bytes from which on an archive may unpack to so many times its size at most: tables in words
pack to a twentieth of their size, an archive made to fill a disk to a thousandth."""
MOST_FILES = 50_000
"""Files of an archive at most."""


class Files(Protocol):
    """A folder, an archive or one file."""

    @property
    def name(self) -> str:
        """What the source is named after."""

    def names(self) -> list[str]:
        """Return the files."""

    def open(self, name: str) -> BinaryIO:
        """Open one of them."""


@dataclass(frozen=True)
class Folder:
    """The files of a folder, or one file."""

    path: Path

    @property
    def name(self) -> str:
        """What the source is named after."""
        return self.path.name

    def names(self) -> list[str]:
        """Return the files, with their folders below this one."""
        if self.path.is_file():
            return [self.path.name]
        found = (one for one in self.path.rglob("*") if one.is_file() and self._holds(one))
        return sorted(str(one.relative_to(self.path)) for one in found)

    def _holds(self, one: Path) -> bool:
        """Say whether a file is here: a link may lead to any file of this machine."""
        return one.resolve().is_relative_to(self.path.resolve())

    def open(self, name: str) -> BinaryIO:
        """Open one of them."""
        return (self.path if self.path.is_file() else self.path / name).open("rb")


@dataclass(frozen=True)
class Archive:
    """The files of a zip archive."""

    path: Path

    @property
    def name(self) -> str:
        """What the source is named after."""
        return self.path.name

    @cached_property
    def _opened(self) -> zipfile.ZipFile:
        """The archive, opened once: its list of files can be long to read."""
        return zipfile.ZipFile(self.path)

    @cached_property
    def _names(self) -> list[str]:
        entries = self._opened.infolist()
        if len(entries) > MOST_FILES:
            raise FeedRefused("There are too many files in the archive.")
        if any(one.flag_bits & LOCKED for one in entries):
            raise FeedRefused("The archive has a password. Pack it without one.")
        unpacked = sum(one.file_size for one in entries)
        if unpacked > max(UNPACKED, THINNEST * self.path.stat().st_size):
            raise FeedRefused("The archive unpacks to far more than it can hold in words.")
        # A name can stand twice: the archive opens the last of them, however often it is asked.
        names = dict.fromkeys(one.filename for one in entries)
        return [one for one in names if not re.search(r"/$|__MACOSX|/\.", one)]

    def names(self) -> list[str]:
        """Return the files in it, without what systems add."""
        return self._names

    def open(self, name: str) -> BinaryIO:
        """Open one of them."""
        return self._opened.open(name)  # type: ignore[return-value]


@contextmanager
def _unbroken() -> Iterator[None]:
    """Say of an archive that cannot be read that it is broken."""
    try:
        yield
    except BROKEN as problem:
        # Where an `OSError` tells of the disk it has another number.
        if isinstance(problem, OSError) and problem.errno not in (None, errno.EINVAL):
            raise
        raise FeedRefused("The archive is broken.") from None


def feed_at(
    path: Path,
    *,
    form: str = "auto",
    mapping: Path | None = None,
    source: str = "",
    partial: bool = False,
) -> Feed:
    """Return the feed a file or folder holds.

    :raises FeedRefused: when it cannot be told what it is, or the mapping file cannot be used.
    """
    files = files_at(path)
    mapped = None
    if mapping is not None:
        try:
            mapped = read_mapping(mapping.read_text(encoding="utf-8"))
        except MappingRefused as refused:
            raise FeedRefused(str(refused)) from None
    chosen = format_of(files, mapped=mapped is not None) if form == "auto" else form
    name = mapped.name if mapped and mapped.name else files.name
    with _unbroken():
        partial = partial or (chosen == "hsds-json" and _is_one_object(files))
    return Feed(name, chosen, reader(files, chosen, mapped), source=source, partial=partial)


def _is_one_object(files: Files) -> bool:
    """Say whether there is one object in it: then what else its source has is not missing."""
    found = 0
    for name in files.names():
        if _is_json(name):
            with _text(files, name) as file:
                objects = islice(_objects(file, name), 2)
                found += sum(1 if "id" in one else 2 for one in objects)
    return found == 1


def files_at(path: Path) -> Files:
    """Return the files of a feed.

    :raises FeedRefused: when there is nothing to read.
    """
    if not path.exists():
        raise FeedRefused("There is no such file or folder.")
    found: Files = Archive(path) if zipfile.is_zipfile(path) else Folder(path)
    with _unbroken():
        if not found.names():
            raise FeedRefused("There is no file in it.")
    return found


def format_of(files: Files, *, mapped: bool) -> str:
    """Return the format of a feed by what its files are called.

    :raises FeedRefused: when no file tells.
    """
    endings = {PurePosixPath(name).suffix.lower() for name in files.names()}
    if mapped:
        return "csv"
    if ".csv" in endings and any(_table(name) for name in files.names()):
        return "hsds-csv"
    if ".xml" in endings:
        return "airs-xml"
    if endings & JSON:
        return "hsds-json"
    raise FeedRefused("What is in it cannot be told. Say --format, or give a --mapping file.")


def reader(files: Files, form: str, mapped: Mapped | None) -> Callable[[], Iterator[Batch]]:
    """Return what reads the feed from its beginning."""
    if form == "csv" and mapped is None:
        raise FeedRefused("This format needs a mapping file: --mapping FILE.")

    def read() -> Iterator[Batch]:
        with _unbroken():
            if form == "csv" and mapped:
                yield from _mapped(files, mapped)
            elif form == "airs-xml":
                yield from _airs(files)
            else:
                yield from _hsds_csv(files) if form == "hsds-csv" else _hsds_json(files)

    return read


def _table(name: str) -> str | None:
    path = PurePosixPath(name)
    return table_of(path.stem) if path.suffix.lower() == ".csv" else None


def plans(files: Files) -> list[tuple[str, Plan]]:
    """Return the files of an HSDS CSV feed that hold a table, in the order of taking in."""
    found, taxonomies = [], any(_is_taxonomy(files, name) for name in files.names())
    for name in files.names():
        if PurePosixPath(name).suffix.lower() == ".csv":
            with _text(files, name) as file:
                header = next(_rows(file, name, Seen()), [])
            one = plan(PurePosixPath(name).stem, header, taxonomy_keys=taxonomies)
            if one:
                found.append((name, one))
    if not found:
        raise FeedRefused("No file in it has a name of HSDS (organizations.csv, services.csv, …).")
    return sorted(found, key=lambda each: PLACE[each[1].table])


def _is_taxonomy(files: Files, name: str) -> bool:
    if _table(name) != "taxonomy":
        return False
    with _text(files, name) as file:
        header = next(_rows(file, name, Seen()), [])
        return table_of(PurePosixPath(name).stem, header) == "taxonomy"


def _hsds_csv(files: Files) -> Iterator[Batch]:
    for name, one in plans(files):
        with _text(files, name) as file:
            seen = Seen()
            rows = _rows(file, name, seen)
            next(rows, None)
            yield from batches(one, (bare(row) if seen.marked else row for row in rows))


@dataclass(slots=True)
class Seen:
    """What was seen of a file while its rows were read."""

    marked: bool = False
    """Whether some line has a cell that a spreadsheet is kept from computing."""
    length: int = 0
    """Characters since the last row ended."""


def _rows(file: TextIO, name: str, seen: Seen) -> Iterator[list[str]]:
    """Yield the rows of a CSV file.

    :raises FeedRefused: when it is none, or a cell is too long.
    """
    csv.field_size_limit(WIDEST)
    rows = csv.reader(_lines(file, name, seen))
    try:
        for row in rows:
            if len(row) > MOST_CELLS:
                said = f"{name}, line {rows.line_num}: more than {MOST_CELLS} cells in a row."
                raise FeedRefused(said)
            seen.length = 0
            yield row
    except csv.Error as problem:
        raise FeedRefused(f"{name}, line {rows.line_num}: {problem}.") from None


def _lines(file: TextIO, name: str, seen: Seen) -> Iterator[str]:
    """Yield the lines of a file without zeros; one without an end is not even read whole."""
    for line in iter(functools.partial(file.readline, WIDEST + 1), ""):
        seen.length += len(line)
        if seen.length > WIDEST:
            raise FeedRefused(f"{name}: a row in it is too long.")
        if not seen.marked and MARK in line:
            seen.marked = has_mark(line)
        yield line.replace("\0", "") if "\0" in line else line


def _hsds_json(files: Files) -> Iterator[Batch]:
    gathering = Gathering()
    for name in files.names():
        if not _is_json(name):
            continue
        stem = plain(PurePosixPath(name).stem)
        with _text(files, name) as file:
            for one in _objects(file, name):
                _take(gathering, one, stem)
                yield from gathering.full()
    yield from gathering.rest()


def _is_json(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in JSON and plain(path.stem) not in {"datapackage", "api_details"}


def _take(gathering: Gathering, one: dict[str, Any], hint: str) -> None:
    tables = list(tables_in(one)) if "id" not in one else []
    for table, rows in tables:
        for row in rows:
            take_apart(gathering, table, row)
    if tables:
        return
    kind = kind_of(one, hint)
    if kind is None:
        raise FeedRefused("An object in it is none of HSDS: no service, no organization.")
    take_apart(gathering, kind, one)


def _objects(file: TextIO, name: str, rows: str = "") -> Iterator[dict[str, Any]]:
    try:
        for one in elements(file, rows):
            if isinstance(one, dict):
                yield one
    except json.JSONDecodeError as problem:
        raise FeedRefused(f"{name} is no JSON: {problem.msg}.") from None
    except ValueError as problem:
        raise FeedRefused(f"{name} cannot be read: {problem}.") from None


def _airs(files: Files) -> Iterator[Batch]:
    gathering = Gathering()
    for name in files.names():
        if name.lower().endswith(".xml"):
            with files.open(name) as file:
                for one, version in agencies(file, name):
                    take_agency(gathering, one, version)
                    yield from gathering.full()
    yield from gathering.rest()


def _mapped(files: Files, mapped: Mapped) -> Iterator[Batch]:
    gathering = Gathering()
    for name in files.names():
        path = PurePosixPath(name)
        if path.name in mapped.skip or not path.match(mapped.files):
            continue
        with _text(files, name) as file:
            for row in _mapped_rows(file, name, mapped.rows):
                take_row(gathering, mapped, row, path.stem)
                yield from gathering.full()
    yield from gathering.rest()


def _mapped_rows(file: TextIO, name: str, rows: str) -> Iterator[dict[str, Any]]:
    if PurePosixPath(name).suffix.lower() != ".csv":
        yield from _objects(file, name, rows)
        return
    seen = Seen()
    lines = _rows(file, name, seen)
    header = next(lines, [])
    for row in lines:
        line = bare(row) if seen.marked else row
        if any(line):
            yield dict(zip(header, [*line, *[""] * (len(header) - len(line))], strict=False))


@contextmanager
def _text(files: Files, name: str) -> Iterator[TextIO]:
    with files.open(name) as raw:
        encoding = _encoding(raw)
    with files.open(name) as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as file:
        yield file


def _encoding(raw: BinaryIO) -> str:
    from hubtable.directory.rules.reading_text import encoding_of  # noqa: PLC0415

    return encoding_of(iter(lambda: raw.read(1 << 20), b"")).name
