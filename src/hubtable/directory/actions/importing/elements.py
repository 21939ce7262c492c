"""The objects of a JSON file, one after another, however large the file is."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

PIECE = 1 << 18
"""Characters read at a time."""
LONGEST = 1 << 26
"""Characters of one object at most: what is held in memory at once."""
LISTS = ("contents", "features", "data", "results", "items")
"""Fields of a page in which its objects stand."""
DECODER = json.JSONDecoder()
HALVES = re.compile(r"\\u[dD][89a-fA-F]")
"""A letter beyond the first 65,536 is written as two halves; one alone is none."""
HALF = re.compile("[\ud800-\udfff]")
GAP = re.compile(r"[\s,]*")
SIGNS = re.compile(r'"(?:[^"\\]|\\[\s\S]?)*(?:"|\Z)|[{}\[\]]')
"""A text that is not closed goes to the end: else it is looked for from each quote in it again."""


def elements(file: TextIO, rows: str = "") -> Iterator[Any]:
    """Yield the objects of a list, of a page's list, of lines of JSON, or the one object itself.

    `rows` names the field the list stands in, where it is none of `LISTS`.

    :raises ValueError: when it is no JSON, or an object of it is too long or too deep.
    """
    buffer = _Buffer(file)
    start = buffer.peek()
    if start == "[":
        buffer.skip(1)
        yield from _listed(buffer)
    elif start:
        yield from _objects(buffer, (rows,) if rows else LISTS)


class _Buffer:
    """The part of the file that is looked at now."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.text = ""
        self.at = 0

    def more(self) -> bool:
        """Read on; say whether there was more."""
        piece = self.file.read(max(PIECE, len(self.text) - self.at))
        self.text, self.at = self.text[self.at :] + piece, 0
        return bool(piece)

    def peek(self) -> str:
        """Return the next character that is no space and no comma, or nothing at the end."""
        while True:
            self.at = GAP.match(self.text, self.at).end()  # type: ignore[union-attr]
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def skip(self, count: int) -> None:
        self.at += count

    def value(self) -> Any:
        """Return the value that stands here.

        :raises ValueError: when none does, at the end of the file, or when it is too much.
        """
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError:
                if len(self.text) - self.at > LONGEST:
                    raise ValueError("an object in it is too long") from None
                if not self.more():
                    raise
                continue
            except RecursionError:
                raise ValueError("objects in it stand too deep in each other") from None
            # A number at the end of what was read could go on.
            if end < len(self.text) or not self.more():
                halves = HALVES.search(self.text, self.at, end)
                self.at = end
                return _whole(value) if halves else value


def _whole(value: Any) -> Any:
    """Return a value without halves of letters: no text that is kept can hold one."""
    if isinstance(value, str):
        return HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(one) for name, one in value.items()}
    return value


def _listed(buffer: _Buffer) -> Iterator[Any]:
    while (sign := buffer.peek()) != "]":
        if not sign:
            raise json.JSONDecodeError("the list does not end", buffer.text, buffer.at)
        yield buffer.value()
    buffer.skip(1)


def _objects(buffer: _Buffer, lists: tuple[str, ...]) -> Iterator[Any]:
    """Yield the one object, each of several lines, or what stands in a page's list."""
    place = _list_in(buffer, lists)
    if place is not None:
        buffer.at = place
        yield from _listed(buffer)
        return
    while buffer.peek():
        yield buffer.value()


def _list_in(buffer: _Buffer, lists: tuple[str, ...]) -> int | None:
    """Return where the list of a page begins, if the first object has one at its first level."""
    if len(buffer.text) - buffer.at < PIECE:
        buffer.more()
    depth, at, text = 0, buffer.at, buffer.text
    for match in SIGNS.finditer(text[at:]):
        sign = match[0]
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
            if not depth:
                return None
        elif depth == 1 and sign[1:-1] in lists:
            opens = re.compile(r"\s*:\s*\[").match(text, at + match.end())
            if opens:
                return opens.end()
    return None
