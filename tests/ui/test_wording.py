"""How dates, times, numbers and remaining hours read."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hubtable.ui.wording import (
    count_words,
    date_words,
    datetime_words,
    hours_left,
    short_date,
    time_words,
)

pytestmark = pytest.mark.usefixtures("pages_only")

LATE_EVENING = datetime(2026, 11, 25, 3, 5, tzinfo=UTC)  # the evening before in Massachusetts
ZONE = "America/New_York"


def test_days_are_those_of_the_zone() -> None:
    assert date_words(LATE_EVENING, ZONE) == "Tuesday, November 24, 2026"
    assert date_words(LATE_EVENING, "UTC") == "Wednesday, November 25, 2026"
    assert short_date(LATE_EVENING, ZONE) == "Tue, Nov 24"
    assert date_words(date(2026, 11, 24)) == "Tuesday, November 24, 2026"


def test_times_are_those_of_the_zone() -> None:
    assert time_words(LATE_EVENING, ZONE) == "10:05 PM"
    assert datetime_words(LATE_EVENING, ZONE) == "Tuesday, November 24, 2026, 10:05 PM"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        time_words(datetime(2026, 11, 24, 10, 5))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 agencies"), (1, "1 agency"), (2, "2 agencies"), (1204, "1,204 agencies")],
)
def test_counts_have_the_right_form(number: int, words: str) -> None:
    assert count_words(number, "agency", "agencies") == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=4, hours=23), "4 days left"),
        (timedelta(hours=72), "3 days left"),
        (timedelta(hours=-131), "5 days late"),
        (timedelta(hours=71, minutes=59), "71 h left"),
        (timedelta(hours=48), "48 h left"),
        (timedelta(hours=5, minutes=59), "5 h left"),
        (timedelta(minutes=60), "1 h left"),
        (timedelta(minutes=59, seconds=59), "59 min left"),
        (timedelta(), "0 min left"),
        (timedelta(seconds=-1), "1 min late"),
        (timedelta(minutes=-59), "59 min late"),
        (timedelta(hours=-2), "2 h late"),
    ],
)
def test_hours_left(left: timedelta, words: str) -> None:
    assert hours_left(LATE_EVENING + left, LATE_EVENING) == words
