"""HSDS as CSV files: what the header of a file means, and its rows as rows of HSDS 3.1."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from hubtable.directory.rules.feeds.aliases import (
    COLUMNS,
    EVERYWHERE,
    FILES,
    FIXED,
    MORE,
    OWN_KEYS,
    SPREAD,
    plain,
)
from hubtable.directory.rules.feeds.found import BATCH, Batch, Standing
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.quarantine import Reason

KEYS = re.compile(r"\s*[\w.:-]+(?:\s*[,;|]\s*[\w.:-]+)+\s*,?")
"""Several keys in one cell."""
SEVERAL = re.compile(r"[,;|]")
WORDS = re.compile(r"\s*[,;|]\s*")

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Spread:
    """A column whose cells list others: `table` gets a link row for each."""

    index: int
    table: str
    field: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file is and how its rows are read."""

    table: str
    columns: tuple[str, ...]
    """Fields in the order of the cells picked."""
    picked: tuple[int, ...]
    key: int | None
    prefix: str
    """What stands before the ids of this file, so that they are no other file's."""
    width: int
    fixed: dict[str, str] = field(default_factory=dict)
    spreads: tuple[Spread, ...] = ()
    more: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Columns that are added to a field: address lines three and four, the weekday in words."""
    left_out: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


def table_of(name: str, header: Row = ()) -> str | None:
    """Return the table a file of this name (without ending) holds, or None."""
    stem = plain(name)
    fields = {plain(column) for column in header}
    if stem == "taxonomy" and fields & {"vocabulary", "parent_id", "parent_name"}:
        return "taxonomy_term"  # HSDS 1.1 called the terms so
    if stem in TABLES:
        return stem
    return FILES.get(stem)


def plan(name: str, header: Row, *, taxonomy_keys: bool = False) -> Plan | None:
    """Return how a file is read, or None where its name says nothing to us.

    `taxonomy_keys`: the feed has a file of taxonomies, so that a term names its taxonomy by key.
    """
    table = table_of(name, header)
    if table is None:
        return None
    stem, fields = plain(name), _fields(table, [plain(column) for column in header])
    if table == "taxonomy_term" and any(plain(c).endswith("recordid") for c in header):
        fields.pop("taxonomy_id", None)  # a number of the program it comes from
    if table == "taxonomy_term" and "taxonomy" in fields and "taxonomy_id" not in fields:
        where = fields["taxonomy"] if taxonomy_keys else fields.pop("taxonomy")
        fields["taxonomy_id"] = where
    known = set(TABLES[table].columns)
    fixed = {k: v for k, v in FIXED.get(stem, {}).items() if k not in fields}
    if table == "schedule" and "closed" in fields:
        fields["holiday"] = fields.pop("closed")
    if stem.startswith("holiday_schedule"):
        _rename(fields, {"start_date": "valid_from", "end_date": "valid_to"})
    more = _joined(table, fields)
    columns = tuple(sorted(f for f in fields if f in known))
    return Plan(
        table,
        columns,
        tuple(fields[column] for column in columns),
        fields.get("id"),
        f"{stem}:" if stem in OWN_KEYS else "",
        len(header),
        fixed,
        tuple(_spreads(table, fields, taxonomy_keys=taxonomy_keys)),
        more,
        tuple(header[i] for f, i in fields.items() if _without_place(table, f, known, more)),
        tuple(header),
    )


def _joined(table: str, fields: dict[str, int]) -> dict[str, tuple[int, ...]]:
    """Return the columns that are added to a field; one that stands alone becomes the field."""
    for to, names in MORE.get(table, {}).items():
        _rename(fields, dict.fromkeys(names, to))
    return {
        to: tuple(fields[f] for f in names if f in fields)
        for to, names in MORE.get(table, {}).items()
        if to in fields and any(f in fields for f in names)
    }


def _without_place(
    table: str, name: str, known: set[str], more: dict[str, tuple[int, ...]]
) -> bool:
    if name in known or name == "id" or (table, name) in SPREAD:
        return False
    return not any(name in names for to, names in MORE.get(table, {}).items() if to in more)


def _rename(fields: dict[str, int], names: dict[str, str]) -> None:
    for old, new in names.items():
        if old in fields and new not in fields:
            fields[new] = fields.pop(old)


def _fields(table: str, header: list[str]) -> dict[str, int]:
    """Return field → column. A column of the field's own name comes before an alias."""
    known = {*TABLES[table].columns, "id"}
    exact = {name: i for i, name in enumerate(header) if name in known}
    found = dict(exact)
    for i, name in enumerate(header):
        if name not in exact:
            field_name = _meaning(table, name, known)
            if field_name not in found:
                found[field_name] = i
            else:
                found[f"{name}#{i}"] = i
    return found


def _meaning(table: str, name: str, known: set[str]) -> str:
    for prefix in ("", f"{table}_", f"{table.removesuffix('_term')}_"):
        bare = name.removeprefix(prefix)
        if prefix and bare == name:
            continue
        if bare in known and bare != "id":
            return bare
        if bare in COLUMNS.get(table, {}):
            return COLUMNS[table][bare]
        linked = EVERYWHERE.get(bare, "")
        if linked in known or (table, linked) in SPREAD:
            return linked
        if prefix and bare in known:
            return bare
    return name


def _spreads(table: str, fields: dict[str, int], *, taxonomy_keys: bool) -> Iterator[Spread]:
    for name, index in fields.items():
        if (table, name) in SPREAD:
            yield Spread(index, *SPREAD[table, name])
    if table == "taxonomy_term" and "taxonomy_id" in fields and not taxonomy_keys:
        yield Spread(fields["taxonomy_id"], "taxonomy", "name")


def batches(plan: Plan, rows: Iterable[Row]) -> Iterator[Batch]:
    """Yield the rows of a file, and the link rows made from them, in bounded batches."""
    pick = _picker(plan)
    own = _empty(plan)
    listed: dict[str, Batch] = {}
    names = (*plan.columns, *sorted(plan.fixed))
    added = tuple(plan.fixed[name] for name in sorted(plan.fixed))
    for number, row in enumerate(rows, 1):
        if len(row) != plan.width:
            if any(cell.strip() for cell in row[plan.width :]):
                own.broken.append((number, str(Reason.COLUMNS), _told(plan, row)))
                if len(own.broken) >= BATCH:
                    yield Batch(plan.table, names, broken=own.broken)
                    own.broken = []
                continue
            row = [*row[: plan.width], *[""] * (plan.width - len(row))]  # noqa: PLW2901
        cells = pick(row)
        key = row[plan.key].strip() if plan.key is not None else ""
        if not key and not any(cells):
            continue
        if key and plan.prefix:
            key = plan.prefix + key
        own.numbers.append(number)
        own.keys.append(key)
        own.cells.append(cells + added if added else cells)
        for spread in plan.spreads:
            if row[spread.index]:
                _spread((plan, spread), row, (number, key), listed)
        if len(own.keys) >= BATCH:
            own.columns = names
            yield own
            own = _empty(plan)
            yield from listed.values()
            listed = {}
    own.columns = names
    yield own
    yield from listed.values()


def _empty(plan: Plan) -> Batch:
    return Batch(plan.table, plan.columns, left_out=plan.left_out)


def _picker(plan: Plan) -> Callable[[Row], tuple[str, ...]]:
    picked = plan.picked
    if plan.more:
        return _joining_picker(plan)
    if not picked:
        return lambda _: ()
    if len(picked) == 1:
        only = picked[0]
        return lambda row: (row[only],)
    return itemgetter(*picked)


def _joining_picker(plan: Plan) -> Callable[[Row], tuple[str, ...]]:
    """Pick cells of which some are joined from several columns."""
    places = [
        (index, plan.more.get(name, ()))
        for name, index in zip(plan.columns, plan.picked, strict=True)
    ]

    def pick(row: Row) -> tuple[str, ...]:
        return tuple(
            [
                ", ".join(filter(None, [row[index].strip(), *(row[i].strip() for i in more)]))
                if more
                else row[index]
                for index, more in places
            ]
        )

    return pick


def _told(plan: Plan, row: Row) -> dict[str, str]:
    names = [*plan.header, *(f"column {i}" for i in range(len(plan.header) + 1, len(row) + 1))]
    return dict(zip(names, row, strict=True))


def split_keys(cell: str) -> list[str]:
    """Return the keys of a cell: several where it lists several, else the one."""
    text = cell.strip()
    if not KEYS.fullmatch(text):
        return [text] if text else []
    return [part for part in WORDS.split(text) if part]


def _spread(
    how: tuple[Plan, Spread], row: Row, place: tuple[int, str], listed: dict[str, Batch]
) -> None:
    (plan, spread), (number, key) = how, place
    parent = {"attribute": "link_id"}.get(spread.table, f"{plan.table}_id")
    columns = TABLES[spread.table].columns
    batch = listed.setdefault(spread.table, Batch(spread.table, columns, Standing.LISTED))
    cell = row[spread.index]
    values = WORDS.split(cell.strip()) if spread.field == "name" else split_keys(cell)
    if spread.table == "taxonomy":
        values = [cell.strip()]
    for value in values:
        said = {parent: key, spread.field: value, "link_entity": plan.table}
        batch.numbers.append(number)
        batch.keys.append(value if spread.table == "taxonomy" else "")
        batch.cells.append(tuple([said.get(column, "") for column in columns]))
