"""What was said of an earlier presentation is not said of the next."""

import pytest

from hubtable.kernel.verdict import Refused
from hubtable.table.rules.words import StanceKind
from tests import situations as s
from tests.world import World


def test_an_objection_ends_when_the_situation_is_put_back(world: World) -> None:
    one = s.present(s.meet(s.submit(s.screening(world)), ["hospital", "police"]))
    s.say(one, "hospital", StanceKind.OBJECT)
    with pytest.raises(Refused):
        s.accept(one)
    s.present(s.put_back(one))
    s.accept(one)


def test_an_objection_outlasts_a_decision_that_is_undone(world: World) -> None:
    from hubtable.table.actions.deciding import undo_decision
    from tests.world import as_seat

    one = s.present(s.meet(s.submit(s.screening(world)), ["hospital", "police"]))
    s.say(one, "hospital", StanceKind.OBJECT)
    s.reject(one)
    with as_seat(one.chair, one.at):
        one.version = undo_decision(by=one.chair, at=one.at, of=one.id, seen=one.version)
    with pytest.raises(Refused):
        s.accept(one)
