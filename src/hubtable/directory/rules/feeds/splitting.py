"""One row that speaks of several records: keys listed in a cell, several phones, several languages.

The first keeps the cell as it was given; reading it gives its first value.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from hubtable.directory.rules.feeds.hsds_csv import SEVERAL, split_keys
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.reading_hours import HoursRead
from hubtable.directory.rules.reading_language import read_languages
from hubtable.directory.rules.reading_phone import read_phones
from hubtable.directory.rules.reading_schedule import read_schedule

Cells = tuple[str, ...]
LANGUAGES = re.compile(r"[,;/&|\n]|\band\b|\bor\b")
LISTING = frozenset({"phone", "schedule", "contact", "service_area", "language", "url", "funding"})
"""Tables whose links may list several: each gets a record of its own. Of others the first holds."""
LONGEST_NUMBER = 20
PLAIN = re.compile(
    r"WEEKLY\|(?:(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?!\|)|(?=\|)))+"
    r"\|(?:[01]\d|2[0-3]):[0-5]\d(?::00)?\|(?:[01]\d|2[0-3]):[0-5]\d(?::00)?"
)
BESIDE = (
    *("valid_from", "valid_to", "dtstart", "until", "count", "interval", "bymonthday", "byweekno"),
    *("byyearday", "holiday", "description", "notes", "by_appointment", "given"),
)
TOLD = {
    "by_appointment": re.compile(r"true|false"),
    "freq": re.compile(r"|WEEKLY|MONTHLY"),
    "holiday": re.compile(r"|closed|open"),
    **dict.fromkeys(("opens_at", "closes_at"), re.compile(r"|(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d")),
    **dict.fromkeys(
        ("valid_from", "valid_to", "dtstart", "until"), re.compile(r"|\d{4}-[01]\d-[0-3]\d")
    ),
    **dict.fromkeys(("count", "interval"), re.compile(r"|\d{1,9}")),
}
"""What the cells of a schedule hold that was understood where it comes from."""
NTH = re.compile(r" @(\d+)$")


def may_be_several(table: str, columns: Sequence[str]) -> bool:
    """Say whether rows of these columns can speak of several records at all."""
    return table in LISTING and bool(
        set(columns) & (set(TABLES[table].links) | {"number", "name", "byday", "description"})
    )


def split(table: str, columns: Sequence[str], cells: Cells) -> list[tuple[str, Cells]]:
    """Return the row as rows of one record each, with what is added to the key.

    Itself comes first, with the first of each list, and adds nothing to its key.
    """
    rows = _links(table, columns, cells)
    if table == "phone" and "number" in columns:
        rows = _values(rows, columns.index("number"), _numbers)
    if table == "language" and "name" in columns:
        rows = _values(rows, columns.index("name"), _languages)
    named = [(f" #{place}" if place > 1 else "", row) for place, row in enumerate(rows, 1)]
    if table != "schedule":
        return named
    given = dict(zip(columns, cells, strict=True))
    several = 1 if is_plain(given) or is_told(given) else len(schedules(given).schedules)
    return [
        (f"{name} @{nth}" if nth > 1 else name, row)
        for name, row in named
        for nth in range(1, max(several, 1) + 1)
    ]


def is_plain(given: Mapping[str, str]) -> bool:
    """Say whether a schedule is as HSDS writes it: days of the week, from when to when, no more."""
    told = "|".join([given.get(name, "") for name in ("freq", "byday", "opens_at", "closes_at")])
    return bool(PLAIN.fullmatch(told)) and not any(given.get(name) for name in BESIDE)


def is_told(given: Mapping[str, str]) -> bool:
    """Say whether a schedule was understood where it comes from: an export of ours says so.

    It tells whether one needs an appointment, which HSDS does not, and its cells are as ours are.
    """
    return all(form.fullmatch(given.get(name, "").strip()) for name, form in TOLD.items())


def schedules(given: Mapping[str, str]) -> HoursRead:
    """Return the schedules of a row whose columns are named as in HSDS 3.1."""
    row = {name: cell for name, cell in given.items() if name not in TABLES["schedule"].links}
    if row.get("byday", "").strip().isdigit():
        row["weekday"] = row.pop("byday")
    if row.get("holiday", "").strip():
        row["closed"] = row.pop("holiday")
        row["start_date"], row["end_date"] = row.pop("valid_from", ""), row.pop("valid_to", "")
    return read_schedule(row)


def nth_schedule(key: str) -> int:
    """Return which schedule of its row a record is, from 0."""
    mark = NTH.search(key)
    return int(mark[1]) - 1 if mark else 0


def _links(table: str, columns: Sequence[str], cells: Cells) -> list[Cells]:
    first, others = list(cells), list[Cells]()
    for place, name in enumerate(columns):
        if name not in TABLES[table].links or not SEVERAL.search(cells[place]):
            continue
        keys = split_keys(cells[place])
        first[place] = keys[0] if keys else ""
        others += [_linked(table, columns, cells, name, key) for key in dict.fromkeys(keys[1:])]
    return [tuple(first), *others]


def _linked(table: str, columns: Sequence[str], cells: Cells, name: str, key: str) -> Cells:
    """Return the row with one link only."""
    links = TABLES[table].links
    return tuple(
        key if column == name else "" if column in links else cell
        for column, cell in zip(columns, cells, strict=True)
    )


def _values(rows: list[Cells], place: int, several: Callable[[str], list[str]]) -> list[Cells]:
    found = []
    for row in rows:
        values = several(row[place])
        found += [(*row[:place], value, *row[place + 1 :]) for value in values] or [row]
    return found


def _numbers(text: str) -> list[str]:
    if len(text) <= LONGEST_NUMBER:
        return [text]
    read = read_phones(text)
    return [text, *(one.text for one in read[1:])]


def _languages(text: str) -> list[str]:
    if not LANGUAGES.search(text):
        return [text]
    read = read_languages(text)
    others = (f"{one.name} ({one.note})" if one.note else one.name for one in read[1:])
    return [text, *others]
