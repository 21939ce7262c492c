"""Walking through the table is chosen where the index of a word takes longer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.skimming import ENTRIES, FARTHER, pages, worth_it

MILLION, SIZE, ENOUGH = 1_000_000, 100_000, 300


@pytest.mark.parametrize(
    ("fitting", "walked"),
    [(MILLION, 90), (MILLION // 2, 180), (MILLION // 10, 900), (67_083, 1342), (67_082, 0), (0, 0)],
)
def test_the_more_fit_the_shorter_the_walk_and_few_are_looked_up(fitting: int, walked: int) -> None:
    assert pages(SIZE, MILLION, fitting, ENOUGH) == walked


@given(
    size=st.integers(1, 10**6),
    listings=st.integers(1, 10**7),
    part=st.floats(0, 1),
    enough=st.integers(1, 1000),
)
def test_a_walk_is_never_chosen_that_reads_more_than_the_index(
    size: int, listings: int, part: float, enough: int
) -> None:
    fitting = part * listings
    walked = pages(size, listings, fitting, enough)
    if walked:
        assert worth_it(listings, enough)
        assert FARTHER * enough * listings * ENTRIES <= fitting * fitting * 1.000001
        assert walked <= size
