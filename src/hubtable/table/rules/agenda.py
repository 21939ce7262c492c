"""The agenda builds itself: what the chair's one key leads to next (process.md, Meeting).

Updates first, by exception; then new situations; then the names round, once for all; then who acts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from hubtable.table.rules.updating import Attention


class Turn(StrEnum):
    """What comes next in a meeting."""

    UPDATE = "update"
    PRESENT = "present"
    OPEN_ROUND = "open_round"
    ASSIGN = "assign"
    END = "end"


class Update(NamedTuple):
    """One situation agencies act on; `answered` is when the lead's answer for this meeting came."""

    id: UUID
    number: str
    attention: Attention
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a meeting is. Each list is in the order it is worked through."""

    on: UUID | None = None
    undecided: bool = False
    """What is on now is presented and not decided."""
    begun: bool = False
    """A new situation was presented at this meeting."""
    updates: tuple[UUID, ...] = ()
    waiting: tuple[UUID, ...] = ()
    accepted: tuple[UUID, ...] = ()
    rounds: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """The next turn, and the situation it is about."""

    turn: Turn
    of: UUID | None = None


def exceptions(rows: Sequence[Update], began: datetime) -> tuple[UUID, ...]:
    """Return the updates the table talks about: overdue ones first, then by number.

    Not those that go well, nor what was answered since the meeting began. The order does not
    change while answers come in.
    """
    wanted = [
        row
        for row in rows
        if row.attention is not Attention.GOING_WELL
        and (row.answered is None or row.answered < began)
    ]
    return tuple(row.id for row in sorted(wanted, key=_place))


def walked(rows: Sequence[Update]) -> tuple[UUID, ...]:
    """Return all updates in the order of their walk, answered ones too: where one goes back."""
    return tuple(row.id for row in sorted(rows, key=_place))


def _place(row: Update) -> tuple[bool, str]:
    return row.attention is not Attention.OVERDUE, row.number


def following(stand: Stand, walk: Sequence[UUID]) -> Next | None:
    """Return what comes next; nothing while what is on now waits for its decision."""
    if stand.undecided:
        return None
    if not stand.begun and (update := _after(stand.on, stand.updates, walk)):
        return Next(Turn.UPDATE, update)
    for turn, rows in (
        (Turn.PRESENT, stand.waiting),
        (Turn.OPEN_ROUND, stand.accepted),
        (Turn.ASSIGN, stand.rounds),
    ):
        if rows:
            return Next(turn, rows[0])
    return Next(Turn.END)


def before(on: UUID | None, walk: Sequence[UUID]) -> UUID | None:
    """Return the update one step back."""
    place = walk.index(on) if on in walk else 0
    return walk[place - 1] if place else None


def _after(on: UUID | None, wanted: Sequence[UUID], walk: Sequence[UUID]) -> UUID | None:
    """Return the first wanted update after the one that is on; forward only, none twice."""
    start = walk.index(on) + 1 if on in walk else 0
    return next((one for one in walk[start:] if one in wanted), None)
