"""A file of discussions as a whole: whether it is one, before any row is looked at."""

import csv
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, TextIO

from hubtable.kernel.verdict import YES, Refused, Verdict, no
from hubtable.table.rules.columns import NAMES, PRACTICE

LARGEST = 64 * 1024 * 1024
"""Bytes a file may have."""
ROWS = 200_000
"""Rows a file may have: many times what a table discusses in a century."""
UTF16 = (b"\xff\xfe", b"\xfe\xff")
BLOCK = 1 << 20
SAVE = "Save it as CSV UTF-8 (comma delimited) and try again."


class Raw(NamedTuple):
    """One row as it stands in the file: its line (from 1, the header's), and its cells."""

    number: int
    cells: tuple[str, ...]


def readable(file: BinaryIO) -> Verdict:
    """Whether the bytes are UTF-8 text of a size that can be taken. Reads the whole file."""
    file.seek(0, 2)
    if file.tell() > LARGEST:
        megabytes = LARGEST // (1024 * 1024)
        return no("too_large", f"The file is larger than {megabytes} MB. Divide it into several.")
    if not file.tell():
        return no("empty", "The file is empty.")
    file.seek(0)
    if file.read(2) in UTF16:
        return no("encoding", f"The file is written in UTF-16, not in UTF-8. {SAVE}")
    file.seek(0)
    line = 1
    for line, text in enumerate(file, 1):
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            return no("encoding", f"Line {line} is not written in UTF-8. {SAVE}")
        if b"\0" in text:
            return no("encoding", f"Line {line} holds a zero byte: this is no text file. {SAVE}")
    return YES


def header_of(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of a file.

    :raises Refused: when they are not ours; says which are missing, never what else stands there.
    """
    names = tuple(cell.strip().lower() for cell in cells)
    if len(names) == 1:
        for mark, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if {part.strip().strip('"') for part in names[0].split(mark)} & set(NAMES[1:]):
                text = f"The columns are divided by {word}. Divide them by commas. {SAVE}"
                raise Refused("delimiter", text)
    if not set(names) & set(NAMES):
        raise Refused("header", f"Line 1 names none of our columns. It must name: {_list(NAMES)}.")
    if missing := [name for name in NAMES if name not in names]:
        raise Refused("columns", f"These columns are missing: {_list(missing)}.")
    strange = [str(place) for place, name in enumerate(names, 1) if name not in (*NAMES, PRACTICE)]
    if strange:
        raise Refused("columns", f"These columns are not ours; take them out: {_list(strange)}.")
    if len(set(names)) < len(names):
        raise Refused("columns", "A column stands there twice.")
    return names


def rows_of(text: TextIO) -> Iterator[Raw]:
    """Yield header and rows with their lines; empty rows are no rows.

    :raises Refused: where the quotes of a file do not end, or it has too many rows.
    """
    reader = csv.reader(text, strict=True)
    number, found = 1, 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            sentence = f"The quotes from line {number} on do not end as they should."
            raise Refused("quotes", sentence) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            found += 1
            if found > ROWS + 1:
                raise Refused("too_large", f"The file has more than {ROWS} rows. Divide it.")
            yield Raw(number, tuple(cells))
        number = reader.line_num + 1


def _list(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(words)
