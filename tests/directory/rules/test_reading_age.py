"""Ages of services, read only where they are numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_age import read_age, read_years


@pytest.mark.parametrize(
    ("text", "minimum", "maximum"),
    [
        ("Ages 5-12", 5, 12),
        ("ages 18 to 64 years", 18, 64),
        ("13 - 18 years old", 13, 18),
        ("between the ages of 16 and 24", 16, 24),
        ("6 months to 3 years", 0.5, 3),
        ("birth to 5", 0, 5),
        ("0-5", 0, 5),
        ("18+", 18, None),
        ("Adults 55+", 55, None),
        ("60 and older", 60, None),
        ("women age 19 and over for up to six months", 19, None),
        ("over the age of 18", 18, None),
        ("under 18", None, 17),
        ("Children under 6", None, 5),
        ("24 years old or under", None, 24),
        ("youth up to 17 years of age", None, 17),
        ("up to age 24", None, 24),
        ("All ages", 0, None),
    ],
)
def test_ages(text: str, minimum: float | None, maximum: float | None) -> None:
    read = read_age(text)
    assert (read.minimum, read.maximum, read.problems) == (minimum, maximum, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("14", Problem.NOT_UNDERSTOOD),
        ("seniors", Problem.UNKNOWN),
        ("ages 12 to 5", Problem.REVERSED),
        ("ages 16-24 and 55+", Problem.SEVERAL),
        ("children ages 5-9, teens ages 13-17", Problem.SEVERAL),
        ("ages 18 to 640", Problem.OUT_OF_RANGE),
        ("stays of 6 months to 2 years", Problem.NOT_UNDERSTOOD),
        ("over 50 programs in 10+ towns", Problem.UNKNOWN),
        ("12 visits a year", Problem.NOT_UNDERSTOOD),
    ],
)
def test_no_age_is_made_up(text: str, problem: Problem) -> None:
    read = read_age(text)
    assert (read.minimum, read.maximum, read.problems) == (None, None, (problem,))


def test_columns_of_years() -> None:
    assert read_years("18.0").years == 18
    assert read_years("6 months").years == 0.5
    assert read_years("").problems == ()
    assert read_years("adult").problems == (Problem.NOT_A_NUMBER,)
    assert read_years("1947").problems == (Problem.OUT_OF_RANGE,)


@given(st.text(max_size=40))
def test_any_text_is_read_and_kept(text: str) -> None:
    assert read_age(text).given == text
    assert read_years(text).given == text


@given(st.integers(0, 125), st.integers(0, 125))
def test_what_is_understood_reads_to_itself(low: int, high: int) -> None:
    read = read_age(f"ages {low} to {high}")
    if low <= high:
        assert (read.minimum, read.maximum) == (low, high)
        assert read_years(str(read.minimum)).years == low
    else:
        assert read.problems == (Problem.REVERSED,)
