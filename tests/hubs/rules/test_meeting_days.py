"""Meetings stand at the same hour of the wall clock, in the rhythm that was kept."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hubtable.hubs.rules.meeting_days import Meets, coming
from hubtable.hubs.rules.policies import Rhythm

ZONE = "America/New_York"
TUESDAY = 1
START = datetime(2026, 1, 1, tzinfo=UTC)


def meets(rhythm: Rhythm = Rhythm.WEEKLY, last_met: date | None = None) -> Meets:
    return Meets(TUESDAY, time(10), ZONE, rhythm, last_met)


def days(meets: Meets, now: datetime, weeks: int = 12) -> list[date]:
    return [moment.date() for moment in coming(meets, now, weeks)]


def test_every_week_at_ten_by_the_wall_clock_over_both_changes() -> None:
    for now, hours in (
        (datetime(2026, 3, 1, tzinfo=UTC), [15, 14, 14]),
        (datetime(2026, 10, 26, tzinfo=UTC), [14, 15, 15]),
    ):
        found = list(coming(meets(), now, 3))[:3]
        assert [moment.hour for moment in found] == [10, 10, 10]
        assert [moment.astimezone(UTC).hour for moment in found] == hours


def test_todays_meeting_is_still_there_in_the_evening() -> None:
    late = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # Tuesday 11 p.m. in Massachusetts
    assert days(meets(), late)[0] == date(2026, 11, 24)
    assert days(meets(), late + timedelta(hours=2))[0] == date(2026, 12, 1)


def test_every_two_weeks_counts_from_the_last_meeting() -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)
    met = date(2026, 11, 17)
    assert days(meets(Rhythm.BIWEEKLY, met), now)[:2] == [date(2026, 12, 1), date(2026, 12, 15)]
    other = met + timedelta(weeks=1)
    assert days(meets(Rhythm.BIWEEKLY, other), now)[:2] == [date(2026, 12, 8), date(2026, 12, 22)]
    moved = met + timedelta(days=1)  # held on a Wednesday once
    assert days(meets(Rhythm.BIWEEKLY, moved), now)[0] == date(2026, 12, 1)


def test_every_month_keeps_the_place_of_its_weekday() -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)
    third = meets(Rhythm.MONTHLY, date(2026, 11, 17))
    assert days(third, now) == [date(2026, 12, 15), date(2027, 1, 19), date(2027, 2, 16)]
    fifth = meets(Rhythm.MONTHLY, date(2026, 9, 29))
    assert days(fifth, now)[:2] == [date(2026, 12, 22), date(2027, 1, 26)]
    assert days(meets(Rhythm.MONTHLY), now)[0] == date(2026, 12, 1)


@given(
    now=st.integers(0, 4 * 365 * 24).map(lambda hours: START + timedelta(hours=hours)),
    rhythm=st.sampled_from(Rhythm),
    ago=st.none() | st.integers(0, 60),
)
def test_every_meeting_is_on_its_weekday_within_twelve_weeks(
    now: datetime, rhythm: Rhythm, ago: int | None
) -> None:
    last = None if ago is None else now.date() - timedelta(days=ago)
    found = list(coming(meets(rhythm, last), now, 12))
    least = {Rhythm.WEEKLY: 12, Rhythm.BIWEEKLY: 6, Rhythm.MONTHLY: 2}[rhythm]
    assert least <= len(found) <= 13
    for moment in found:
        assert moment.weekday() == TUESDAY
        assert (moment.hour, moment.minute) == (10, 0)
        assert now - timedelta(days=1) < moment < now + timedelta(weeks=12, days=1)
