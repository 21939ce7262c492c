"""What the page of a meeting asks the database: few statements, and no more with more rows.

Sixty pages fetch it at once whenever something changes, so a statement more is paid sixty times.
"""

from collections.abc import Iterable

import pytest
from django.test import Client

from tests.situations import (
    MINUTE,
    Situation,
    accept,
    assign,
    meet,
    open_round,
    present,
    screening,
    submit,
    tell,
    update,
)
from tests.table.web.pages import queries
from tests.world import World, as_seat

MEETING = "/table/meeting/"
HERE = ("chair", "school", "hospital", "housing")
WATCHING = ("chair", "hospital")
MOST = {
    "arriving": (11, 10),
    "update": (12, 11),
    "presented": (17, 16),
    "decided": (16, 15),
    "names": (18, 20),
}
"""Statements of each phase for the chair and for a member, with the two of the transaction, the
two of the token and the one of the seat."""


@pytest.fixture
def day(world: World, clock) -> Situation:
    """What is acted on since the meeting before; today's follows it on the same clock."""
    clock.pass_(hours=3)
    return _acted_on(world, screening(world, "school"))


def _acted_on(world: World, one: Situation) -> Situation:
    meet(submit(one), HERE)
    open_round(accept(present(one)))
    assign(tell(one, "housing"), "housing")
    return update(one, "housing")


def _end(one: Situation) -> None:
    from hubtable.table.actions.meeting import end_meeting
    from hubtable.table.models import Meeting

    one.at += MINUTE
    with as_seat(one.chair, one.at):
        seen = Meeting.objects.values_list("version", flat=True).get(pk=one.meeting)
        end_meeting(by=one.chair, at=one.at, meeting=one.meeting, seen=seen)


def _turn(one: Situation, at: Situation) -> None:
    from hubtable.table.actions.meeting import turn_to

    at.at += MINUTE
    with as_seat(at.chair, at.at):
        turn_to(by=at.chair, at=at.at, of=one.id)


def _new(world: World, count: int, after: Situation) -> list[Situation]:
    """Submitted situations of the same minute."""
    return [submit(screening(world, "school", at=after.at + MINUTE)) for _ in range(count)]


def _asked(clients: Iterable[Client]) -> list[int]:
    return [queries(client, MEETING) for client in clients]


def _phases(world: World, clients: list[Client], day: Situation, rows: int) -> dict[str, list[int]]:
    """Walk a meeting with so many rows in every list; the statements of each page in each phase."""
    for _ in range(rows - 1):
        one = screening(world, "school", at=day.at)
        day.at = _acted_on(world, one).at
    _end(day)
    new = _new(world, 3 * rows, day)
    first, last = new[0], new[-1]
    first.at = last.at
    meet(first, HERE)
    counts = {"arriving": _asked(clients)}
    _turn(day, first)
    counts["update"] = _asked(clients)
    for place, one in enumerate(new[: 2 * rows]):
        one.at = new[place - 1].at if place else first.at
        present(one)
        if place < 2 * rows - 1:
            accept(one)
    on = new[2 * rows - 1]
    counts["presented"] = _asked(clients)
    accept(on)
    counts["decided"] = _asked(clients)
    for one in new[:rows]:
        one.at = on.at
        tell(open_round(one), "hospital")
    counts["names"] = _asked(clients)
    return counts


@pytest.mark.parametrize("rows", [1, 3])
def test_few_statements_and_no_more_with_more_rows(world: World, as_, day, rows: int) -> None:
    found = _phases(world, [as_(name) for name in WATCHING], day, rows)
    above = {
        phase: counts
        for phase, counts in found.items()
        if any(asked > most for asked, most in zip(counts, MOST[phase], strict=True))
    }
    assert not above
