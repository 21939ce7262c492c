"""Cells that a spreadsheet would compute: written with a mark before them, read without it.

A text that begins with one of a few signs is a formula to the programs people open CSV files with;
it can ask the network, or start a program. Source: OWASP, CSV Injection. Numbers and phone numbers
begin with some of these signs too, and stay as they are.
"""

import re
from collections.abc import Sequence

MARK = "'"
COMPUTED = re.compile(r"'*(?:[=@\t\r]|[+-](?![\d\s().,/-]*$))")
"""A mark that stands there already is one more."""
IN_LINE = re.compile(r"(?:^|[,;\"])'+[=@\t\r+-]")


def marked(cell: str) -> str:
    """Return a text as a cell that no program computes."""
    return f"{MARK}{cell}" if COMPUTED.match(cell) else cell


def bare(row: Sequence[str]) -> list[str]:
    """Return a row as it was before its cells were marked."""
    return [cell[1:] if cell.startswith(MARK) and COMPUTED.match(cell, 1) else cell for cell in row]


def has_mark(line: str) -> bool:
    """Say whether some cell of a line may be marked."""
    return bool(IN_LINE.search(line))
