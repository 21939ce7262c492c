"""On which days a table meets: weekday, rhythm and local time, over changes of daylight saving."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hubtable.hubs.rules.policies import Rhythm

WEEK = timedelta(weeks=1)
FOURTH = 3
"""A table that met on a fifth Tuesday goes on with the fourth: not every month has five."""


@dataclass(frozen=True, slots=True)
class Meets:
    """When a table meets. `weekday` 0 is Monday, `starts` is local time of `zone`.

    `last_met` is the last meeting that was held: from it a two-weekly or monthly rhythm is counted.
    """

    weekday: int
    starts: time
    zone: str
    rhythm: Rhythm
    last_met: date | None = None


def coming(meets: Meets, now: datetime, weeks: int) -> Iterator[datetime]:
    """Yield the beginnings of the meetings of today and the weeks to come, as local times."""
    today = now.astimezone(ZoneInfo(meets.zone)).date()
    first = today + timedelta(days=(meets.weekday - today.weekday()) % 7)
    days = (first + step * WEEK for step in range(weeks + 1))
    for day in days:
        if day <= today + weeks * WEEK and _meets_on(meets, day, first):
            yield datetime.combine(day, meets.starts, ZoneInfo(meets.zone))


def _meets_on(meets: Meets, day: date, first: date) -> bool:
    match meets.rhythm:
        case Rhythm.WEEKLY:
            return True
        case Rhythm.BIWEEKLY:
            since = meets.last_met or first
            return (_monday(day) - _monday(since)) // WEEK % 2 == 0
        case Rhythm.MONTHLY:
            usual = min(_place(meets.last_met), FOURTH) if meets.last_met else 0
            return _place(day) == usual


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _place(day: date) -> int:
    """Return which of its weekdays a day is in its month: 0 the first, 4 the fifth."""
    return (day.day - 1) // 7
