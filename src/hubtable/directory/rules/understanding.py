"""A row as it was given → the values that are kept, and what was odd about it.

One plan a form of rows, made once. Most cells of most rows are plain text and cost nothing but a
look at all of them together; what has a form of its own is read by the readings beside this module.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from hubtable.directory.rules.feeds.hsds_csv import SEVERAL, split_keys
from hubtable.directory.rules.feeds.tables import TABLES, Table
from hubtable.directory.rules.identity import FULL, record_id
from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.quarantine import Reason
from hubtable.directory.rules.reading_age import read_age, read_years
from hubtable.directory.rules.reading_dates import read_date, read_moment
from hubtable.directory.rules.reading_email import read_emails
from hubtable.directory.rules.reading_text import SUSPICIOUS, read_text
from hubtable.directory.rules.reading_url import read_urls
from hubtable.directory.rules.reading_values import read_number

Value = str | None
Reading = Callable[[str], tuple[Value, tuple[Problem, ...]]]
ABOUT = {"link_id": "link_entity", "resource_id": "resource_type", "record": "kind"}
"""Link that may lead to any table → the field that names the table."""
NOTHING = frozenset({"", "0", "null", "none", "nil", "n/a", "na", "undefined"})
"""What stands in a cell of keys where there is none."""

DATES = frozenset(
    "valid_from valid_to dtstart until last_action_date assured_date translated_on".split()
)
STAMPS = frozenset("last_modified updated told_at reviewed_at".split())
WHOLE = frozenset("year_incorporated count interval".split())
NUMBERS = frozenset("timezone available maximum amount".split())
MAILS = frozenset("email assurer_email".split())
PAGES = frozenset("url website".split())
PLAIN_MAIL = re.compile(
    r"[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}"
)
PLAIN_PAGE = re.compile(
    r"https?://(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:/[\w.~/-]{0,1000})?", re.ASCII
)
"""What needs no reading."""
TEXTS = MAILS | PAGES


@dataclass(slots=True)
class Understood:
    """One row as it is kept: values of all its fields, links as ids; null is None."""

    values: dict[str, Value]
    key: str = ""
    originals: list[tuple[str, str]] = field(default_factory=list)
    """Fields whose words as given are kept beside what was understood."""
    remarks: list[tuple[str, Problem]] = field(default_factory=list)
    refused: tuple[Reason, str] | None = None
    """Why the row cannot be taken in, and the field it is about."""
    hidden: bool = False
    """Whether the feed says of a location that where it is must not be told."""

    def take(self, name: str, given: str, value: Value, problems: Sequence[Problem] = ()) -> None:
        """Keep what was understood of one field, and the words where they say more."""
        self.values[name] = value
        self.remarks += [(name, problem) for problem in problems]
        if problems or (value is None and given.strip()):
            self.originals.append((name, given))


Special = Callable[[Understood, dict[str, str]], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How rows of one form are understood."""

    table: Table
    columns: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    readings: tuple[tuple[str, Reading], ...]
    special: Special | None
    namespace: bytes
    filled: tuple[tuple[str, ...], ...]


def plan(table: str, columns: tuple[str, ...], namespace: bytes, special: Special | None) -> Plan:
    """Return the plan for rows of a table with these columns."""
    found = TABLES[table]
    read = () if table == "schedule" else columns  # its special reads all of it together
    return Plan(
        found,
        columns,
        tuple((name, found.links[name]) for name in columns if name in found.links),
        tuple((name, reading) for name in read if (reading := READINGS.get(name)) is not None),
        special,
        namespace,
        tuple(tuple(group.split("|")) for group in found.filled),
    )


def _amount(given: str) -> tuple[Value, tuple[Problem, ...]]:
    """Read money: at most twelve digits before the point are kept."""
    value, problems = read_number(given)
    if value is not None and len(value.partition(".")[0].lstrip("+-")) > 12:
        return None, (Problem.OUT_OF_RANGE,)
    return value, problems


def _day(given: str) -> tuple[Value, tuple[Problem, ...]]:
    read = read_date(given)
    return (None if read.day is None else read.day.isoformat()), read.problems


def _moment(given: str) -> tuple[Value, tuple[Problem, ...]]:
    read = read_moment(given)
    return (None if read.moment is None else read.moment.isoformat()), read.problems


def _age(name: str, given: str) -> tuple[Value, tuple[Problem, ...]]:
    """Return an age in years: a number, or what a text such as "18+" says of this bound."""
    read = read_years(given)
    if read.years is not None:
        return repr(read.years), read.problems
    told = read_age(given)
    years = told.minimum if name == "minimum_age" else told.maximum
    if years is None or told.problems:
        return None, told.problems or read.problems
    return repr(years), (Problem.PARTLY_UNDERSTOOD,)


def _mail(given: str) -> tuple[Value, tuple[Problem, ...]]:
    """Return the first address; none where it is said that mail does not arrive there."""
    if PLAIN_MAIL.fullmatch(given):
        return given, ()
    read = read_emails(given)
    if not read:
        return "", ()
    first = read[0]
    if not first.problems:
        return given, ()
    return (first.address if first.works else ""), first.problems


def _page(given: str) -> tuple[Value, tuple[Problem, ...]]:
    """Return the first address; a text that is none stays as it is, and leads nowhere."""
    if PLAIN_PAGE.fullmatch(given):
        return given, ()
    read = read_urls(given)
    if not read:
        return "", ()
    if not read[0].problems:
        return given, ()
    return read[0].url or given, read[0].problems


def _whole(given: str) -> tuple[Value, tuple[Problem, ...]]:
    return read_number(given, whole=True)


READINGS: dict[str, Reading] = {
    **dict.fromkeys(DATES, _day),
    **dict.fromkeys(STAMPS, _moment),
    **dict.fromkeys(WHOLE, _whole),
    **dict.fromkeys(NUMBERS, read_number),
    "amount": _amount,
    **dict.fromkeys(MAILS, _mail),
    **dict.fromkeys(PAGES, _page),
    **{name: partial(_age, name) for name in ("minimum_age", "maximum_age")},
}
"""What reads the fields that have a form of their own."""


def understand(plan: Plan, cells: tuple[str, ...], key: str = "") -> Understood:
    """Return what a row says; its key tells which of several records made from it is meant."""
    values: dict[str, Value] = dict(zip(plan.columns, map(str.strip, cells), strict=True))
    row = Understood(values, key)
    if SUSPICIOUS.search("\n".join(cells)):
        _clean(row, plan, dict(zip(plan.columns, cells, strict=True)))
    for name, table in plan.links:
        said = values[name]
        if said and len(said) == 36 and FULL.fullmatch(said):
            values[name] = said.lower()
        else:
            _link(row, plan, name, table)
    if plan.special is not None:
        plan.special(row, dict(zip(plan.columns, cells, strict=True)))
    for name, reading in plan.readings:
        _read(row, plan, cells, name, reading)
    if row.refused is None:
        row.refused = _lacking(plan, values)
    return row


def _read(row: Understood, plan: Plan, cells: tuple[str, ...], name: str, reading: Reading) -> None:
    value = row.values.get(name)
    if value:
        row.take(name, cells[plan.columns.index(name)], *reading(value))
    elif name not in TEXTS:
        row.values[name] = None


def _clean(row: Understood, plan: Plan, given: dict[str, str]) -> None:
    """Clean texts; a key is a key letter by letter, or it would no longer be the other row's."""
    for name, cell in given.items():
        if name not in plan.table.links and SUSPICIOUS.search(cell):
            read = read_text(cell)
            row.values[name] = read.text
            if read.problems:
                row.originals.append((name, cell.replace("\0", "")))
                row.remarks += [(name, problem) for problem in read.problems]


def _link(row: Understood, plan: Plan, name: str, table: str) -> None:
    key = row.values[name] or ""
    if key.lower() in NOTHING:
        row.values[name] = None
        return
    if table != "taxonomy" and SEVERAL.search(key):
        keys = split_keys(key)
        if len(keys) > 1:
            row.originals.append((name, key))
            row.remarks.append((name, Problem.SEVERAL))
            key = keys[0]
    if table == "*":
        named = ABOUT[name]
        table = row.values.get(named) or ("service" if name == "link_id" else "")
        table = table if table in TABLES else table.removesuffix("s")
    row.values[name] = record_id(plan.namespace, table, key)


def _lacking(plan: Plan, values: dict[str, Value]) -> tuple[Reason, str] | None:
    for name in plan.table.needs:
        if values.get(name) is None:
            return Reason.UNLINKED, name
    for name in plan.table.any_of:
        if values.get(name):
            break
    else:
        if plan.table.any_of:
            return Reason.UNLINKED, plan.table.any_of[0]
    for names in plan.filled:
        for name in names:
            if values.get(name):
                break
        else:
            return Reason.EMPTY, names[0]
    return None
