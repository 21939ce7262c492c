"""Cells leave nothing out that is as near as they say."""

from math import asin, cos, radians, sin, sqrt

from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.marks import GRIDS, any_of, cells, quoted, reach

LATITUDE = st.floats(24, 61)
LONGITUDE = st.floats(-160, -60)


@given(LATITUDE, LONGITUDE, st.sampled_from(GRIDS), st.floats(-1, 1), st.floats(-1, 1))
def test_what_is_within_reach_is_in_a_cell(
    latitude: float, longitude: float, grid: int, up: float, right: float
) -> None:
    other = latitude + up * 2 / grid
    there = longitude + right * 2 / grid
    if _miles(latitude, longitude, other, there) <= reach(latitude, grid):
        assert set(cells(other, there, grid)[4:5]) <= set(cells(latitude, longitude, grid))


def _miles(latitude: float, longitude: float, other: float, there: float) -> float:
    lat, lon, lat2, lon2 = map(radians, (latitude, longitude, other, there))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 3958.8 * asin(sqrt(half))


def test_what_is_typed_cannot_leave_its_quotes() -> None:
    assert quoted("a'b\\c") == "'a''b\\\\c'"
    assert any_of(["a'b", "=c:food"]) == "('a''b' | '=c:food')"
