"""How many numbered slips are printed."""

import pytest

from hubtable.table.rules.papers import USUAL_SLIPS, slips_wanted


@pytest.mark.parametrize(
    ("asked", "printed"),
    [("5", 5), ("1", 1), ("60", 60), ("61", 60), ("0", 1), ("99", 60), ("007", USUAL_SLIPS)]
    + [(text, USUAL_SLIPS) for text in ("", "-3", "many", "5.5", "٣", "²", "9" * 5000)],
)
def test_what_is_asked_and_what_is_printed(asked: str, printed: int) -> None:
    assert slips_wanted(asked) == printed
