"""When everything happened at one practice table: its meetings and what came of each situation."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hubtable.cli.practice import around
from hubtable.cli.practice.cast import Table
from hubtable.cli.practice.courses import HOUR, happened, kept
from hubtable.cli.practice.days import WEEKS, by_day, local, meeting_days, office_hour, weekday_of
from hubtable.cli.practice.meetings import MINUTE, Meeting
from hubtable.cli.practice.situations import CONVENED, YESTERDAY, Heard, Situation, Unheard
from hubtable.cli.practice.stage import COORDINATOR, Chore, Event, Stage, Who
from hubtable.cli.practice.story import Story
from hubtable.hubs.rules.policies import Rhythm
from hubtable.table.rules.moves import State

SINCE = 735
"""Days of history: two years and a little."""
ROUNDS = 15
"""Every so many days the worker keeps the time of what is to be forgotten."""
FIRST_YEARS = 5
"""So many agencies came regularly before the tables met every week."""
DAYS = {Rhythm.WEEKLY: 7, Rhythm.BIWEEKLY: 14, Rhythm.MONTHLY: 28}


def table_events(
    stage: Stage, table: Table, situations: Sequence[Situation], *, start: datetime, zone: ZoneInfo
) -> Iterator[Event | Chore]:
    """Yield everything that happened at a table in the two years before `start`."""
    here = [one for one in situations if one.table == table.key]
    stories = [Story(stage, one, place) for place, one in enumerate(here)]
    keys = {story.situation.key: story for story in stories if story.situation.key}
    for story in stories:
        story.earlier = keys.get(story.situation.earlier)
    meetings = _meetings(stage, table, stories, start, zone)
    for one in meetings.values():
        yield from one.events(stage)
    for story in stories:
        if isinstance(story.course, Unheard):
            begun = _begun(story, story.course, meetings[1], start, zone)
            yield from _unheard(story, story.course, keys, begun)
        else:
            yield from _brought(story, meetings[story.course.meeting], zone)
            yield from happened(story, story.course, meetings)
            yield from _kept(story, story.course, meetings, start, zone)


def rounds(start: datetime, zone: ZoneInfo) -> Iterator[Chore]:
    """Yield the worker's rounds at night: what is to be forgotten, and mails."""
    for days in range(1, SINCE, ROUNDS):
        night = local(start, zone, days, time(3, 0))
        yield Chore(night, "retention", around.keeps_time)
        yield Chore(night, "outbox", around.posts)


def _meetings(
    stage: Stage, table: Table, stories: Sequence[Story], start: datetime, zone: ZoneInfo
) -> dict[int, Meeting]:
    days = meeting_days(
        start,
        zone,
        weekday=weekday_of(start, zone, table.ahead),
        starts=table.starts,
        every=DAYS[table.policy.rhythm],
        since=SINCE,
    )
    begins = dict(enumerate(days, start=1))
    begins[YESTERDAY] = local(start, zone, 1, time(15, 0))
    begins[CONVENED] = by_day(start - 42 * HOUR, zone)
    heard = [story for story in stories if isinstance(story.course, Heard)]
    meetings = {}
    for back, begin in begins.items():
        new = [story for story in heard if story.heard.meeting == back]
        if new or back > 0:
            present = _present(stage, table, new, back, begin - start)
            meetings[back] = Meeting(table.key, back, begin, new, present)
    return meetings


def _present(
    stage: Stage, table: Table, new: Sequence[Story], back: int, since: timedelta
) -> tuple[str, ...]:
    """Return who came: everyone who is needed, most of the others; out of turn only the needed.

    `since` is the meeting's time from the start, negative: an ended agreement keeps away.
    """
    needed = {agency for story in new for agency in _needed(story)}
    return tuple(
        key
        for place, key in enumerate(table.members)
        if since < timedelta(days=stage.agencies[Who(table.key, key)].agreed)
        and (key in needed or place < 2 or (back > 0 and _comes(place, back)))
    )


def _comes(place: int, back: int) -> bool:
    """Whether an agency that is not needed came: the first year and a half few did."""
    return (3 * place + 5 * back) % 13 > 2 and (back <= WEEKS or place < FIRST_YEARS)


def _needed(story: Story) -> set[str]:
    course = story.heard
    speaking = {*course.our_work, *course.objecting, *course.abstaining, *course.silent}
    offering = {one.agency for one in course.offers}
    return speaking | offering | {story.situation.origin, *course.answers}


def _brought(story: Story, meeting: Meeting, zone: ZoneInfo) -> Iterator[Event]:
    place = story.place
    day = office_hour(meeting.begins, zone, 1 + place % 2, time(10 + place % 5, 7 * place % 60))
    begun = day if meeting.back > 0 else meeting.begins - 2 * HOUR
    yield Event(begun, story.brought_by, story.screen)
    yield Event(begun + 24 * MINUTE, story.brought_by, story.submit)


def _kept(
    story: Story, course: Heard, meetings: Mapping[int, Meeting], start: datetime, zone: ZoneInfo
) -> Iterator[Event]:
    """Yield what follows from the table's retention time."""
    back = course.closed or (course.meeting if course.end is State.REJECTED else None)
    policy = story.stage.tables[story.situation.table].policy
    if back is None or policy.retention_days is None:
        return
    ended = meetings[back].begins + 20 * MINUTE + HOUR
    ready = ended + timedelta(days=policy.retention_days - 30)
    nights = sorted({chore.at for chore in rounds(start, zone)})
    offered = next((night for night in nights if night >= ready), start)
    yield from kept(story, course, ended, offered - ended)


def _begun(
    story: Story, course: Unheard, last: Meeting, start: datetime, zone: ZoneInfo
) -> datetime:
    """Return when its worksheet was begun: what waits came after the last meeting in turn."""
    minutes = 7 * story.place % 60
    begun = office_hour(start, zone, course.days, time(14, minutes))
    after = last.ends + HOUR + minutes * MINUTE
    return max(begun, after) if course.end is State.SUBMITTED else begun


def _unheard(
    story: Story, course: Unheard, keys: Mapping[str, Story], begun: datetime
) -> Iterator[Event]:
    yield Event(begun, story.brought_by, story.screen)
    if course.end is not State.SCREENING:
        yield Event(begun + 19 * MINUTE, story.brought_by, story.submit)
    if course.same_as:
        yield from _paired(keys[course.same_as], story, course, begun + HOUR)
    elif course.end is State.WITHDRAWN:
        yield Event(begun + HOUR, story.brought_by, story.withdraw)


def _paired(first: Story, second: Story, course: Unheard, at: datetime) -> Iterator[Event]:
    """Yield what became of two that may be of one person."""
    desk = Who(second.situation.table, COORDINATOR)
    made: around.Ids = {}
    if not course.asked:
        return
    yield Event(at, desk, around.asks_joining(first, second, made))
    joined = course.end is State.WITHDRAWN
    if joined or course.apart:
        answer = around.answers_joining(second, agreed=joined)
        yield Event(at + 20 * MINUTE, first.brought_by, around.answers_joining(first, agreed=True))
        yield Event(at + 30 * MINUTE, second.brought_by, answer)
        act = around.joins(first, made) if joined else around.sets_apart(made)
        yield Event(at + 40 * MINUTE, desk, act)
