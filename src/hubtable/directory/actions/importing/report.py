"""What an import did, table by table."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import SEEK_END
from tempfile import TemporaryFile
from typing import Any
from weakref import finalize

COUNTS = ("read", "new", "changed", "unchanged", "quarantined", "missing_from_feed")


@dataclass(slots=True)
class Counts:
    """Rows of one table. Each row read is new, changed, unchanged or quarantined."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    missing_from_feed: int = 0

    def as_json(self) -> dict[str, int]:
        """Return them by name."""
        return {name: getattr(self, name) for name in COUNTS}


@dataclass(slots=True)
class Problem:
    """A row in quarantine: table, row of the file, its id in the feed, field, reason, value."""

    table: str
    row: int
    id: str
    field: str
    reason: str
    value: str

    def as_json(self) -> dict[str, Any]:
        """Return it by name."""
        return {name: getattr(self, name) for name in self.__slots__}


class Problems:
    """Rows in quarantine, kept on disk: a feed can have any number of them."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed with the report
        finalize(self, self._file.close)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Problem]:
        self._file.seek(0)
        for line in self._file:
            yield Problem(**json.loads(line))

    def add(self, problem: Problem) -> None:
        """Keep one."""
        self._file.seek(0, SEEK_END)
        self._file.write(json.dumps(problem.as_json()) + "\n")
        self._count += 1


@dataclass(slots=True)
class Report:
    """The whole of it."""

    format: str
    source: str
    dry_run: bool = False
    tables: dict[str, Counts] = field(default_factory=dict)
    remarks: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Table, field, code → how many rows were taken in with this remark."""
    left_out: dict[str, list[str]] = field(default_factory=dict)
    """Table → columns HSDS has no place for."""
    problems: Problems = field(default_factory=Problems)

    def go_on(self, kept: dict[str, Any]) -> None:
        """Take up what was kept with a run that was broken off."""
        self.tables = {name: Counts(**counts) for name, counts in kept.get("tables", {}).items()}
        for one in kept.get("remarks", ()):
            self.remarks[one["table"], one["field"], one["remark"]] = one["rows"]
        self.left_out = dict(kept.get("columns_left_out", {}))

    def kept(self) -> dict[str, Any]:
        """Return what is kept with the run."""
        return {
            "tables": {name: counts.as_json() for name, counts in self.tables.items()},
            "remarks": [
                {"table": table, "field": name, "remark": code, "rows": rows}
                for (table, name, code), rows in sorted(self.remarks.items())
            ],
            "columns_left_out": self.left_out,
        }
