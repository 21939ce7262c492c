"""Whether a session may go on without a second step."""

import pytest

from hubtable.accounts.rules.second_factor import removable, satisfied

CASES = [
    # required, enrolled, proven → code ("" is yes)
    (False, False, False, ""),
    (False, True, False, ""),
    (True, False, False, "enrol"),
    (True, False, True, "enrol"),
    (True, True, False, "prove"),
    (True, True, True, ""),
]


@pytest.mark.parametrize(("required", "enrolled", "proven", "code"), CASES)
def test_standing(required: bool, enrolled: bool, proven: bool, code: str) -> None:
    verdict = satisfied(required=required, enrolled=enrolled, proven=proven)
    assert (bool(verdict), verdict.code) == (code == "", code)


@pytest.mark.parametrize(
    ("required", "others", "may"), [(True, 0, False), (True, 1, True), (False, 0, True)]
)
def test_the_last_step_stays_where_one_is_required(required: bool, others: int, may: bool) -> None:
    assert bool(removable(required=required, others=others)) is may
