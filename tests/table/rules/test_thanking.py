"""Who may thank the agency that brought a situation, and when."""

from dataclasses import replace

import pytest

from hubtable.table.rules.moves import State
from hubtable.table.rules.thanking import Thanking, Voice, may_thank

READY = Thanking(State.CONCLUDED, frozenset({Voice.LEAD}), ours=False, given=False)


@pytest.mark.parametrize("voice", list(Voice))
def test_each_of_the_three_may_once_it_is_closed(voice: Voice) -> None:
    assert may_thank(replace(READY, voices=frozenset({voice})))


@pytest.mark.parametrize("state", [state for state in State if state is not State.CONCLUDED])
def test_not_while_it_is_open_nor_forgotten(state: State) -> None:
    assert may_thank(replace(READY, state=state)).code == "not_closed"


def test_not_twice_not_oneself_not_as_a_bystander() -> None:
    assert may_thank(replace(READY, given=True)).code == "given"
    assert may_thank(replace(READY, ours=True)).code == "own"
    assert may_thank(replace(READY, voices=frozenset())).code == "no_part"


def test_the_words_name_no_agency() -> None:
    assert all(voice.label.startswith("Thanked by ") for voice in Voice)
    assert len({voice.label for voice in Voice}) == len(Voice)
