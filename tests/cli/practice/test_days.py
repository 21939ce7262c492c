"""Whenever practice begins, history lies before it, in an order that could have been."""

from datetime import UTC, datetime, timedelta
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


@pytest.mark.parametrize("hour", [0, 10, 23])
def test_meetings_are_over_before_the_start_and_on_the_table_s_day(django, hour):
    for start in STARTS[(0, 10, 23).index(hour) :: 3]:
        for table, events in played(start):
            begun, ended = moments(events, "_begin"), moments(events, "_end")
            assert ended[-1] < start
            assert all(end < begin for end, begin in zip(ended, begun[1:], strict=False))
            regular = [at.astimezone(ZONE) for at in begun if at.astimezone(ZONE).hour != 15]
            assert {at.weekday() for at in regular} == {table.weekday}
            assert {at.time() for at in regular} == {table.starts}
            assert start - begun[-1] < timedelta(days=15)


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
                if before and story.heard.meeting:
                    assert submitted > before[-1]


def test_what_waits_was_submitted_after_the_last_regular_meeting(django):
    from hubtable.cli.practice.situations import Unheard
    from hubtable.table.rules.moves import State

    for start in STARTS:
        for table, events in played(start):
            regular = [at for at in moments(events, "_end") if at.astimezone(ZONE).hour != 15]
            waiting = [
                event.at
                for event in events
                if getattr(event.act, "__name__", "") == "submit"
                and isinstance(event.act.__self__.course, Unheard)
                and event.act.__self__.course.end is State.SUBMITTED
            ]
            assert waiting, table.name
            assert all(regular[-1] < at < start for at in waiting)


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
        count=2,
    )
    assert days == (
        datetime(2026, 11, 5, 14, 30, tzinfo=UTC),
        datetime(2026, 10, 29, 13, 30, tzinfo=UTC),
    )
