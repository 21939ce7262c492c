"""Reads a feed once and lays its rows down on disk, one file a table, each with id and fingerprint.

What is held in memory does not grow with the feed. The database is not asked anything here.
"""

import marshal
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from hubtable.directory.rules.feeds.found import Batch, Standing
from hubtable.directory.rules.feeds.splitting import may_be_several, split
from hubtable.directory.rules.feeds.tables import ORDERED
from hubtable.directory.rules.identity import natural_key, record_id, shape_mark

PART = 9
"""Standing of a further record made from a row: it does not count as a row."""
Line = tuple[int, str, str, str, int, tuple[str, ...]]
"""Number of the row, key, id, fingerprint, standing, cells."""
SEVERAL = re.compile(r"[,;|/&\n]|\band\b|\bor\b")
"""Without one of these a row speaks of one record, schedules excepted."""
LINKS = {
    "service_at_location": ("service_id", "location_id"),
    "attribute": ("link_id", "taxonomy_term_id"),
}
"""Tables whose rows can be listed in a cell of another: what they say, without their id."""


def write(file: BinaryIO, what: Any) -> None:
    """Lay something down. `marshal.load` of a file would read it byte by byte."""
    data = marshal.dumps(what)
    file.write(len(data).to_bytes(8, "little"))
    file.write(data)


def read(file: BinaryIO) -> Any:
    """Take up what was laid down next."""
    size = int.from_bytes(file.read(8), "little")
    return marshal.loads(file.read(size))  # noqa: S302 - our own file, made by this process


@dataclass(slots=True)
class Sheet:
    """The rows of one table."""

    table: str
    file: BinaryIO
    torn: BinaryIO
    """Rows that cannot be read at all: a feed can be nothing else."""
    lines: int = 0
    rows: int = 0
    left_out: set[str] = field(default_factory=set)
    listed: bool = False
    """Whether link rows were made from lists, so that they must be compared with the others."""

    def write(self, columns: tuple[str, ...], lines: list[Line]) -> None:
        """Lay a batch down."""
        write(self.file, (columns, lines))
        self.lines += len(lines)

    def lay_aside(self, rows: list[tuple[int, str, dict[str, str]]]) -> None:
        """Lay rows down that cannot be read at all."""
        if rows:
            write(self.torn, rows)

    def broken(self) -> Iterator[list[tuple[int, str, dict[str, str]]]]:
        """Yield what was laid down of them."""
        end = self.torn.seek(0, SEEK_END)
        self.torn.seek(0)
        while self.torn.tell() < end:
            yield read(self.torn)

    def chunks(self) -> Iterator[tuple[int, tuple[str, ...], list[Line]]]:
        """Yield what was laid down: place of the first line, columns, lines."""
        self.file.seek(0)
        first = 0
        while first < self.lines:
            columns, lines = read(self.file)
            yield first, columns, lines
            first += len(lines)


@dataclass(slots=True)
class Spool:
    """All rows of a feed, by table."""

    folder: Path
    namespace: bytes
    sheets: dict[str, Sheet] = field(default_factory=dict)
    digest: str = ""

    def ordered(self) -> Iterator[Sheet]:
        """Yield the tables in the order in which they are taken in."""
        yield from (self.sheets[table.name] for table in ORDERED if table.name in self.sheets)

    def sheet(self, table: str) -> Sheet:
        """Return the sheet of a table, made when it is first asked for."""
        if table not in self.sheets:
            # Without a name: what breaks the import off leaves nothing of the feed behind.
            files = TemporaryFile(dir=self.folder), TemporaryFile(dir=self.folder)  # noqa: SIM115
            self.sheets[table] = Sheet(table, *files)
        return self.sheets[table]

    def close(self) -> None:
        """Let go of the files."""
        for sheet in self.sheets.values():
            sheet.file.close()
            sheet.torn.close()


def spool(
    batches: Iterable[Batch], folder: Path, namespace: bytes, progress: Callable[[str, int], None]
) -> Spool:
    """Read everything; the spool's digest is the same for the same feed."""
    made, digest, read = Spool(folder, namespace), blake2b(digest_size=16), 0
    for batch in batches:
        sheet = made.sheet(batch.table)
        sheet.left_out.update(batch.left_out)
        sheet.lay_aside(batch.broken)
        lines = lines_of(batch, namespace)
        for line in lines:
            digest.update(line[3].encode())
        sheet.write(batch.columns, lines)
        sheet.listed = sheet.listed or (batch.standing is Standing.LISTED and bool(lines))
        sheet.rows += len(batch.keys)
        read += len(batch.keys)
        progress(batch.table, read)
    made.digest = digest.hexdigest()
    return made


def lines_of(batch: Batch, namespace: bytes) -> list[Line]:
    """Return the rows of a batch with id and fingerprint; rows of several records are split."""
    table, columns, standing = batch.table, batch.columns, int(batch.standing)
    shape = shape_mark(table, columns)
    several = may_be_several(table, columns)
    lines = []
    for number, key, cells in zip(batch.numbers, batch.keys, batch.cells, strict=True):
        text = "\x1f".join(cells)
        data = text.encode(errors="surrogatepass")
        mark = blake2b(data, digest_size=16, key=shape).hexdigest()
        own = key or natural_key(cells)
        if several and (table == "schedule" or SEVERAL.search(text)):
            (_, cells), *others = split(table, columns, cells)  # noqa: PLW2901
            for name, part in others:
                made = record_id(namespace, table, f"{own}{name}")
                lines.append((number, f"{own}{name}", made, mark, PART, part))
        lines.append((number, own, record_id(namespace, table, own), mark, standing, cells))
    return lines
