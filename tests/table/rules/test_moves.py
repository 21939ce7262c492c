"""The states of a discussion: every pair of states, for every set of relations."""

from itertools import combinations, product

import pytest

from hubtable.table.rules.moves import MOVES, Mover, State, may_move

ALLOWED = """
    screening    → submitted     origin
    screening    → withdrawn     origin
    submitted    → withdrawn     origin
    submitted    → presented     desk
    presented    → submitted     desk
    presented    → accepted      desk
    presented    → rejected      desk
    accepted     → presented     desk
    rejected     → presented     desk
    accepted     → identifying   desk
    identifying  → accepted      desk
    identifying  → intervening   desk
    accepted     → concluded     desk
    identifying  → concluded     desk
    intervening  → concluded     desk lead
    concluded    → intervening   desk lead
    concluded    → forgotten     job
    rejected     → forgotten     job
"""
"""Written by hand from process.md, The table, step by step."""


def allowed() -> dict[tuple[State, State], frozenset[Mover]]:
    lines = [line.replace("→", " ").split() for line in ALLOWED.strip().splitlines()]
    return {
        (State(source), State(target)): frozenset(map(Mover, who)) for source, target, *who in lines
    }


SETS = [frozenset(some) for size in range(5) for some in combinations(Mover, size)]


@pytest.mark.parametrize(("source", "target"), list(product(State, State)))
def test_who_may_move_where(source: State, target: State) -> None:
    movers = allowed().get((source, target), frozenset())
    for who in SETS:
        verdict = may_move(source, target, who)
        assert bool(verdict) == bool(movers & who)
        if not movers:
            assert verdict.code == "no_such_move"
        elif not verdict:
            assert verdict.code == "not_yours_to_move"


def test_nothing_leads_out_of_an_end() -> None:
    ends = {State.WITHDRAWN, State.FORGOTTEN}
    assert not {move for move in MOVES if move.source in ends}


def test_nothing_leads_back_into_screening() -> None:
    assert not {move for move in MOVES if move.target is State.SCREENING}


def test_every_state_can_be_reached() -> None:
    reached = {State.SCREENING}
    for _ in State:
        reached |= {move.target for move in MOVES if move.source in reached}
    assert reached == set(State)
