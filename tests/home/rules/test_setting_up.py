"""The steps of setting up a Hub, and when each is done."""

from dataclasses import replace

import pytest

from hubtable.home.rules.setting_up import SetUp, steps

READY = SetUp(towns=1, agencies=5, without_agreement=0, tables=1, people=9, not_signed=0)


def undone(so_far: SetUp) -> list[str]:
    return [step.words for step in steps(so_far) if not step.done]


def test_a_hub_that_is_ready() -> None:
    assert undone(READY) == []


def test_a_hub_that_has_nothing_but_its_administrator() -> None:
    assert len(undone(SetUp(0, 0, 0, 0, 1, 0))) == len(steps(READY))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"towns": 0}, "towns"),
        ({"without_agreement": 1}, "agreement"),
        ({"tables": 0}, "table"),
        ({"not_signed": 1}, "sign"),
    ],
)
def test_each_step_says_what_to_do(changed: dict[str, int], words: str) -> None:
    (open_step,) = undone(replace(READY, **changed))
    assert words in open_step
