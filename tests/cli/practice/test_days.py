"""Whenever practice begins, history lies before it, in an order that could have been."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

ZONE = ZoneInfo("America/New_York")
STARTS = [
    datetime(2026, 1, 1, 0, 1, tzinfo=ZONE) + timedelta(days=day, hours=hour)
    for day in range(0, 371, 9)
    for hour in (0, 10, 23)
]


@pytest.fixture
def django(cluster):
    """The settings, which the modules of practice need when they are imported."""


def played(start):
    from hubtable.cli.practice.founding import Opening
    from hubtable.cli.practice.making import CASTS, SITUATIONS
    from hubtable.cli.practice.stage import Stage
    from hubtable.cli.practice.timeline import table_events

    stage = Stage()
    for cast in CASTS:
        opening = Opening(cast, stage, start=start)
        for table in cast.tables:
            yield (
                table,
                list(table_events(stage, table, SITUATIONS, start=start, zone=opening.zone)),
            )


def moments(events, name):
    return sorted(event.at for event in events if getattr(event.act, "__name__", "") == name)


def regular(events, name):
    """Return when the meetings in turn began or ended, without sessions out of turn."""
    return sorted(
        event.at
        for event in events
        if getattr(event.act, "__name__", "") == name and event.act.__self__.back > 0
    )


@pytest.mark.parametrize("hour", [0, 10, 23])
def test_meetings_are_over_before_the_start_and_on_the_table_s_day(django, hour):
    for start in STARTS[(0, 10, 23).index(hour) :: 3]:
        for table, events in played(start):
            begun, ended = moments(events, "_begin"), moments(events, "_end")
            assert ended[-1] < start
            assert all(end < begin for end, begin in zip(ended, begun[1:], strict=False))
            in_turn = [at.astimezone(ZONE) for at in regular(events, "_begin")]
            assert {at.time() for at in in_turn} == {table.starts}
            today = start.astimezone(ZONE).date() + timedelta(days=table.ahead)
            assert {at.weekday() for at in in_turn} == {today.weekday()}
            assert timedelta(0) < start - in_turn[-1] < timedelta(days=8)
            assert start - in_turn[0] > timedelta(days=700)


@pytest.mark.parametrize("hour", [0, 10, 23])
def test_the_main_table_meets_today_and_hours_are_left(django, hour):
    from hubtable.cli.practice.metrowest import METROWEST
    from hubtable.cli.practice.situations import CONVENED, YESTERDAY

    for start in STARTS[(0, 10, 23).index(hour) :: 3]:
        table, events = next(one for one in played(start) if one[0].key == METROWEST)
        assert table.ahead == 0
        accepted = {
            event.act.__self__.heard.meeting: event.at
            for event in events
            if getattr(event.act, "__name__", "") == "accept"
        }
        for session in (CONVENED, YESTERDAY):
            left = accepted[session] + timedelta(hours=48) - start
            assert timedelta(hours=4) < left < timedelta(hours=40)


def test_a_situation_comes_after_the_meeting_that_would_have_heard_it(django):
    for start in STARTS:
        for _, events in played(start):
            begun, ended = moments(events, "_begin"), moments(events, "_end")
            for event in events:
                if getattr(event.act, "__name__", "") != "present":
                    continue
                story = event.act.__self__
                submitted = next(e.at for e in events if e.act == story.submit)
                meeting = max(at for at in begun if at < event.at)
                before = [at for at in ended if at < meeting]
                assert submitted < meeting
                if before and story.heard.meeting > 0:
                    assert submitted > before[-1]


def test_what_waits_was_submitted_after_the_last_regular_meeting(django):
    from hubtable.cli.practice.situations import Unheard
    from hubtable.table.rules.moves import State

    for start in STARTS:
        for table, events in played(start):
            in_turn = regular(events, "_end")
            waiting = [
                event.at
                for event in events
                if getattr(event.act, "__name__", "") == "submit"
                and isinstance(event.act.__self__.course, Unheard)
                and event.act.__self__.course.end is State.SUBMITTED
            ]
            assert waiting, table.name
            assert all(in_turn[-1] < at < start for at in waiting)


def test_an_office_hour_before_a_weekend_is_on_friday():
    from datetime import time

    from hubtable.cli.practice.days import office_hour

    sunday = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert office_hour(sunday, ZONE, 0, time(9)) == datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    assert office_hour(sunday, ZONE, 3, time(9)) == datetime(2026, 11, 19, 14, 0, tzinfo=UTC)


def test_meeting_days_keep_the_local_hour_across_summer_time():
    from datetime import time

    from hubtable.cli.practice.days import meeting_days

    days = meeting_days(
        datetime(2026, 11, 9, 12, 0, tzinfo=UTC),
        ZONE,
        weekday=3,
        starts=time(9, 30),
        every=7,
        since=15,
    )
    assert days == (
        datetime(2026, 11, 5, 14, 30, tzinfo=UTC),
        datetime(2026, 10, 29, 13, 30, tzinfo=UTC),
    )


def test_before_the_last_quarter_of_a_year_tables_met_every_four_weeks():
    from datetime import time

    from hubtable.cli.practice.days import meeting_days

    start = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
    days = meeting_days(start, ZONE, weekday=3, starts=time(9, 30), every=7, since=735)
    apart = [(new - old).days for new, old in pairwise(days)]
    assert apart[:12] == [7] * 12
    assert all(27 <= gap <= 28 for gap in apart[12:])
    assert (start - days[-1]).days > 700


@pytest.mark.parametrize(("hour", "expected"), [(2, (9, 8)), (10, (9, 10)), (20, (10, 8))])
def test_out_of_office_hours_is_the_next_morning(hour, expected):
    from hubtable.cli.practice.days import by_day

    moved = by_day(datetime(2026, 11, 9, hour, 0, tzinfo=ZONE), ZONE).astimezone(ZONE)
    assert (moved.day, moved.hour) == expected
