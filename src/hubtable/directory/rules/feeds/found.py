"""Rows as the readers hand them on: in batches of one table with the same columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from hubtable.directory.rules.feeds.tables import TABLES

BATCH = 2000
"""Rows of a batch at most: what is held in memory at once."""


class Standing(IntEnum):
    """How a row stands in its feed. Of two with the same id the lower one is taken."""

    OWN = 0
    """A row, or an object in a list of its own kind."""
    MENTIONED = 1
    """An object that stands inside another: its organization, its location, a term."""
    LISTED = 2
    """Made from a cell that lists others; counts only where no row says the same."""


@dataclass(slots=True)
class Batch:
    """Rows of one table. `cells` are in the order of `columns`."""

    table: str
    columns: tuple[str, ...]
    standing: Standing = Standing.OWN
    numbers: list[int] = field(default_factory=list)
    """Row of the file, or place of the object in the feed, from 1."""
    keys: list[str] = field(default_factory=list)
    """The row's own id; empty where the feed gives none."""
    cells: list[tuple[str, ...]] = field(default_factory=list)
    broken: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    """Rows that cannot be read at all: number, reason, what was given."""
    left_out: tuple[str, ...] = ()
    """Columns that have no place in HSDS."""


class Gathering:
    """Gathers rows of many tables, as nested formats give them, into batches."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, Standing], Batch] = {}
        self._counts: dict[str, int] = {}

    def add(
        self, table: str, values: dict[str, str], key: str = "", standing: Standing = Standing.OWN
    ) -> None:
        """Take one row; values of fields the table does not have are not kept."""
        columns = TABLES[table].columns
        batch = self._open.get((table, standing))
        if batch is None:
            batch = self._open[table, standing] = Batch(table, columns, standing)
        self._counts[table] = self._counts.get(table, 0) + 1
        batch.numbers.append(self._counts[table])
        batch.keys.append(key)
        batch.cells.append(tuple([values.get(column, "") for column in columns]))

    def full(self) -> Iterator[Batch]:
        """Hand on the batches that are full."""
        for place, batch in list(self._open.items()):
            if len(batch.keys) >= BATCH:
                del self._open[place]
                yield batch

    def rest(self) -> Iterator[Batch]:
        """Hand on all that is left."""
        yield from self._open.values()
        self._open = {}
