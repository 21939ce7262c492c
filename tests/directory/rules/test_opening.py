"""Open, closed or unknown: through holidays, over night, and when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.opening import Opening, State, opening
from hubtable.directory.rules.public_holidays import is_public_holiday
from hubtable.directory.rules.reading_hours import read_hours
from hubtable.directory.rules.recurring import falls_on
from hubtable.directory.rules.schedules import Schedule

ZONE = "America/New_York"
CLOCK = ZoneInfo(ZONE)
ALL_WEEK = (0, 1, 2, 3, 4, 5, 6)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CLOCK)


def massachusetts(day: date) -> bool:
    return is_public_holiday(day, "MA")


def at(hours: str, moment: datetime) -> Opening:
    return opening(read_hours(hours).schedules, moment, ZONE, massachusetts)


MONDAY = (2026, 11, 23)


def test_open_until_it_closes() -> None:
    answer = at("Mon-Fri 9am-5pm", local(*MONDAY, 9))
    assert (answer.state, answer.changes) == (State.OPEN, local(*MONDAY, 17))


def test_closed_until_it_opens_again() -> None:
    assert at("Mon-Fri 9am-5pm", local(*MONDAY, 17)).changes == local(2026, 11, 24, 9)
    friday = at("Mon-Fri 9am-5pm", local(2026, 11, 20, 18))
    assert (friday.state, friday.changes) == (State.CLOSED, local(*MONDAY, 9))


def test_two_spans_that_touch_are_one() -> None:
    answer = at("Mon 9am-noon, Mon noon-5pm", local(*MONDAY, 10))
    assert answer.changes == local(*MONDAY, 17)


@pytest.mark.parametrize(
    ("hours", "hour", "state"),
    [
        ("Friday 7:00PM - 7:00AM", (2026, 11, 21, 3), State.OPEN),
        ("Friday 7:00PM - 7:00AM", (2026, 11, 21, 7), State.CLOSED),
        ("Friday 7:00PM - 7:00AM", (2026, 11, 20, 3), State.CLOSED),
        ("24/7", (2026, 11, 21, 3), State.OPEN),
        ("Open daily 9am to midnight", (2026, 11, 21, 23, 59), State.OPEN),
        ("Open daily 9am to midnight", (2026, 11, 22, 0), State.CLOSED),
    ],
)
def test_over_night(hours: str, hour: tuple[int, ...], state: State) -> None:
    assert at(hours, local(*hour)).state is state


def test_what_never_closes_says_no_end() -> None:
    assert at("24/7", local(*MONDAY, 3)) == Opening(State.OPEN)


@pytest.mark.parametrize(
    ("hours", "hour", "state"),
    [
        ("By appointment only", 10, State.UNKNOWN),
        ("Mon 9am-5pm by appointment", 10, State.UNKNOWN),
        ("Mon 9am-5pm by appointment", 20, State.CLOSED),
        ("Tue 9am-5pm, or by appointment", 10, State.UNKNOWN),
        ("Monday", 10, State.UNKNOWN),
        ("Tuesday", 10, State.CLOSED),
        ("9am-5pm", 10, State.UNKNOWN),
        ("9am-5pm", 20, State.CLOSED),
        ("Monday at 9 am", 8, State.CLOSED),
        ("Monday at 9 am", 10, State.UNKNOWN),
        ("every other Monday 9am-5pm", 10, State.UNKNOWN),
        ("every other Monday 9am-5pm", 20, State.CLOSED),
        ("Tue 9am-5pm. Delivery on Friday.", 10, State.UNKNOWN),
        ("hours vary", 10, State.UNKNOWN),
        ("closed on holidays", 10, State.UNKNOWN),
        ("", 10, State.UNKNOWN),
    ],
)
def test_what_is_not_told_is_unknown(hours: str, hour: int, state: State) -> None:
    assert at(hours, local(*MONDAY, hour)).state is state


def test_by_appointment_is_told() -> None:
    assert at("Mon 9am-5pm by appointment", local(*MONDAY, 10)).by_appointment
    assert not at("Monday", local(*MONDAY, 10)).by_appointment


THANKSGIVING = (2026, 11, 26)
PATRIOTS = (2026, 4, 20)


@pytest.mark.parametrize("day", [THANKSGIVING, PATRIOTS])
def test_public_holidays_close_only_who_says_so(day: tuple[int, ...]) -> None:
    says = at("Mon-Fri 9am-5pm, closed holidays", local(*day, 10))
    assert (says.state, says.holiday) == (State.CLOSED, False)
    silent = at("Mon-Fri 9am-5pm", local(*day, 10))
    assert (silent.state, silent.holiday) == (State.OPEN, True)


def test_patriots_day_is_no_holiday_elsewhere() -> None:
    assert not is_public_holiday(date(*PATRIOTS), "DC")
    assert not is_public_holiday(date(*THANKSGIVING), "", "ZZ")


def test_an_exception_stands_above_the_week() -> None:
    week = read_hours("Mon-Fri 9am-5pm, closed holidays").schedules
    day = date(*THANKSGIVING)
    closed = Schedule(closed=True, exceptional=True, valid_from=day, valid_to=day + timedelta(1))
    meal = Schedule(opens=660, closes=780, exceptional=True, valid_from=day, valid_to=day)
    friday = local(2026, 11, 27, 10)
    assert opening((*week, closed), friday, ZONE, massachusetts).state is State.CLOSED
    assert opening(week, friday, ZONE, massachusetts).state is State.OPEN
    assert opening((*week, meal), local(*THANKSGIVING, 11), ZONE, massachusetts).state is State.OPEN
    assert (
        opening((*week, meal), local(*THANKSGIVING, 14), ZONE, massachusetts).state is State.CLOSED
    )


def test_where_only_exceptions_are_told_other_days_are_unknown() -> None:
    told = (Schedule(closed=True, exceptional=True, valid_from=date(*THANKSGIVING),
                     valid_to=date(*THANKSGIVING)),)  # fmt: skip
    assert opening(told, local(*THANKSGIVING, 10), ZONE).state is State.CLOSED
    assert opening(told, local(*MONDAY, 10), ZONE).state is State.UNKNOWN
    says = read_hours("closed on holidays").schedules
    assert opening(says, local(*THANKSGIVING, 10), ZONE, massachusetts).state is State.CLOSED


def test_the_night_the_clocks_go_back_both_hours_are_open() -> None:
    shelter = (Schedule(days=ALL_WEEK, opens=1140, closes=1440 + 90),)
    first = datetime(2026, 11, 1, 5, 15, tzinfo=UTC)
    assert first.astimezone(CLOCK).hour == 1
    for moment in (first, first + timedelta(hours=1)):
        assert opening(shelter, moment, ZONE).state is State.OPEN
    assert opening(shelter, first + timedelta(hours=1, minutes=15), ZONE).state is State.CLOSED


def test_the_night_the_clocks_go_forward() -> None:
    shelter = (Schedule(days=ALL_WEEK, opens=1140, closes=1440 + 420),)
    answer = opening(shelter, datetime(2026, 3, 8, 6, 30, tzinfo=UTC), ZONE)
    assert (answer.state, answer.changes) == (State.OPEN, datetime(2026, 3, 8, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    ("schedule", "day", "expected"),
    [
        (Schedule(days=(1,), nths=(1, 3), monthly=True), date(2026, 11, 17), True),
        (Schedule(days=(1,), nths=(1, 3), monthly=True), date(2026, 11, 10), False),
        (Schedule(days=(4,), nths=(-1,), monthly=True), date(2026, 11, 27), True),
        (Schedule(days=(4,), nths=(-2,), monthly=True), date(2026, 11, 20), True),
        (Schedule(days=(0,), nths=(5,), monthly=True), date(2026, 11, 30), True),
        (Schedule(days=(0,), nths=(5,), monthly=True), date(2026, 10, 26), False),
        (Schedule(days=(0,), monthly=True), date(2026, 11, 23), True),
        (Schedule(month_days=(15,), monthly=True), date(2026, 11, 15), True),
        (Schedule(month_days=(-1,), monthly=True), date(2026, 2, 28), True),
        (Schedule(starts=date(2026, 1, 15), monthly=True), date(2026, 2, 15), True),
        (Schedule(days=(1,), interval=2, starts=date(2026, 11, 3)), date(2026, 11, 17), True),
        (Schedule(days=(1,), interval=2, starts=date(2026, 11, 3)), date(2026, 11, 10), False),
        (Schedule(days=(6,), interval=2, starts=date(2026, 11, 3)), date(2026, 11, 8), True),
        (Schedule(days=(1,), interval=2), date(2026, 11, 17), None),
        (Schedule(days=(1,), interval=2), date(2026, 11, 18), False),
        (Schedule(days=(1,), nths=(1,), monthly=True, interval=2, starts=date(2026, 1, 1)),
         date(2026, 3, 3), True),
        (Schedule(days=(1,), nths=(1,), monthly=True, interval=2, starts=date(2026, 1, 1)),
         date(2026, 2, 3), False),
        (Schedule(days=(1,), valid_from=date(2026, 11, 18)), date(2026, 11, 17), False),
        (Schedule(days=(1,), valid_to=date(2026, 11, 17)), date(2026, 11, 17), True),
        (Schedule(days=(1,), until=date(2026, 11, 16)), date(2026, 11, 17), False),
        (Schedule(days=(1,), starts=date(2026, 11, 3), count=3), date(2026, 11, 17), True),
        (Schedule(days=(1,), starts=date(2026, 11, 3), count=2), date(2026, 11, 17), False),
        (Schedule(days=(1,), count=2), date(2026, 11, 17), None),
        (Schedule(opens=540), date(2026, 11, 17), None),
    ],
)  # fmt: skip
def test_days_of_a_recurrence(schedule: Schedule, day: date, expected: bool | None) -> None:
    assert falls_on(schedule, day) is expected


MOMENTS = st.integers(0, 3_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
SPANS = st.builds(
    lambda days, opens, length, by_appointment: Schedule(
        days=tuple(sorted(days)), opens=opens, closes=opens + length, by_appointment=by_appointment
    ),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 1439),
    st.integers(1, 900),
    st.booleans(),
)


@given(st.lists(SPANS, max_size=4), MOMENTS)
def test_what_is_said_to_change_changes_then(schedules: list[Schedule], moment: datetime) -> None:
    answer = opening(schedules, moment, ZONE)
    if answer.changes is None:
        return
    assert answer.changes > moment
    after = opening(schedules, answer.changes, ZONE).state
    assert (after is State.OPEN) is (answer.state is not State.OPEN)


@given(st.lists(SPANS, max_size=4), MOMENTS)
def test_words_nobody_understood_never_leave_it_closed(
    schedules: list[Schedule], moment: datetime
) -> None:
    before = opening(schedules, moment, ZONE).state
    after = opening([*schedules, Schedule(given="ring twice")], moment, ZONE).state
    assert after is (State.OPEN if before is State.OPEN else State.UNKNOWN)
