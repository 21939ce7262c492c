"""Dates, moments and times of day."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_dates import read_clock, read_date, read_moment

FOURTH = date(2021, 3, 4)


@pytest.mark.parametrize(
    "text",
    ["2021-03-04", "2021-03-04T10:00:00Z", "2021/3/4", "20210304", "3/4/2021", "03/04/2021 12:00",
     "March 4, 2021", "Mar. 4th 2021", "4 March 2021"],
)  # fmt: skip
def test_dates(text: str) -> None:
    read = read_date(text)
    assert (read.day, read.problems) == (FOURTH, ())


@pytest.mark.parametrize(
    ("text", "day", "problem"),
    [
        ("13/3/2021", date(2021, 3, 13), Problem.AMBIGUOUS),
        ("3/4/21", None, Problem.NOT_UNDERSTOOD),
        ("0000-00-00", None, Problem.ZERO),
        ("2021-02-30", None, Problem.OUT_OF_RANGE),
        ("9:00AM", None, Problem.NOT_UNDERSTOOD),
        ("Foo 4, 2021", None, Problem.OUT_OF_RANGE),
    ],
)
def test_odd_dates(text: str, day: date | None, problem: Problem) -> None:
    read = read_date(text)
    assert read.day == day
    assert problem in read.problems


def test_moments_are_utc() -> None:
    assert read_moment("2026-01-02T03:04:05-05:00").moment == datetime(
        2026, 1, 2, 8, 4, 5, tzinfo=UTC
    )
    read = read_moment("2026-01-02 03:04:05")
    assert read.moment == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert read.problems == (Problem.AMBIGUOUS,)
    assert read_moment("3/4/2021").moment == datetime(2021, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("09:00:00", 540), ("8:30AM", 510), ("5 p.m.", 1020), ("0900", 540), ("17:00Z", 1020),
     ("noon", 720), ("12:00 AM", 0), ("24:00", 1440), ("09:00-05:00", 540)],
)  # fmt: skip
def test_times_of_day(text: str, minutes: int) -> None:
    assert read_clock(text).minutes == minutes


@pytest.mark.parametrize("text", ["9", "25:00", "13:00 PM", "9:75", "24 hours", "Nights"])
def test_what_is_no_time_of_day(text: str) -> None:
    read = read_clock(text)
    assert read.minutes is None
    assert read.problems


@given(st.text(max_size=20))
def test_any_text_is_read_and_kept(text: str) -> None:
    assert read_date(text).given == text
    assert read_moment(text).given == text
    assert read_clock(text).given == text


@given(st.dates(), st.times())
def test_what_is_understood_reads_to_itself(day: date, clock: object) -> None:
    assert read_date(day.isoformat()).day == day
    moment = datetime.combine(day, clock, UTC)
    assert read_moment(moment.isoformat()).moment == moment
