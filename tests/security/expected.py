"""Reads `matrix.md`: who is expected to see what at which moment."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from uuid import UUID

from hubtable.table.rules.disclosing import Seen, Sight, Until

PAGE = Path(__file__).with_name("matrix.md")
ELSE = "everybody else"
NOTHING = "\N{EN DASH}"
ALONE = "## Each relation alone"
MARKS = {"†": Until.WINDOW, "‡": Until.LEAD_DAYS}


@cache
def table() -> Mapping[tuple[str, str], str]:
    """Return (relation, moment) → cell, of the three tables of moments."""
    before, _ = PAGE.read_text(encoding="utf-8").split(ALONE)
    return dict(_cells(before))


@cache
def alone() -> frozenset[tuple[str, str, str, str]]:
    """Return (stage, relation, class, until) of the table of each relation alone."""
    _, after = PAGE.read_text(encoding="utf-8").split(ALONE)
    return frozenset(
        (state, relation, word.rstrip("†‡"), MARKS.get(word[-1], Until.ALWAYS).value)
        for (relation, state), cell in _cells(after)
        for word in _words(cell)
    )


def _cells(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    moments: list[str] = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            moments = []
        elif not moments:
            moments = parts[1:]
        elif set(parts[0]) != {"-"}:
            assert len(parts) == len(moments) + 1, parts[0]
            yield from (((parts[0], m), cell) for m, cell in zip(moments, parts[1:], strict=True))


def relations() -> frozenset[str]:
    """Return every row."""
    return frozenset(relation for relation, _ in table())


def moments() -> frozenset[str]:
    """Return every column."""
    return frozenset(moment for _, moment in table())


def seen(
    cell: str, people: tuple[UUID, ...], answers: Mapping[UUID, UUID], own: UUID | None
) -> frozenset[Seen]:
    """Return what a cell means: `people` are person 1 and 2, `answers` answer → delegation.

    `answered` alone is the whole class (no part); `own` is the delegation of `answered own`.
    """
    return frozenset(one for word in _words(cell) for one in _meaning(word, people, answers, own))


def _words(cell: str) -> Iterator[str]:
    yield from (word.strip() for word in cell.split(",") if word.strip() != NOTHING)


def _meaning(
    word: str, people: tuple[UUID, ...], answers: Mapping[UUID, UUID], own: UUID | None
) -> Iterator[Seen]:
    name, *rest = word.split()
    sight = Sight(name)
    if rest == ["own"]:
        yield from (Seen(sight, a) for a, delegation in answers.items() if delegation == own)
    elif rest:
        yield from (Seen(sight, people[int(number) - 1]) for number in rest)
    else:
        assert sight not in {Sight.IDENTIFIED, Sight.PLANNED}, word
        yield Seen(sight)
