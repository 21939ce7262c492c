"""Bringing discussions in from a file: every row is new, unchanged, or set aside with a reason."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, TextIO
from uuid import UUID, uuid4

from django.db import transaction
from psycopg.types.json import Jsonb

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.hubs.rules.exporting import plain_cell, safe_cell
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.queries.exporting import lines_of
from hubtable.table.queries.importing import Taking, given, taking
from hubtable.table.rules.arriving import Raw, header_of, readable, rows_of
from hubtable.table.rules.columns import CLOSED, NAMES, PROTECTED, Line, by_name, cells, differing
from hubtable.table.rules.importing import Problem, read_row
from hubtable.table.rules.words import PLACES

CHUNK = 500
"""Rows that are looked up and written at once."""
TOLD = 1000
"""Problems that are told one by one; the rest is counted."""
SET_ASIDE = ("line", "what_is_wrong")
"""Columns before the row itself in the file of rows that were set aside."""
Progress = Callable[[int], None]


class Fault(NamedTuple):
    """One problem with its line."""

    line: int
    problem: Problem


@dataclass(slots=True)
class Outcome:
    """What became of a file: every row read is in exactly one of new, unchanged, quarantined."""

    read: int = 0
    new: int = 0
    unchanged: int = 0
    quarantined: int = 0
    faults: list[Fault] = field(default_factory=list)
    untold: int = 0
    """Problems beyond those told one by one."""


class NotAll(Refused):
    """A file that was to come in as a whole has rows that cannot; nothing was changed."""

    def __init__(self, outcome: Outcome) -> None:
        words = "1 row is" if outcome.quarantined == 1 else f"{outcome.quarantined} rows are"
        super().__init__("not_all", f"{words} wrong, so nothing was brought in.")
        self.outcome = outcome


def look(
    *, by: Seat, at: datetime, file: BinaryIO, aside: TextIO | None = None,
    progress: Progress = lambda _: None,
) -> Outcome:  # fmt: skip
    """Say what would become of a file; changes nothing. For chair and coordinator.

    :raises Refused: when it is no file of ours as a whole.
    """
    with _rows(file) as (header, rows):
        return _Work(by, at, header, aside, write=False).run(rows, progress)


@recorded
def take_in(
    *, by: Seat, at: datetime, file: BinaryIO, whole: bool = False, aside: TextIO | None = None,
    progress: Progress = lambda _: None,
) -> Outcome:  # fmt: skip
    """Bring a file in: all of it (`whole`) or nothing, or all but the rows that are wrong.

    `aside` gets the rows that were set aside, each with its line and what is wrong.

    :raises NotAll: when a row of a `whole` file is wrong; nothing was changed.
    :raises Refused: when it is no file of ours as a whole, or the seat is not of the desk.
    """
    with _rows(file) as (header, rows):
        outcome = _Work(by, at, header, aside, write=True).run(rows, progress)
    if whole and outcome.quarantined:
        raise NotAll(outcome)
    record(
        "discussions_imported",
        by.table,
        new=outcome.new,
        unchanged=outcome.unchanged,
        quarantined=outcome.quarantined,
        seat=by.id,
    )
    return outcome


@contextmanager
def _rows(file: BinaryIO) -> Iterator[tuple[tuple[str, ...], Iterator[Raw]]]:
    readable(file).or_refuse()
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        rows = rows_of(text)
        first = next(rows, None)
        if first is None:
            raise Refused("empty", "The file is empty.")
        yield header_of(first.cells), rows
    finally:
        text.detach()


class _Work:
    """Goes through the rows of one file, chunk by chunk."""

    def __init__(
        self, by: Seat, at: datetime, header: tuple[str, ...], aside: TextIO | None, *, write: bool
    ) -> None:
        if not by.desk:
            raise Refused("not_desk", "Only the chair or the coordinator of a table does this.")
        self._by, self._at, self._header, self._write = by, at, header, write
        self._with: Taking = taking(by=by)
        self._seen: set[str] = set()
        self._aside = csv.writer(aside) if aside else None
        self._done = Outcome()
        if self._aside:
            self._aside.writerow((*SET_ASIDE, *header))

    def run(self, rows: Iterator[Raw], progress: Progress) -> Outcome:
        while chunk := list(islice(rows, CHUNK)):
            self._take(chunk)
            progress(self._done.read)
        return self._done

    def _take(self, chunk: Sequence[Raw]) -> None:
        self._done.read += len(chunk)
        read = [(raw, line) for raw in chunk if (line := self._read(raw))]
        standing = self._standing([line for _, line in read])
        coming = [line for raw, line in read if self._is_new(raw, line, *standing)]
        if coming and self._write:
            with transaction.atomic():
                call("take_in", Jsonb([_incoming(line, self._with) for line in coming]))
        self._done.new += len(coming)

    def _read(self, raw: Raw) -> Line | None:
        if len(raw.cells) != len(self._header):
            sentence = f"This row has {len(raw.cells)} columns instead of {len(self._header)}."
            self._set_aside(raw, [Problem("", "width", sentence)])
            return None
        said = by_name(self._header, map(plain_cell, raw.cells))
        line, problems = read_row(said, self._with.known, now=self._at)
        if line is None:
            self._set_aside(raw, problems)
            return None
        number = line.reported.number if line.reported else ""
        twice = [
            Problem(column, "twice", "This stands in an earlier row, too.")
            for column, value in (("reference", line.reference), ("hub_number", number))
            if value and value in self._seen
        ]
        if twice:
            self._set_aside(raw, twice)
            return None
        self._seen |= {line.reference, number} - {""}
        return line

    def _standing(self, found: Sequence[Line]) -> tuple[dict[str, str], dict[str, Line]]:
        references = [line.reference for line in found]
        numbers = [n for line in found if line.reported and (n := line.reported.number)]
        taken = given(references=references, numbers=numbers) if found else {}
        there = taken.keys() & set(references)
        return taken, (
            lines_of(by=self._by, said=self._with.said, references=there) if there else {}
        )

    def _is_new(
        self, raw: Raw, line: Line, taken: dict[str, str], standing: dict[str, Line]
    ) -> bool:
        """Count a row that stands here already; say whether it is to come in."""
        number = line.reported.number if line.reported else ""
        if line.reference in taken:
            self._compare(raw, line, standing.get(line.reference))
            return False
        if number and number in taken.values():
            sentence = "Another situation at this table has this Hub number."
            self._set_aside(raw, [Problem("hub_number", "taken", sentence)])
            return False
        return True

    def _compare(self, raw: Raw, line: Line, there: Line | None) -> None:
        if there is None:
            sentence = "This reference is taken at this table."
            self._set_aside(raw, [Problem("reference", "taken", sentence)])
            return
        zone = self._with.known.zone
        said = dict(zip(NAMES, cells(line, zone), strict=True))
        given_here = by_name(self._header, raw.cells)
        said |= {name: CLOSED for name in NAMES if given_here[name].strip() == CLOSED}
        names = differing(tuple(said[name] for name in NAMES), cells(there, zone))
        if not names:
            self._done.unchanged += 1
            return
        sentence = "Here it says something else. A file changes nothing that is here already."
        self._set_aside(raw, [Problem(name, "differs", sentence) for name in names])

    def _set_aside(self, raw: Raw, problems: Iterable[Problem]) -> None:
        told = list(problems)
        self._done.quarantined += 1
        room = max(TOLD - len(self._done.faults), 0)
        self._done.faults += [Fault(raw.number, problem) for problem in told[:room]]
        self._done.untold += len(told[room:])
        if self._aside:
            reasons = " ".join(
                f"{p.column}: {p.sentence}" if p.column else p.sentence for p in told
            )
            row = (str(raw.number), reasons, *map(plain_cell, raw.cells))
            self._aside.writerow(map(safe_cell, row))


def _incoming(line: Line, using: Taking) -> dict[str, Any]:
    """Return a row as the lock takes it (lock.incoming)."""
    told, said, at = line.described, line.reported, using.delegations
    lead = said.lead if said else ""
    helping = [name for name in said.assisting if name != PROTECTED] if said else []
    return {
        "id": str(uuid4()),
        "reference": line.reference,
        "type": line.type,
        "state": line.state.value,
        "submitted": _time(line.submitted),
        "presented": _time(line.presented),
        "decided": _time(line.decided),
        "concluded": _time(line.concluded),
        "origin": _id(at.get(line.agency or "")),
        "sector": line.sector or "",
        "lead": _id(at.get(lead)) if lead != PROTECTED else None,
        "lead_protected": lead == PROTECTED,
        "assisting": [_id(at[name]) for name in helping],
        "assisting_protected": len(said.assisting) - len(helping) if said else 0,
        "description": str(uuid4()) if told else None,
        "interpreter": told.interpreter if told else None,
        "language": told.language if told else "",
        "risks": told.risks if told else [],
        "protective": told.protective if told else [],
        "flags": told.flags if told else [],
        "people": _people(line),
        **_report(line),
    }


def _report(line: Line) -> dict[str, Any]:
    said = line.reported
    return {
        "number": said.number if said else "",
        "updates": [
            {"at": at.isoformat(), "risk": risk, "connected": served}
            for at, risk, served in (said.updates if said else ())
        ],
        "overdue": said.overdue if said else False,
        "reason": said.reason if said else "",
        "lowered": said.lowered if said else None,
        "connected": said.connected if said else None,
        "returned": said.returned if said else False,
    }


def _people(line: Line) -> list[dict[str, str]]:
    """Return the persons of a description; of a place its one subject, as the lock has it."""
    if line.type in PLACES:
        return [{"id": str(uuid4())}]
    persons = line.described.persons if line.described else ()
    return [
        {"id": str(uuid4()), "role": role, "sex": sex, "age": age} for role, sex, age in persons
    ]


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _id(found: UUID | None) -> str | None:
    return str(found) if found else None
