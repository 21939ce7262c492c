"""Schedule rows of HSDS 1.1, 2.x and 3.x, and of feeds that mix them up."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_schedule import read_schedule
from hubtable.directory.rules.schedules import Schedule, days_of

NINE, FIVE = 540, 1020
WEEK = "MO,TU,WE,TH,FR"


def one(**row: str) -> Schedule:
    """Return the only schedule of a row that is understood."""
    read = read_schedule(row)
    assert read.understood, read
    (schedule,) = read.schedules
    return schedule


def test_hsds_1_1() -> None:
    schedule = one(weekday="1", opens_at="09:00:00", closes_at="17:00:00")
    assert (schedule.days, schedule.opens, schedule.closes) == ((0,), NINE, FIVE)


def test_hsds_1_1_holidays() -> None:
    schedule = one(closed="true", start_date="2019-12-24", end_date="2019-12-26")
    assert schedule.exceptional
    assert schedule.closed
    assert (schedule.valid_from, schedule.valid_to) == (date(2019, 12, 24), date(2019, 12, 26))
    opened = one(closed="false", opens_at="10:00", closes_at="12:00", start_date="2019-12-24")
    assert (opened.closed, opened.opens, opened.valid_to) == (False, 600, date(2019, 12, 24))


def test_closed_without_a_day_means_the_public_holidays() -> None:
    assert one(closed="closed").holidays_off
    assert read_schedule({"closed": "closed"}).problems == (Problem.AMBIGUOUS,)


def test_hsds_3() -> None:
    schedule = one(
        freq="WEEKLY", interval="2", byday="MO,WE", opens_at="09:00", closes_at="17:00Z",
        dtstart="2026-01-05", until="2026-12-31", valid_from="2026-01-01", valid_to="2027-01-01",
    )  # fmt: skip
    assert (schedule.days, schedule.interval, schedule.freq) == ((0, 2), 2, "WEEKLY")
    assert (schedule.starts, schedule.until) == (date(2026, 1, 5), date(2026, 12, 31))
    assert (schedule.valid_from, schedule.valid_to) == (date(2026, 1, 1), date(2027, 1, 1))


def test_months() -> None:
    assert one(freq="MONTHLY", byday="1TU,3TU", opens_at="9:00").nths == (1, 3)
    assert one(freq="MONTHLY", byday="-1FR", opens_at="9:00").byday == "-1FR"
    assert one(freq="MONTHLY", bymonthday="1,15", opens_at="9:00").bymonthday == "1,15"


@pytest.mark.parametrize(
    ("row", "byday", "opens", "closes"),
    [
        ({"weekday": "Monday-Friday", "dtstart": "8:30AM", "until": "5:30PM"}, WEEK, 510, 1050),
        ({"valid_from": "12:30PM", "valid_to": "2:15PM", "freq": "Saturday"}, "SA", 750, 855),
        ({"weekday": "2nd & 4th Wednesday", "dtstart": "12:00PM"}, "2WE,4WE", 720, None),
        ({"weekday": "Sunday - Saturday", "dtstart": "24 Hours"}, "MO,TU,WE,TH,FR,SA,SU", 0, 1440),
        ({"weekday": "24-7"}, "MO,TU,WE,TH,FR,SA,SU", 0, 1440),
        ({"weekday": "9:00AM", "dtstart": "5:00PM"}, "", NINE, FIVE),
        ({"byday": "monday"}, "MO", None, None),
        ({"byday": "Friday,Saturday", "weekday": "Friday-Saturday", "dtstart": "9:30AM",
          "until": "5:30PM"}, "FR,SA", 570, 1050),
        ({"description": "Mon-Fri 9am-5pm"}, WEEK, NINE, FIVE),
    ],
)  # fmt: skip
def test_rows_that_mean_well(
    row: dict[str, str], byday: str, opens: int | None, closes: int | None
) -> None:
    schedule = one(**row)
    assert (schedule.byday, schedule.opens, schedule.closes) == (byday, opens, closes)


@pytest.mark.parametrize(
    "row",
    [
        {"weekday": "0", "opens_at": "9:00"},
        {"weekday": "Fourth Sunday", "dtstart": "Following church service"},
        {"valid_from": "Nights", "valid_to": "Mornings"},
        {"freq": "WEEKLY", "byday": "MO", "byweekno": "3"},
        {"freq": "DAILY", "interval": "3", "opens_at": "9:00"},
        {"closed": "true", "start_date": "soon"},
    ],
)
def test_what_is_not_understood_stays_as_words(row: dict[str, str]) -> None:
    read = read_schedule(row)
    assert Problem.NOT_UNDERSTOOD in read.problems
    (schedule,) = read.schedules
    assert schedule == Schedule(given=read.given)


def test_an_empty_row_says_nothing() -> None:
    read = read_schedule({"id": "7", "name": "Safe Shores", "weekday": " "})
    assert (read.schedules, read.problems) == ((), (Problem.NO_HOURS,))


@pytest.mark.parametrize(
    ("byday", "expected"),
    [("MO,WE", ((0, 2), ())), ("1TU,3TU", ((1,), (1, 3))), ("-1FR", ((4,), (-1,))),
     ("MO,1TU", None), ("1MO,2TU", None), ("XX", None), ("", None)],
)  # fmt: skip
def test_byday(byday: str, expected: object) -> None:
    assert days_of(byday) == expected


@given(
    st.sets(st.integers(0, 6), min_size=1), st.integers(0, 1439), st.integers(1, 1440),
    st.sampled_from([(), (1, 3), (-1,)]),
)  # fmt: skip
def test_a_row_in_the_words_of_hsds_reads_to_itself(
    days: set[int], opens: int, length: int, nths: tuple[int, ...]
) -> None:
    told = Schedule(days=tuple(sorted(days)), opens=opens, closes=opens + length, nths=nths)
    again = one(
        freq=told.freq, byday=told.byday, opens_at=str(told.opens_at), closes_at=str(told.closes_at)
    )
    assert (again.days, again.nths, again.opens) == (told.days, nths, opens)
    assert again.closes_at == told.closes_at


def test_a_whole_day_ends_a_minute_before_midnight() -> None:
    day = Schedule(days=(0,), opens=0, closes=1440)
    assert (day.opens_at, day.closes_at) == (time(0), time(23, 59))
    assert one(weekday="1", opens_at="00:00", closes_at="23:59").closes == 1440


@pytest.mark.parametrize(
    ("schedule", "holiday"),
    [
        (Schedule(closed=True, exceptional=True, valid_from=date(2026, 1, 1)), "closed"),
        (Schedule(opens=600, exceptional=True, valid_from=date(2026, 1, 1)), "open"),
        (Schedule(holidays_off=True), "closed"),
        (Schedule(days=(0,)), ""),
    ],
)
def test_what_a_row_says_of_holidays(schedule: Schedule, holiday: str) -> None:
    assert schedule.holiday == holiday


@given(
    st.dictionaries(
        st.sampled_from("weekday byday freq opens_at closes_at dtstart until valid_from valid_to "
                        "interval count bymonthday closed start_date description".split()),
        st.text(max_size=12) | st.sampled_from(["MO", "1MO", "9:00", "2026-01-01", "WEEKLY", "3"]),
    )
)  # fmt: skip
def test_any_row_is_read(row: dict[str, str]) -> None:
    read = read_schedule(row)
    assert all(schedule.given == read.given or schedule.given for schedule in read.schedules)
