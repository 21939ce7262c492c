"""When everything happened at one practice table: its meetings and what came of each situation."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hubtable.cli.practice.cast import Table
from hubtable.cli.practice.courses import happened
from hubtable.cli.practice.days import meeting_days, office_hour
from hubtable.cli.practice.meetings import Meeting
from hubtable.cli.practice.situations import Heard, Situation, Unheard
from hubtable.cli.practice.stage import Chore, Event, Stage, Who
from hubtable.cli.practice.story import Story
from hubtable.hubs.rules.policies import Rhythm
from hubtable.table.rules.moves import State

WEEKS = 13
DAYS = {Rhythm.WEEKLY: 7, Rhythm.BIWEEKLY: 14, Rhythm.MONTHLY: 28}


def table_events(
    stage: Stage, table: Table, situations: Sequence[Situation], *, start: datetime, zone: ZoneInfo
) -> Iterator[Event | Chore]:
    """Yield everything that happened at a table in the three months before `start`."""
    stories = [Story(stage, one) for one in situations if one.table == table.key]
    meetings = _meetings(stage, table, stories, start, zone)
    for one in meetings.values():
        yield from one.events(stage)
    for place, story in enumerate(stories):
        if isinstance(story.course, Unheard):
            yield from _unheard(story, story.course, place, start, zone)
        else:
            yield from _brought(story, meetings[story.course.meeting], place, zone)
            yield from happened(story, story.course, meetings)


def _meetings(
    stage: Stage, table: Table, stories: Sequence[Story], start: datetime, zone: ZoneInfo
) -> dict[int, Meeting]:
    every = DAYS[table.policy.rhythm]
    days = meeting_days(
        start,
        zone,
        weekday=table.weekday,
        starts=table.starts,
        every=every,
        count=7 * WEEKS // every,
    )
    begins = dict(enumerate(days, start=1))
    heard = [story for story in stories if isinstance(story.course, Heard)]
    if any(story.heard.meeting == 0 for story in heard):
        begins[0] = office_hour(start, zone, 1, time(15, 0))
    meetings = {}
    for back, begin in begins.items():
        new = [story for story in heard if story.heard.meeting == back]
        present = _present(stage, table, new, back, begin - start)
        meetings[back] = Meeting(table.key, back, begin, new, present)
    return meetings


def _present(
    stage: Stage, table: Table, new: Sequence[Story], back: int, since: timedelta
) -> tuple[str, ...]:
    """Return who came: everyone who is needed, most of the others; to an emergency only the first.

    `since` is the meeting's time from the start, negative: an ended agreement keeps away.
    """
    needed = {agency for story in new for agency in _needed(story)}
    return tuple(
        key
        for place, key in enumerate(table.members)
        if since < timedelta(days=stage.agencies[Who(table.key, key)].agreed)
        and (key in needed or place < 2 or (back and (3 * place + 5 * back) % 13))
    )


def _needed(story: Story) -> set[str]:
    course = story.heard
    speaking = {*course.our_work, *course.objecting, *course.abstaining, *course.silent}
    return speaking | {story.situation.origin, *course.answers}


def _brought(story: Story, meeting: Meeting, place: int, zone: ZoneInfo) -> Iterator[Event]:
    who = Who(meeting.table, story.situation.origin)
    day = office_hour(meeting.begins, zone, 1 + place % 2, time(10 + place % 5, 7 * place % 60))
    begun = day if meeting.back else meeting.begins - timedelta(hours=3)
    yield Event(begun, who, story.screen)
    yield Event(begun + timedelta(minutes=24), who, story.submit)


def _unheard(
    story: Story, course: Unheard, place: int, start: datetime, zone: ZoneInfo
) -> Iterator[Event]:
    who = Who(story.situation.table, story.situation.origin)
    begun = office_hour(start, zone, course.days, time(15, 7 * place % 60))
    yield Event(begun, who, story.screen)
    if course.end is not State.SCREENING:
        yield Event(begun + timedelta(minutes=19), who, story.submit)
    if course.end is State.WITHDRAWN:
        yield Event(begun + timedelta(hours=1), who, story.withdraw)
