"""Which feeds that were handed in may be taken in, which left."""

import pytest

from hubtable.directory.rules.delivering import DeliveryState, may_leave, may_take

TAKE = {DeliveryState.LOOKED}
LEAVE = {DeliveryState.WAITING, DeliveryState.LOOKED, DeliveryState.FAILED}


@pytest.mark.parametrize("state", DeliveryState)
def test_what_may_be_decided(state: DeliveryState) -> None:
    assert bool(may_take(state)) == (state in TAKE)
    assert bool(may_leave(state)) == (state in LEAVE)


def test_every_state_has_words() -> None:
    assert set(DeliveryState.labels()) == set(DeliveryState)
