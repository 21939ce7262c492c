"""Who may offer, and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.world import NOW

from hubtable.table.rules.moves import State
from hubtable.table.rules.noting import may_keep
from hubtable.table.rules.offering import LONGEST, Window, may_offer, named

OPEN = Window(State.REJECTED, NOW, hours=24, present=True, ours=False)


def test_until_before_the_window_ends() -> None:
    assert may_offer(OPEN, NOW + timedelta(hours=24, seconds=-1))
    assert may_offer(OPEN, NOW + timedelta(hours=24)).code == "over"


@pytest.mark.parametrize("state", [State.ACCEPTED, State.IDENTIFYING, State.INTERVENING])
def test_accepted_and_rejected_alike(state: State) -> None:
    assert may_offer(replace(OPEN, state=state), NOW)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ours": True}, "own"),
        ({"present": False}, "absent"),
        ({"presented_at": None}, "over"),
        ({"state": State.SUBMITTED}, "over"),
        ({"state": State.FORGOTTEN}, "over"),
    ],
)
def test_not_otherwise(changed, code) -> None:
    assert may_offer(replace(OPEN, **changed), NOW).code == code


def test_the_service_has_a_name_of_some_length() -> None:
    assert named("x" * LONGEST)
    assert named("x" * (LONGEST + 1)).code == "long"
    assert named("  ").code == "service"


def test_a_note_by_policy_and_length() -> None:
    assert may_keep("x" * 300, allowed=True)
    assert may_keep("x" * 301, allowed=True).code == "long"
    assert may_keep("x", allowed=False).code == "policy"
