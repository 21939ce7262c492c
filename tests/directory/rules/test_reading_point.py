"""Points: missing ones, exchanged ones, meters, and how exactly."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_point import (
    NORTH_AMERICA,
    WORLD,
    Precision,
    distance_km,
    placed,
    read_datum,
    read_point,
)

FRAMINGHAM = (42.2793, -71.4162)
ZIPS = {"01702": (42.2814, -71.4396)}
TOWNS = {("natick", "MA"): (42.2835, -71.3468)}


def test_a_point_is_read() -> None:
    read = read_point("42.2793", "-71.4162")
    assert (read.latitude, read.longitude) == FRAMINGHAM
    assert (read.precision, read.problems) == (Precision.EXACT, ())


@pytest.mark.parametrize(
    ("latitude", "longitude", "problems"),
    [
        ("-71.4162", "42.2793", (Problem.SWAPPED,)),
        ("42,2793", "-71,4162", (Problem.DECIMAL_COMMA,)),
        ("42.2793 N", "71.4162 W", ()),
        ("42.2793°", "\u221271.4162°", ()),
    ],
)
def test_a_point_written_otherwise(
    latitude: str, longitude: str, problems: tuple[Problem, ...]
) -> None:
    read = read_point(latitude, longitude)
    assert (read.latitude, read.longitude, read.problems) == (*FRAMINGHAM, problems)


def test_meters_of_a_web_map_are_degrees_again() -> None:
    read = read_point("4707171.443616717", "-8572828.867704496")
    assert (read.latitude, read.longitude) == (38.898699, -77.011032)
    assert read.problems == (Problem.IN_METERS,)
    other = read_point("-8572828.867704496", "4707171.443616717")
    assert (other.latitude, other.longitude) == (38.898699, -77.011032)
    assert other.problems == (Problem.IN_METERS, Problem.SWAPPED)


@pytest.mark.parametrize(
    ("latitude", "longitude", "problems"),
    [
        ("", "", ()),
        ("0.0", "0.0", (Problem.ZERO,)),
        ("0", "-71.4162", (Problem.ZERO,)),
        ("42.2793", "", (Problem.NOT_A_NUMBER,)),
        ("north", "west", (Problem.NOT_A_NUMBER,)),
        ("42.2793", "71.4162", (Problem.OUTSIDE,)),
        ("99999999", "-71.4", (Problem.OUT_OF_RANGE,)),
        ("120.1", "130.2", (Problem.OUT_OF_RANGE,)),
    ],
)
def test_no_point_is_made_up(latitude: str, longitude: str, problems: tuple[Problem, ...]) -> None:
    read = read_point(latitude, longitude)
    assert (read.latitude, read.longitude, read.precision) == (None, None, Precision.NONE)
    assert read.problems == problems


@pytest.mark.parametrize(
    ("latitude", "longitude", "precision"),
    [
        ("42.2793", "-71.42", Precision.EXACT),
        ("42.28", "-71.42", Precision.ZIP),
        ("42.3", "-71", Precision.TOWN),
    ],
)
def test_few_decimals_say_only_about_where(
    latitude: str, longitude: str, precision: Precision
) -> None:
    read = read_point(latitude, longitude)
    assert read.precision is precision
    assert (Problem.COARSE in read.problems) is (precision is not Precision.EXACT)


@pytest.mark.parametrize("text", ["49.087284, -122.607918", "49.087284,-122.607918"])
def test_both_numbers_in_one_text(text: str) -> None:
    read = read_datum(text)
    assert (read.latitude, read.longitude) == (49.087284, -122.607918)
    assert read.given == (text, "")


def test_without_a_point_the_zip_then_the_town_says_where() -> None:
    nowhere = read_point("", "")
    by_zip = placed(nowhere, postal_code="01702-1234", zips=ZIPS, towns=TOWNS)
    by_town = placed(nowhere, town=" Natick", state="MA", zips=ZIPS, towns=TOWNS)
    assert (by_zip.latitude, by_zip.precision) == (42.2814, Precision.ZIP)
    assert (by_town.latitude, by_town.precision) == (42.2835, Precision.TOWN)
    assert placed(nowhere, postal_code="99999", zips=ZIPS, towns=TOWNS) == nowhere


def test_a_point_far_from_its_zip_is_reported_and_kept() -> None:
    texas = placed(read_point("29.7345105", "-95.4"), postal_code="01702", zips=ZIPS, towns=TOWNS)
    assert texas.latitude == 29.7345105
    assert Problem.FAR_FROM_ZIP in texas.problems
    near = placed(read_point("42.2793", "-71.4162"), postal_code="01702", zips=ZIPS, towns=TOWNS)
    assert near.problems == ()


def test_a_degree_along_the_equator() -> None:
    assert distance_km((0, 0), (0, 1)) == pytest.approx(math.pi * 6371 / 180)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_read_and_kept(latitude: str, longitude: str) -> None:
    assert read_point(latitude, longitude).given == (latitude, longitude)
    assert read_datum(latitude).given == (latitude, "")


@given(st.floats(13, 84), st.floats(-180, -52))
def test_what_is_understood_reads_to_itself(north: float, east: float) -> None:
    read = read_point(f"{north:.7f}", f"{east:.7f}")
    again = read_point(f"{read.latitude:.7f}", f"{read.longitude:.7f}")
    assert (again.latitude, again.longitude, again.problems) == (read.latitude, read.longitude, ())


@given(st.floats(allow_nan=True), st.floats())
def test_a_point_understood_lies_in_its_bounds(first: float, second: float) -> None:
    for bounds in (NORTH_AMERICA, WORLD):
        read = read_point(str(first), str(second), bounds)
        if read.latitude is not None and read.longitude is not None:
            assert bounds.hold(read.latitude, read.longitude)
