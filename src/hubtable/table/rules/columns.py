"""The file of discussions: one row each, its columns, and how a value stands in a cell.

UTF-8, RFC 4180. What is not open to the reading seat reads `N/A`; what is open and empty is empty.
There is no column for a name, a plan, a note or any free text (contract.md, discussions export).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hubtable.table.rules.moves import State

CLOSED = "N/A"
"""Stands where something is not open to the reading seat."""
PROTECTED = "A protected agency"
"""Stands for a protected program that leads or assists; once for each."""
RESERVED = frozenset({CLOSED, PROTECTED})


class Opens(StrEnum):
    """What must be open to the reading seat for a column to be filled."""

    ANY = "any sight"
    ORIGIN = "brought by the seat's own agency"
    SECTOR = "announced, or brought by the seat's own agency"
    DESCRIBED = "described"
    REPORTED = "reported"


class Column(NamedTuple):
    """One column: its name, what opens it, what stands in it."""

    name: str
    opens: Opens
    holds: str


TIME = "time with the hours from UTC, such as 2026-11-24T10:05:00-05:00"
YES_NO = "yes, no, or empty where not said"
SEVERAL = "several by `;`"
CODES = f"codes of the table's word list, {SEVERAL}"
COLUMNS = (
    Column("reference", Opens.ANY, "D- and a running number of the table"),
    Column("hub_number", Opens.REPORTED, "year and running number, once accepted"),
    Column("type", Opens.ANY, "person, family, dwelling, neighborhood or environmental"),
    Column("state", Opens.ANY, "where it stands (see the states of a discussion); never screening"),
    Column("submitted", Opens.ANY, TIME),
    Column("presented", Opens.ANY, TIME),
    Column("decided", Opens.ANY, f"{TIME}; a month once a rejected one is forgotten"),
    Column("concluded", Opens.ANY, TIME),
    Column("originating_agency", Opens.ORIGIN, "agency and program, as the Hub names them"),
    Column("originating_sector", Opens.SECTOR, "sector of the agency that brought it"),
    Column("lead", Opens.REPORTED, f"agency, or `{PROTECTED}`"),
    Column("assisting", Opens.REPORTED, f"agencies, or `{PROTECTED}` for each such, {SEVERAL}"),
    Column("persons", Opens.DESCRIBED, f"role|sex|age group of each person, {SEVERAL}"),
    Column("interpreter", Opens.DESCRIBED, YES_NO),
    Column("language", Opens.DESCRIBED, "language of the interpreter (code)"),
    Column("risk_factors", Opens.DESCRIBED, CODES),
    Column("protective_factors", Opens.DESCRIBED, CODES),
    Column("flags", Opens.DESCRIBED, CODES),
    Column("updates", Opens.REPORTED, f"time|still at risk|connected (yes or no), {SEVERAL}"),
    Column("overdue", Opens.REPORTED, "yes or no: the limit passed without a first visit"),
    Column("reason", Opens.REPORTED, "why it was rejected or closed (code)"),
    Column("risk_lowered", Opens.REPORTED, YES_NO),
    Column("connected", Opens.REPORTED, YES_NO),
    Column("returned", Opens.REPORTED, "yes or no: the return of one closed before"),
)
NAMES = tuple(column.name for column in COLUMNS)
PRACTICE = "practice"
"""One more column, last, in files of practice tables only: `yes` in every row. What counts leaves
such rows out; a table that is not for practice does not take them in."""

Person = tuple[str, str, str]
Update = tuple[datetime, bool, bool]


@dataclass(frozen=True, slots=True)
class Described:
    """The columns of the class `described`. Persons are (role, sex, age group)."""

    persons: tuple[Person, ...] = ()
    interpreter: bool | None = None
    language: str = ""
    risks: tuple[str, ...] = ()
    protective: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """The columns of the class `reported`. Updates are (time, still at risk, connected)."""

    number: str = ""
    lead: str = ""
    assisting: tuple[str, ...] = ()
    updates: tuple[Update, ...] = ()
    overdue: bool = False
    reason: str = ""
    lowered: bool | None = None
    connected: bool | None = None
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One discussion as a row says it; None where a class is not open."""

    reference: str
    type: str
    state: State
    submitted: datetime | None = None
    presented: datetime | None = None
    decided: datetime | None = None
    concluded: datetime | None = None
    agency: str | None = None
    sector: str | None = None
    described: Described | None = None
    reported: Reported | None = None

    @property
    def thin(self) -> bool:
        """Whether it is a rejected one that was forgotten: only a thin row stays."""
        return self.state is State.FORGOTTEN and self.concluded is None


def cells(line: Line, zone: ZoneInfo) -> tuple[str, ...]:
    """Return the row of a discussion, its times in the table's time zone."""
    said = dict.fromkeys(NAMES, CLOSED)
    said |= {"reference": line.reference, "type": line.type, "state": line.state.value}
    if line.sector is not None:
        said["originating_sector"] = line.sector
    if line.agency is not None:
        said["originating_agency"] = joined((line.agency,))
    if line.thin:
        said |= _thin(line)
    else:
        said |= _times(line, zone) | _described(line.described) | _reported(line.reported, zone)
    return tuple(said[name] for name in NAMES)


def _thin(line: Line) -> dict[str, str]:
    """Return what stays of a rejected one (process.md, forgetting): month and reason."""
    month = line.decided.astimezone(UTC).strftime("%Y-%m") if line.decided else ""
    return {"decided": month} | ({"reason": line.reported.reason} if line.reported else {})


def _times(line: Line, zone: ZoneInfo) -> dict[str, str]:
    steps = ("submitted", "presented", "decided", "concluded")
    return {step: moment(getattr(line, step), zone) for step in steps}


def _described(told: Described | None) -> dict[str, str]:
    if told is None:
        return {}
    return {
        "persons": ";".join("|".join(person) for person in told.persons),
        "interpreter": answer(told.interpreter),
        "language": told.language,
        "risk_factors": joined(told.risks),
        "protective_factors": joined(told.protective),
        "flags": joined(told.flags),
    }


def _reported(told: Reported | None, zone: ZoneInfo) -> dict[str, str]:
    if told is None:
        return {}
    updates = (
        f"{moment(at, zone)}|{answer(risk)}|{answer(served)}" for at, risk, served in told.updates
    )
    return {
        "hub_number": told.number,
        "lead": _agencies((told.lead,) if told.lead else ()),
        "assisting": _agencies(told.assisting),
        "updates": ";".join(updates),
        "overdue": answer(told.overdue),
        "reason": told.reason,
        "risk_lowered": answer(told.lowered),
        "connected": answer(told.connected),
        "returned": answer(told.returned),
    }


def _agencies(names: Iterable[str]) -> str:
    return ";".join(name if name == PROTECTED else quoted(name) for name in names)


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    """Return a time to the second with its hours from UTC; nothing for none."""
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""


def answer(said: bool | None) -> str:  # noqa: FBT001 - an answer, not a switch
    """Return yes, no, or nothing."""
    return "" if said is None else "yes" if said else "no"


def joined(values: Iterable[str]) -> str:
    """Return several values in one cell, divided by `;`."""
    return ";".join(quoted(value) for value in values)


def quoted(value: str) -> str:
    """Return one of several values as it stands in a cell.

    In double quotes, with those inside doubled, where it holds `;` or a quote, begins or ends with
    a space, or is a word of the format.
    """
    plain = value == value.strip() and not {";", '"'} & set(value) and value not in RESERVED
    if plain and value:
        return value
    return '"' + value.replace('"', '""') + '"'


def split(cell: str) -> list[tuple[str, bool]]:
    """Return the values of a cell, and of each whether it stood in quotes.

    :raises ValueError: for a quote that does not end, or something after it.
    """
    values: list[tuple[str, bool]] = []
    rest = cell.strip()
    while rest:
        value, was_quoted, rest = _first(rest)
        values.append((value, was_quoted))
    return values


def _first(cell: str) -> tuple[str, bool, str]:
    """Return the first value, whether it was quoted, and what comes after its `;`."""
    if not cell.startswith('"'):
        value, _, rest = cell.partition(";")
        return value.strip(), False, rest.strip()
    end = 1
    while (end := cell.find('"', end)) >= 0 and cell[end + 1 : end + 2] == '"':
        end += 2
    rest = cell[end + 1 :].strip()
    if end < 0 or (rest and not rest.startswith(";")):
        raise ValueError("a quote that does not end")
    return cell[1:end].replace('""', '"'), True, rest[1:].strip()


def differing(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns that are open in both rows and do not say the same."""
    pairs = zip(NAMES, one, other, strict=True)
    return tuple(name for name, a, b in pairs if a != b and CLOSED not in (a, b))


def by_name(header: Iterable[str], row: Iterable[str]) -> Mapping[str, str]:
    """Return column → cell of a row whose columns stand in any order."""
    return dict(zip(header, row, strict=True))
