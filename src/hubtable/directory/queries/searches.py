"""What people looked for in the public finder, month by month; no line tells of fewer than five."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hubtable.base.acting import call
from hubtable.directory.rules.vocabulary import categories

MONTHS = 24
"""How far back one can look."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Searches of one kind of help in one town. `without`: found nothing; None under five."""

    category: str
    """A code of our vocabulary; empty where the words meant none of it."""
    town: str
    state: str
    searches: int
    without: int | None

    @property
    def name(self) -> str:
        """The kind of help in plain words; empty for none."""
        known = categories().get(self.category)
        return known.labels["en"] if known else self.category

    @property
    def place(self) -> str:
        """Town and state; empty where no place was named."""
        return ", ".join(part for part in (self.town, self.state) if part)


def counted(month: date) -> tuple[Counted, ...]:
    """Return what was looked for in the month of a day; those that found nothing stand first.

    Empty to whoever may not read it.
    """
    rows: list[Any] = call("searches_counted", month)
    found = [Counted(*row) for row in rows]
    found.sort(key=lambda one: (-(one.without or 0), -one.searches, one.name, one.place))
    return tuple(found)


def months(today: date) -> Iterator[date]:
    """Yield the first days of the months one can look at, the newest first."""
    year, month = today.year, today.month
    for _ in range(MONTHS):
        yield date(year, month, 1)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
