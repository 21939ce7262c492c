"""What becomes of each row of a table: new, changed, unchanged, said before, or not to be taken.

The rows of the feed are joined with the records of the table by id, in as many parts as it takes to
hold one in memory: rows of the feed and of the database are dealt out to files by the hash of their
id. What differs is seen by the fingerprint alone; the database sends one line a record.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import IntEnum
from tempfile import TemporaryFile
from typing import BinaryIO, Generic, TypeVar
from uuid import UUID

from django.db import connection

from hubtable.directory.actions.importing.spooling import LINKS, PART, Sheet, read, write
from hubtable.directory.rules.feeds.found import Standing

T = TypeVar("T")
IN_MEMORY = 60_000
"""Rows of one part at most, roughly."""
FETCHED = 5_000
Feed = tuple[int, str, str, int, int]
"""Place of the line, id, fingerprint, standing, how much it says."""
Held = tuple[str, str, bool, bool]
"""Id, fingerprint, whether it is of this source, whether it is marked as missing."""


class State(IntEnum):
    """What a row of a feed is."""

    NEW = 0
    CHANGED = 1
    UNCHANGED = 2
    DUPLICATE = 3
    REPEATED = 4
    ELSEWHERE = 5
    SAID = 6
    """Another row says the same; it was no row of its own."""


@dataclass(slots=True)
class Judged:
    """A state for each line of a sheet, and the records that no line is about."""

    states: bytearray
    missing: list[str] = field(default_factory=list)
    """Not in this feed, and not marked yet."""
    still_missing: int = 0
    back: list[str] = field(default_factory=list)
    """Marked as missing, and in the feed again."""

    @property
    def idle(self) -> bool:
        """Whether no line needs to be taken in or put aside."""
        said = self.states.count(State.UNCHANGED) + self.states.count(State.SAID)
        return said == len(self.states)


def judge(sheet: Sheet, table: str, source: UUID) -> Judged:
    """Return what becomes of each line of a sheet; `table` is its table in the database."""
    judged = Judged(bytearray(sheet.lines))
    parts = 1
    while sheet.lines > IN_MEMORY * parts:
        parts *= 2
    with ExitStack() as stack:
        feed = _Dealt[Feed](parts, stack)
        for line in _lines(sheet):
            feed.put(hash(line[1]) & (parts - 1), line)
        held = _Dealt[Held](parts, stack)
        for record in _records(table, source):
            held.put(hash(record[0]) & (parts - 1), record)
        for part in range(parts):
            _join(judged, feed.part(part), held.part(part))
    if sheet.listed and sheet.table in LINKS:
        _without_twins(judged, sheet, parts)
    return judged


def _lines(sheet: Sheet) -> Iterator[Feed]:
    for first, _, lines in sheet.chunks():
        for place, line in enumerate(lines, first):
            standing = line[4]
            says = sum(map(bool, line[5])) if standing == Standing.MENTIONED else 0
            yield place, line[2], line[3], standing, says


def _records(table: str, source: UUID) -> Iterator[Held]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT id::text, coalesce(encode(fingerprint, 'hex'), ''),"  # noqa: S608 - our names
            " coalesce(source_id = %s, false), missing_since IS NOT NULL"
            f' FROM "{table}"',
            [source],
        )
        while rows := cursor.fetchmany(FETCHED):
            yield from rows


def _join(judged: Judged, feed: Iterable[Feed], held: Iterable[Held]) -> None:
    lines = _best(judged, feed)
    states = judged.states
    for record, fingerprint, ours, marked in held:
        found = lines.get(record)
        if found is None:
            if ours and marked:
                judged.still_missing += 1
            elif ours:
                judged.missing.append(record)
            continue
        if not ours:
            kind = State.ELSEWHERE if found[3] == Standing.OWN else State.SAID
            states[found[0]] = kind
            continue
        same = found[2] == fingerprint
        states[found[0]] = State.UNCHANGED if same else State.CHANGED
        if marked:
            judged.back.append(record)


def _best(judged: Judged, feed: Iterable[Feed]) -> dict[str, Feed]:
    """Return the line that stands for each id; the others are said before or duplicates."""
    best: dict[str, Feed] = {}
    said: dict[str, set[str]] = {}
    for line in feed:
        other = best.setdefault(line[1], line)
        if other is line:
            continue
        first, second = (line, other) if _rank(line) < _rank(other) else (other, line)
        best[line[1]] = first
        marks = said.setdefault(line[1], {other[2]})
        judged.states[second[0]] = _double(second, repeated=line[2] in marks)
        marks.add(line[2])
    return best


def _rank(line: Feed) -> tuple[int, int, int]:
    return line[3], -line[4], line[0]


def _double(second: Feed, *, repeated: bool) -> State:
    if second[3] in (Standing.MENTIONED, Standing.LISTED):
        return State.SAID
    return State.REPEATED if repeated else State.DUPLICATE


def _without_twins(judged: Judged, sheet: Sheet, parts: int) -> None:
    """A link that a list only says again after a row of its own is no row."""
    for part in range(parts):
        own: set[tuple[str, ...]] = set()
        for standings in ((Standing.OWN, PART), (Standing.LISTED,)):
            for first, columns, lines in sheet.chunks():
                picked = [columns.index(name) for name in LINKS[sheet.table] if name in columns]
                for place, line in enumerate(lines, first):
                    if line[4] not in standings:
                        continue
                    pair = tuple([line[5][i].strip() for i in picked])
                    if hash(pair) & (parts - 1) != part:
                        continue
                    if line[4] == Standing.LISTED and pair in own:
                        judged.states[place] = State.SAID
                    elif line[4] != Standing.LISTED:
                        own.add(pair)


def _file() -> BinaryIO:
    return TemporaryFile()


class _Dealt(Generic[T]):
    """Lines dealt out to parts: in memory where there is one part, else in files."""

    def __init__(self, parts: int, stack: ExitStack) -> None:
        self._open: list[list[T]] = [[] for _ in range(parts)]
        self._files: list[BinaryIO] = (
            [stack.enter_context(_file()) for _ in range(parts)] if parts > 1 else []
        )

    def put(self, part: int, line: T) -> None:
        """Put a line into its part."""
        lines = self._open[part]
        lines.append(line)
        if self._files and len(lines) >= FETCHED:
            write(self._files[part], lines)
            self._open[part] = []

    def part(self, part: int) -> Iterator[T]:
        """Yield the lines of a part."""
        if self._files:
            end = self._files[part].tell()
            self._files[part].seek(0)
            while self._files[part].tell() < end:
                yield from read(self._files[part])
        yield from self._open[part]
        self._open[part] = []
