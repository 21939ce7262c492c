"""The two tables of data the lock follows are whole."""

from hubtable.table.rules.disclosing import MATRIX, Relation, Sight, stage
from hubtable.table.rules.moves import MOVES, State

FEW = {Relation.ORIGIN, Relation.PICKED, Relation.LEAD, Relation.ASSISTING}
"""Who may ever come to see an identity or a plan (process.md, Who sees what at the table)."""


def test_every_state_is_reached() -> None:
    reached = {State.SCREENING}
    while more := {m.target for m in MOVES if m.source in reached} - reached:
        reached |= more
    assert reached == set(State)


def test_every_state_has_its_row_in_the_matrix() -> None:
    assert {stage(state) for state in State} == MATRIX.keys()


def test_identity_and_plan_open_to_few() -> None:
    found = [
        (state, relation)
        for state, relations in MATRIX.items()
        for relation, grants in relations.items()
        if {Sight.IDENTIFIED, Sight.PLANNED} & grants.keys() and relation not in FEW
    ]
    assert not found


def test_nothing_opens_to_the_table_before_it_is_presented() -> None:
    for state in (State.SCREENING, State.SUBMITTED, State.WITHDRAWN):
        assert MATRIX[state].keys() <= {Relation.ORIGIN, Relation.DESK}
        assert MATRIX[state].get(Relation.DESK, {}).keys() <= {Sight.ANNOUNCED}
