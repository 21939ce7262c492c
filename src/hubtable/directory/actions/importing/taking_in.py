"""Takes the rows of one table in: some thousand are understood, then put by one statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hubtable.base.acting import call
from hubtable.directory.actions.importing.assuring import assure
from hubtable.directory.actions.importing.holding import held
from hubtable.directory.actions.importing.judging import Judged, State, judge
from hubtable.directory.actions.importing.locating import locate
from hubtable.directory.actions.importing.quarantining import LONGEST, Aside, Quarantine
from hubtable.directory.actions.importing.report import Counts, Report
from hubtable.directory.actions.importing.sending import Answers, Sending
from hubtable.directory.actions.importing.spooling import PART, Line, Sheet
from hubtable.directory.actions.importing.statements import (
    CELL,
    FEED,
    NULL,
    ROW,
    Upsert,
    Who,
    point_to_itself,
    table_name,
    upsert,
)
from hubtable.directory.actions.importing.survivors import Survivors
from hubtable.directory.actions.importing.uniting import unite
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.identity import READING
from hubtable.directory.rules.problems import Problem as Remark
from hubtable.directory.rules.quarantine import Reason
from hubtable.directory.rules.specials import SPECIAL, is_yes
from hubtable.directory.rules.understanding import Plan, Understood, plan, understand

ASIDE = {
    State.DUPLICATE: Reason.DUPLICATE,
    State.REPEATED: Reason.REPEATED,
    State.ELSEWHERE: Reason.ELSEWHERE,
}
Row = tuple[Line, Understood]
MOST_LEFT_OUT = 100
"""Columns without a place that are told of a table: a file can have any number."""


@dataclass(slots=True)
class Taking:
    """What the tables of one run have in common."""

    source: UUID
    at: datetime
    quarantine: Quarantine
    report: Report
    whole: bool
    """Whether the feed is all the source has: what is not in it is marked as missing."""
    survivors: Survivors
    who: Who = FEED
    pointing: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    """Locations of which the feed says that where they are must not be told."""
    sending: Sending = field(default_factory=Sending)

    def put_aside(self, counts: Counts, rows: Sequence[Aside]) -> None:
        """Put rows aside; one that was decided on before stands as it was decided."""
        decided, covered = self.quarantine.put(rows)
        known, untold = {id(row) for row in decided}, {id(row) for row in covered}
        for row in rows:
            if id(row) not in known:
                self.report.problems.add(row.problem(told=id(row) not in untold))
        counts.quarantined += len(rows) - len(decided)
        counts.unchanged += len(decided)

    def brought(self, *tables: str) -> bool:
        """Say whether this run brought new or changed rows of some tables."""
        counts = [self.report.tables.get(table, Counts()) for table in tables]
        return any(one.new or one.changed for one in counts)


def take_in(taking: Taking, sheet: Sheet) -> Counts:
    """Take a table in and return what became of its rows."""
    target = table_name(sheet.table)
    judged = judge(sheet, target, taking.source)
    counts = taking.report.tables[sheet.table] = Counts()
    _broken(taking, sheet, counts)
    with Sending() as taking.sending:
        for first, columns, lines in sheet.chunks():
            states = judged.states[first : first + len(lines)]
            _count(counts, lines, states)
            if judged.idle or not any(_needs_work(state) for state in states):
                continue
            how = plan(sheet.table, columns, taking.source.bytes, SPECIAL.get(sheet.table))
            _chunk(taking, how, lines, states, counts)
    _hide(taking)
    unite(sheet, judged, taking.source.bytes)
    _point(taking, sheet.table)
    taking.survivors.note()
    if sheet.table == "address" and taking.brought("location", "address"):
        locate(taking.source, taking.at, taking.report)
    _mark(taking, judged, target, counts)
    if sheet.left_out:
        left_out = sorted(sheet.left_out)[:MOST_LEFT_OUT]
        taking.report.left_out[sheet.table] = [name[:LONGEST] for name in left_out]
    return counts


def _needs_work(state: int) -> bool:
    return state not in (State.UNCHANGED, State.SAID)


def _count(counts: Counts, lines: list[Line], states: bytearray) -> None:
    for line, state in zip(lines, states, strict=True):
        if line[4] != PART and state != State.SAID:
            counts.read += 1
            counts.unchanged += state == State.UNCHANGED


def _broken(taking: Taking, sheet: Sheet, counts: Counts) -> None:
    for some in sheet.broken():
        counts.read += len(some)
        rows = [
            Aside(sheet.table, number, "", "", reason, READING.hex(), given)
            for number, reason, given in some
        ]
        taking.put_aside(counts, rows)


def _chunk(taking: Taking, how: Plan, lines: list[Line], states: bytearray, counts: Counts) -> None:
    """Understand and send what is new or changed; put aside what cannot be taken in, or waits."""
    aside: list[Aside] = []
    rows: list[Row] = []
    changed: list[bool] = []
    waits = held(how.table.name, lines, states, taking.survivors.stayed)
    told = how.columns.index("confidential") if "confidential" in how.columns else None
    for place, (line, state) in enumerate(zip(lines, states, strict=True)):
        if told is not None and _needs_work(state) and is_yes(line[5][told]):
            taking.hidden.append(line[2])
        if place in waits.why:
            aside.append(waits.aside(how.table.name, how.columns, lines, place))
        elif place in waits.places:
            continue
        elif state in (State.NEW, State.CHANGED):
            row = understand(how, line[5], line[1])
            if row.refused is None:
                rows.append((line, row))
                changed.append(state == State.CHANGED)
            elif line[4] != PART:
                aside.append(_aside(how, line, row.refused[0], row.refused[1]))
        elif state in ASIDE and line[4] != PART:
            aside.append(_aside(how, line, ASIDE[State(state)], "id"))
    if rows:
        put, use = _put(taking, how, rows, changed, counts)
        taking.sending.send(put, lambda answers: taking.put_aside(counts, [*aside, *use(answers)]))
    else:
        taking.sending.settle()
        taking.put_aside(counts, aside)


def put_one(
    taking: Taking, table: str, columns: tuple[str, ...], line: Line, counts: Counts
) -> Aside | None:
    """Put one row; return it with the reason when it still cannot be taken in."""
    how = plan(table, columns, taking.source.bytes, SPECIAL.get(table))
    row = understand(how, line[5], line[1])
    if row.refused is not None:
        return _aside(how, line, *row.refused)
    put, use = _put(taking, how, [(line, row)], [True], counts)
    left = use(put())
    taking.hidden += [line[2]] if row.hidden else []
    _hide(taking)
    _point(taking, table)
    return left[0] if left else None


def _hide(taking: Taking) -> None:
    """Hide the places the feed says are confidential, whatever becomes of the row that says it."""
    hidden, taking.hidden = taking.hidden, []
    if hidden:
        call("hide_told", [UUID(one) for one in hidden])


def _aside(how: Plan, line: Line, reason: Reason, name: str) -> Aside:
    given = {"id": line[1], **dict(zip(how.columns, line[5], strict=True))}
    return Aside(how.table.name, line[0], line[1], name, reason, line[3], given)


def _put(
    taking: Taking, how: Plan, rows: list[Row], changed: list[bool], counts: Counts
) -> tuple[Callable[[], Answers], Callable[[Answers], list[Aside]]]:
    """Return what puts rows, and what takes its answers and returns rows that are orphans."""
    fields = frozenset().union(*(row.values.keys() for _, row in rows))
    statement = upsert(how.table.name, fields, noting=any(changed))
    bent = [taking.survivors.bend(how.table.name, line[2], row) for line, row in rows]
    sent = [_cells(statement, place, line, row) for place, (line, row) in enumerate(rows)]
    put = statement.putting(sent, source=taking.source, at=taking.at, who=taking.who)

    def use(answers: Answers) -> list[Aside]:
        left, aside = _left(how, statement, rows, answers, counts)
        for i, steps in enumerate(bent):
            taking.survivors.steps += steps if i not in left else []
        _counted(counts, rows, changed, left)
        _follow(taking, statement, rows, changed, left)
        return aside

    return put, use


def _left(
    how: Plan, statement: Upsert, rows: list[Row], answers: Answers, counts: Counts
) -> tuple[set[int], list[Aside]]:
    """Return the places of rows that were not put, and those of them that belong to nothing."""
    left: set[int] = set()
    aside: list[Aside] = []
    for place, put, *dangling in answers:
        line, row = rows[place]
        loose = [name for name, no in zip(statement.links, dangling, strict=True) if no]
        if put:
            for name in loose:
                row.remarks.append((name, Remark.UNKNOWN))
                row.originals.append((name, _given(how, line, name)))
            continue
        left.add(place)
        if not loose:
            counts.unchanged += line[4] != PART  # kept as it is: a confidential place
        elif line[4] != PART:
            aside.append(_aside(how, line, Reason.ORPHAN, loose[0]))
    return left, aside


def _given(how: Plan, line: Line, name: str) -> str:
    return dict(zip(how.columns, line[5], strict=True)).get(name, "")


def _cells(statement: Upsert, place: int, line: Line, row: Understood) -> list[str]:
    values, usual = row.values, statement.usual
    return [
        *(str(place), line[2], line[3], line[1].translate(APART)),
        *[values.get(name) or usual[name] for name in statement.fields],
    ]


def _counted(counts: Counts, rows: list[Row], changed: list[bool], left: set[int]) -> None:
    for place, (line, _) in enumerate(rows):
        if place in left or line[4] == PART:
            continue
        counts.changed += changed[place]
        counts.new += not changed[place]


def _follow(
    taking: Taking, statement: Upsert, rows: list[Row], changed: list[bool], left: set[int]
) -> None:
    """Keep the words as they were given, count remarks, remember links to the table itself."""
    texts: list[tuple[str, str, str, str]] = []
    anew: list[str] = []
    for place, (line, row) in enumerate(rows):
        if place in left:
            continue
        if changed[place]:
            anew.append(line[2])
        for name, code in row.remarks:
            taking.report.remarks[statement.table, name, str(code)] += 1
        texts += [
            (line[2], statement.table, name, given)
            for name, given in dict(row.originals).items()
            if given.strip()
        ]
        up = row.values.get(statement.itself) if statement.itself else None
        if up:
            taking.pointing.append((line[2], up))
    _keep_originals(anew, texts)
    days = (
        (line[2], row.values.get("assured_date"))
        for i, (line, row) in enumerate(rows)
        if i not in left
    )
    assure(statement.table, [(one, day) for one, day in days if day], taking.at)


def _keep_originals(anew: list[str], texts: list[tuple[str, str, str, str]]) -> None:
    with connection.cursor() as cursor:
        if anew:
            cursor.execute("DELETE FROM directory_original WHERE record = ANY(%s::uuid[])", [anew])
        if texts:
            clean = [tuple(cell.translate(APART) for cell in text) for text in texts]
            cursor.execute(
                """
                INSERT INTO directory_original (id, record, "table", field, text)
                SELECT gen_random_uuid(), (c[1])::uuid, c[2], c[3], c[4]
                FROM string_to_table(%s, E'\\x1e') l, string_to_array(l, E'\\x1f') c
                ON CONFLICT (record, field) DO UPDATE SET text = EXCLUDED.text
                """,
                [ROW.join(CELL.join(text) for text in clean)],
            )


APART = {ord(sign): None for sign in (CELL, ROW, NULL, "\0")}


def _point(taking: Taking, table: str) -> None:
    name = next((n for n, to in TABLES[table].links.items() if to == table), "")
    pairs, taking.pointing = taking.pointing, []
    for first in range(0, len(pairs), 5000):
        lost = point_to_itself(table, name, pairs[first : first + 5000])
        if lost:
            taking.report.remarks[table, name, str(Remark.UNKNOWN)] += len(lost)


def _mark(taking: Taking, judged: Judged, target: str, counts: Counts) -> None:
    """Mark what is not in the feed, and take the mark from what is in it again."""
    with connection.cursor() as cursor:
        if judged.back:
            cursor.execute(
                f'UPDATE "{target}" SET missing_since = NULL'  # noqa: S608 - a name of our own
                " WHERE id = ANY(%s::uuid[]) AND missing_since IS NOT NULL",
                [judged.back],
            )
        if not taking.whole:
            return
        for first in range(0, len(judged.missing), 5000):
            cursor.execute(
                f'UPDATE "{target}" SET missing_since = %s'  # noqa: S608 - a name of our own
                " WHERE id = ANY(%s::uuid[])",
                [taking.at, judged.missing[first : first + 5000]],
            )
    missing = judged.still_missing + len(judged.missing)
    counts.missing_from_feed = missing and missing - _parts(target, taking.source)


def _parts(target: str, source: UUID) -> int:
    """Return how many missing records are further ones of a row: they are no rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT count(*) FROM "{target}"'  # noqa: S608 - a name of our own
            " WHERE source_id = %s AND missing_since IS NOT NULL"
            " AND source_key ~ ' (#|@)[0-9]+$'",
            [source],
        )
        answer: Any = cursor.fetchone()
        return int(answer[0])
