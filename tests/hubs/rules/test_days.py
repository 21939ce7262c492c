"""Days and agreements by the Hub's clock, through a change of clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.hubs.rules.agreements import WARN_BEFORE, Period, Standing, covered_until, standing
from hubtable.hubs.rules.days import day_of, end_of, last_day, start_of

BOSTON = "America/New_York"
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def test_a_day_ends_at_local_midnight() -> None:
    assert end_of(date(2026, 11, 24), BOSTON) == datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


def test_the_day_the_clocks_change_has_25_hours() -> None:
    day = date(2026, 11, 1)
    assert (
        end_of(day, BOSTON).astimezone(UTC) - start_of(day, BOSTON).astimezone(UTC)
    ) == timedelta(hours=25)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_last_day_of_what_ends_on_a_day_is_that_day(day: date) -> None:
    assert last_day(end_of(day, BOSTON), BOSTON) == day
    assert day_of(start_of(day, BOSTON), BOSTON) == day


def period(first: float, last: float) -> Period:
    return Period(NOW + timedelta(days=first), NOW + timedelta(days=last))


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], Standing.NONE),
        ([period(-30, 300)], Standing.CURRENT),
        ([period(-30, 60)], Standing.ENDING),
        ([period(-30, 60.001)], Standing.CURRENT),
        ([period(-30, 0)], Standing.NONE),
        ([period(0, 300)], Standing.CURRENT),
        ([period(1, 300)], Standing.NONE),
        ([period(-30, 20), period(20, 400)], Standing.CURRENT),
        ([period(20, 400), period(-30, 20)], Standing.CURRENT),
        ([period(-30, 20), period(21, 400)], Standing.ENDING),
    ],
)
def test_how_an_agency_stands(periods: list[Period], expected: Standing) -> None:
    assert standing(periods, NOW) is expected


def test_the_warning_comes_60_days_before() -> None:
    assert timedelta(days=60) == WARN_BEFORE


def test_agreements_one_after_another_cover_without_a_gap() -> None:
    assert covered_until([period(-1, 5), period(5, 9), period(3, 7)], NOW) == period(0, 9).ends_at
