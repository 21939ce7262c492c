"""One row of a file of discussions: what it says, or column by column what is wrong with it.

A problem never repeats what stood in the cell: a wrong file may hold names.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hubtable.table.rules.columns import (
    CLOSED,
    PRACTICE,
    PROTECTED,
    Described,
    Line,
    Person,
    Reported,
    Update,
    split,
)
from hubtable.table.rules.languages import Language
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import PLACES, AgeGroup, DiscussionType, PersonRole, Sex

REFERENCE = re.compile(r"D-(\d{4}|[1-9]\d{4,6})")
NUMBER = re.compile(r"20\d\d-(\d{3}|[1-9]\d{3,5})")
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
ANSWERS = {"yes": True, "no": False, "": None}
DESCRIBED = ("persons", "interpreter", "language", "risk_factors", "protective_factors", "flags")
REPORTED = (
    "hub_number", "lead", "assisting", "updates", "overdue", "reason", "risk_lowered", "connected",
    "returned",
)  # fmt: skip


class Problem(NamedTuple):
    """What is wrong in one column of a row; the code is stable, the sentence for people."""

    column: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a table knows a file's words by. Lists are in the order of the vocabulary."""

    agencies: Mapping[str, bool]
    """Name of each agency at the table → whether it stands for a protected program."""
    sectors: frozenset[str]
    reasons: frozenset[str]
    risks: tuple[str, ...]
    protective: tuple[str, ...]
    flags: tuple[str, ...]
    zone: ZoneInfo
    practice: bool = False
    """Whether it is a practice table."""


@dataclass(slots=True)
class _Row:
    """Reads cells and gathers what is wrong."""

    said: Mapping[str, str]
    known: Known
    now: datetime
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, column: str, code: str, sentence: str) -> None:
        self.problems.append(Problem(column, code, sentence))

    def closed(self, column: str) -> bool:
        return self.said[column].strip() == CLOSED

    def text(self, column: str) -> str:
        return "" if self.closed(column) else self.said[column].strip()

    def matching(self, column: str, form: re.Pattern[str], sentence: str) -> str:
        text = self.text(column)
        if text and not form.fullmatch(text):
            self.wrong(column, "form", sentence)
        return text

    def code(self, column: str, allowed: frozenset[str]) -> str:
        text = self.text(column)
        if text and text not in allowed:
            self.wrong(column, "unknown_code", "This code is in no list of this table.")
        return text

    def truth(self, column: str) -> bool | None:
        text = self.text(column).lower()
        if text not in ANSWERS:
            self.wrong(column, "not_yes_or_no", "Write yes or no.")
        return ANSWERS.get(text)

    def many(self, column: str) -> list[tuple[str, bool]]:
        try:
            return split(self.text(column))
        except ValueError:
            self.wrong(column, "quote", "A value begins with a quote that does not end.")
            return []

    def codes(self, column: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        chosen = {value for value, _ in self.many(column)}
        if chosen - set(allowed):
            self.wrong(column, "unknown_code", "A code here is in no list of this table.")
        return tuple(code for code in allowed if code in chosen)

    def time(self, column: str) -> datetime | None:
        text = self.text(column)
        return self.moment(column, text) if text else None

    def moment(self, column: str, text: str) -> datetime | None:
        try:
            at = datetime.fromisoformat(text).replace(microsecond=0)
            at = (at if at.tzinfo else at.replace(tzinfo=self.known.zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.wrong(column, "time", "Write a day or time such as 2026-11-24T10:05:00-05:00.")
            return None
        if at > self.now:
            self.wrong(column, "future", "This time has not come yet.")
        return at

    def agency(self, column: str, value: str, *, quoted: bool, named: bool = False) -> str:
        if value == PROTECTED and not quoted and not named:
            return PROTECTED
        if value not in self.known.agencies:
            self.wrong(column, "unknown_agency", "No agency of this name is at this table.")
        elif self.known.agencies[value] and not named:
            sentence = f"A protected program is not named here. Write {PROTECTED}."
            self.wrong(column, "protected_named", sentence)
        return value


def read_row(
    said: Mapping[str, str], known: Known, *, now: datetime
) -> tuple[Line | None, tuple[Problem, ...]]:
    """Return what a row says, or everything that is wrong with it."""
    row = _Row(said, known, now)
    _check_practice(row)
    line = _line(row)
    if line and not row.problems:
        _check(row, line)
    return (None, tuple(row.problems)) if row.problems else (line, ())


def _check_practice(row: _Row) -> None:
    """Keep what is invented and what is real apart."""
    invented = row.said.get(PRACTICE, "").strip().lower() == "yes"
    if invented and not row.known.practice:
        sentence = "This row is practice, about nobody. It does not come into a real table."
        row.wrong(PRACTICE, "practice", sentence)
    if row.known.practice and not invented:
        sentence = "This table is for practice. It takes in nothing that is not marked as practice."
        row.wrong(PRACTICE, "not_practice", sentence)


def _line(row: _Row) -> Line | None:
    reference = row.matching("reference", REFERENCE, "A reference looks like D-0141.")
    kind = row.code("type", frozenset(DiscussionType.labels()))
    state = row.code("state", frozenset(s.value for s in State if s is not State.SCREENING))
    for column in ("reference", "type", "state"):
        if not row.text(column):
            row.wrong(column, "missing", "This must be said.")
    thin = state == State.FORGOTTEN and not row.text("concluded")
    line = Line(
        reference=reference,
        type=kind,
        state=State(state) if state in State.__members__.values() else State.SCREENING,
        submitted=row.time("submitted"),
        presented=row.time("presented"),
        decided=_month(row) if thin else row.time("decided"),
        concluded=row.time("concluded"),
        agency=_origin(row),
        sector=None if row.closed("originating_sector") else _sector(row),
        described=_described(row) if _open(row, DESCRIBED) else None,
        reported=_reported(row) if _open(row, REPORTED) else None,
    )
    return None if row.problems else line


def _open(row: _Row, columns: tuple[str, ...]) -> bool:
    return not all(row.closed(column) for column in columns)


def _month(row: _Row) -> datetime | None:
    text = row.text("decided")
    if MONTH.fullmatch(text):
        return row.moment("decided", f"{text}-01T00:00:00+00:00")
    return row.time("decided")


def _origin(row: _Row) -> str | None:
    names = row.many("originating_agency")
    if len(names) > 1:
        row.wrong("originating_agency", "several", "Name one agency.")
    if row.closed("originating_agency") or not names:
        return None
    return row.agency("originating_agency", names[0][0], quoted=names[0][1], named=True)


def _sector(row: _Row) -> str:
    return row.code("originating_sector", row.known.sectors)


def _described(row: _Row) -> Described:
    return Described(
        persons=tuple(_person(row, value) for value, _ in row.many("persons")),
        interpreter=row.truth("interpreter"),
        language=row.code("language", frozenset(Language.labels())),
        risks=row.codes("risk_factors", row.known.risks),
        protective=row.codes("protective_factors", row.known.protective),
        flags=row.codes("flags", row.known.flags),
    )


def _person(row: _Row, value: str) -> Person:
    parts = tuple(value.split("|"))
    lists = (PersonRole.labels(), Sex.labels(), AgeGroup.labels())
    if len(parts) != 3 or any(
        part and part not in codes for part, codes in zip(parts, lists, strict=False)
    ):
        row.wrong("persons", "person", "Write role|sex|age group in codes, as main|female|30-39.")
        return "", "", ""
    return parts[0], parts[1], parts[2]


def _reported(row: _Row) -> Reported:
    lead = [row.agency("lead", name, quoted=q) for name, q in row.many("lead")]
    if len(lead) > 1:
        row.wrong("lead", "several", "One agency leads.")
    helping = [row.agency("assisting", name, quoted=q) for name, q in row.many("assisting")]
    protected = [name for name in helping if name == PROTECTED]
    named = sorted({name for name in helping if name != PROTECTED})
    updates = [_update(row, value) for value, _ in row.many("updates")]
    return Reported(
        number=row.matching("hub_number", NUMBER, "A Hub number looks like 2026-014."),
        lead=lead[0] if lead else "",
        assisting=(*named, *protected),
        updates=tuple(sorted(update for update in updates if update)),
        overdue=row.truth("overdue") or False,
        reason=row.code("reason", row.known.reasons),
        lowered=row.truth("risk_lowered"),
        connected=row.truth("connected"),
        returned=row.truth("returned") or False,
    )


def _update(row: _Row, value: str) -> Update | None:
    parts = value.split("|")
    if len(parts) != 3 or not {parts[1], parts[2]} <= {"yes", "no"}:
        row.wrong(
            "updates", "update", "Write time|still at risk|connected, the last two yes or no."
        )
        return None
    at = row.moment("updates", parts[0])
    return (at, parts[1] == "yes", parts[2] == "yes") if at else None


DECIDED = frozenset(
    {State.ACCEPTED, State.IDENTIFYING, State.INTERVENING, State.CONCLUDED, State.REJECTED}
)
ENDED = frozenset({State.CONCLUDED, State.REJECTED, State.FORGOTTEN})
NUMBERED = DECIDED - {State.REJECTED}
LED = frozenset({State.INTERVENING, State.CONCLUDED, State.FORGOTTEN})
Rule = tuple[str, str, Callable[[Line, Reported], bool], str]
RULES: tuple[Rule, ...] = (
    (
        "submitted", "missing", lambda one, _: one.state is State.SUBMITTED and not one.submitted,
        "Say when it was submitted.",
    ),
    (
        "submitted", "missing", lambda one, _: not (one.submitted or one.presented or one.decided),
        "Say at least one time.",
    ),
    (
        "presented", "too_early",
        lambda one, _: one.state is State.SUBMITTED and one.presented is not None,
        "What is only submitted was not presented.",
    ),
    (
        "presented", "missing",
        lambda one, _: one.state is State.PRESENTED and one.presented is None,
        "Say when it was presented.",
    ),
    (
        "decided", "missing",
        lambda one, _: one.state in DECIDED | {State.FORGOTTEN} and one.decided is None,
        "Say when the table decided.",
    ),
    (
        "decided", "too_early",
        lambda one, _: one.state not in DECIDED | {State.FORGOTTEN} and one.decided is not None,
        "At this step the table has not decided.",
    ),
    (
        "concluded", "missing",
        lambda one, said: one.concluded is None
        and (one.state is State.CONCLUDED or (one.state is State.FORGOTTEN and said.number != "")),
        "Say when it was closed.",
    ),
    (
        "concluded", "too_early",
        lambda one, _: one.state not in {State.CONCLUDED, State.FORGOTTEN}
        and one.concluded is not None,
        "At this step it is not closed.",
    ),
    (
        "hub_number", "missing",
        lambda one, said: not said.number and (one.state in NUMBERED or one.concluded is not None),
        "What was accepted has a Hub number.",
    ),
    (
        "reason", "missing", lambda one, said: one.state in ENDED and not said.reason,
        "Say why it was rejected or closed.",
    ),
    (
        "lead", "missing", lambda one, said: one.state is State.INTERVENING and not said.lead,
        "At this step an agency leads.",
    ),
    (
        "lead", "too_early",
        lambda one, said: one.state not in LED and bool(said.lead or said.assisting),
        "At this step no agency is assigned.",
    ),
    (
        "assisting", "twice",
        lambda _, said: said.lead != PROTECTED and said.lead in said.assisting,
        "The agency that leads does not assist.",
    ),
    (
        "persons", "too_many",
        lambda one, _: one.type in PLACES and bool(one.described and one.described.persons),
        "A place has no persons.",
    ),
)  # fmt: skip
"""Column, code, when it is wrong, what to say. The lock asks the same (`lock.possible`)."""


def _check(row: _Row, line: Line) -> None:
    told = line.reported or Reported()
    for column, code, wrong, sentence in RULES:
        if wrong(line, told):
            row.wrong(column, code, sentence)
    steps = ("submitted", "presented", "decided", "concluded")
    there = [(step, at) for step in steps if (at := getattr(line, step)) is not None]
    for (_, before), (step, after) in pairwise(there):
        if after < before:
            row.wrong(step, "order", "This was before the step that comes first.")
