"""The states of a discussion and who may move it from one to the next.

From this one table come validation (in Python and, loaded by `base.lock`, in the database), the
diagram in the documentation and the exhaustive tests. Source: process.md, The table, step by step.
"""

from enum import StrEnum
from typing import NamedTuple

from hubtable.kernel.verdict import YES, Verdict, no


class State(StrEnum):
    """Where a discussion stands."""

    SCREENING = "screening"
    SUBMITTED = "submitted"
    PRESENTED = "presented"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IDENTIFYING = "identifying"
    INTERVENING = "intervening"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"
    FORGOTTEN = "forgotten"


class Mover(StrEnum):
    """Who moves: the originating agency, chair or coordinator, the lead agency, the worker."""

    ORIGIN = "origin"
    DESK = "desk"
    LEAD = "lead"
    JOB = "job"


class Move(NamedTuple):
    """One allowed change of state."""

    source: State
    target: State
    who: Mover


MOVES: frozenset[Move] = frozenset(
    {
        Move(State.SCREENING, State.SUBMITTED, Mover.ORIGIN),
        Move(State.SCREENING, State.WITHDRAWN, Mover.ORIGIN),
        Move(State.SUBMITTED, State.WITHDRAWN, Mover.ORIGIN),
        Move(State.SUBMITTED, State.PRESENTED, Mover.DESK),
        Move(State.PRESENTED, State.SUBMITTED, Mover.DESK),  # put back on the agenda
        Move(State.PRESENTED, State.ACCEPTED, Mover.DESK),
        Move(State.PRESENTED, State.REJECTED, Mover.DESK),
        Move(State.ACCEPTED, State.PRESENTED, Mover.DESK),  # undo of a decision
        Move(State.REJECTED, State.PRESENTED, Mover.DESK),
        Move(State.ACCEPTED, State.IDENTIFYING, Mover.DESK),
        Move(State.IDENTIFYING, State.ACCEPTED, Mover.DESK),  # closed without an assignment
        Move(State.IDENTIFYING, State.INTERVENING, Mover.DESK),
        Move(State.ACCEPTED, State.CONCLUDED, Mover.DESK),
        Move(State.IDENTIFYING, State.CONCLUDED, Mover.DESK),
        Move(State.INTERVENING, State.CONCLUDED, Mover.DESK),
        Move(State.INTERVENING, State.CONCLUDED, Mover.LEAD),
        Move(State.CONCLUDED, State.INTERVENING, Mover.DESK),  # reopened within 30 days
        Move(State.CONCLUDED, State.INTERVENING, Mover.LEAD),
        Move(State.CONCLUDED, State.FORGOTTEN, Mover.JOB),
        Move(State.REJECTED, State.FORGOTTEN, Mover.JOB),
    }
)


def may_move(state: State, target: State, who: frozenset[Mover]) -> Verdict:
    """Whether somebody with these relations may move a discussion on."""
    movers = {move.who for move in MOVES if (move.source, move.target) == (state, target)}
    if not movers:
        return no("no_such_move", "The situation is at another step by now.")
    if not movers & who:
        return no("not_yours_to_move", "This step is for another role at the table.")
    return YES
