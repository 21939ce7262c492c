"""The agencies of an AIRS XML file, one after another, however large the file is."""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from hubtable.directory.actions.importing.refusing import FeedRefused

PIECE = 1 << 16
"""Bytes read at a time."""
LONGEST = 1 << 25
"""Bytes of one agency at most, and of what stands between two: what is held in memory at once."""


def agencies(file: BinaryIO, name: str) -> Iterator[tuple[Element, str]]:
    """Yield the agencies, each with the version of its taxonomy. `name`: of the file, to be said.

    :raises FeedRefused: when it is no XML, declares entities, or an agency is too long.
    """
    head, tree, length = _Head(name), _Tree(), 0
    try:
        while piece := file.read(PIECE):
            head.read(piece)
            tree.parser.feed(piece)
            yield from tree.agencies()
            length = 0 if tree.emptied else length + len(piece)
            if length > LONGEST:
                raise FeedRefused(f"{name}: an agency in it is too long.")
        tree.parser.close()
        yield from tree.agencies()
    except (ParseError, expat.ExpatError) as problem:
        raise FeedRefused(f"{name} is no XML: {problem}.") from None


class _Head:
    """What stands before the first element: there entities are declared.

    Expat lets a text grow by them to a hundred times its size. Those from elsewhere it never reads.
    """

    def __init__(self, name: str) -> None:
        self.name, self.over = name, False
        self.parser = expat.ParserCreate()
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._end

    def read(self, piece: bytes) -> None:
        """Look at the next piece, as long as no element has begun."""
        if not self.over:
            self.parser.Parse(piece)

    def _refuse(self, *_: object) -> None:
        raise FeedRefused(f"{self.name} declares entities, which no feed needs.")

    def _end(self, *_: object) -> None:
        self.over = True


class _Tree:
    """The elements that are open; of those that ended only the agency that is read is kept."""

    def __init__(self) -> None:
        self.parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
        self.open: list[Element] = []
        """From the first element down to the one before an agency."""
        self.agency: Element | None = None
        self.version = ""
        self.emptied = False
        """Whether something ended and was let go in the last piece."""

    def agencies(self) -> Iterator[tuple[Element, str]]:
        """Yield the agencies that ended in what was read."""
        self.emptied = False
        events = cast("Iterator[tuple[str, Element]]", self.parser.read_events())
        for event, one in events:
            if event == "start":
                self._begin(one)
            elif one is self.agency:
                yield one, self.version
                self.agency = None
                self._let_go(one)
            elif self.agency is None:
                self.open.pop()
                self._let_go(one)

    def _begin(self, one: Element) -> None:
        self.version = self.version or one.get("TaxonomyVersion", "")
        if self.agency is None:
            if one.tag == "Agency":
                self.agency = one
            else:
                self.open.append(one)

    def _let_go(self, one: Element) -> None:
        self.emptied = True
        if self.open:
            self.open[-1].remove(one)
