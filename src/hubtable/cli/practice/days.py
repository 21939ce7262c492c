"""When things happened: meeting days of a table and office hours, counted back from the start."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5
WEEKS = 13
"""How long tables have met in the rhythm they have now; before, every four weeks."""
FOUR_WEEKS = 28
MORNING, EVENING = time(8, 0), time(18, 0)


def weekday_of(at: datetime, zone: ZoneInfo, ahead: int) -> int:
    """Return the weekday `ahead` days after the local day of `at`; 0 is Monday."""
    return (at.astimezone(zone).date() + timedelta(days=ahead)).weekday()


def meeting_days(
    at: datetime, zone: ZoneInfo, *, weekday: int, starts: time, every: int, since: int
) -> tuple[datetime, ...]:
    """Return the meetings before the local day of `at`, the newest first, `since` days back.

    `weekday` 0 is Monday; `every` is the rhythm in days of the last 13 weeks, before it is four
    weeks; local times, so that summer time holds.
    """
    today = at.astimezone(zone).date()
    newest = today - timedelta(days=1)
    newest -= timedelta(days=(newest.weekday() - weekday) % 7)
    days = (newest - timedelta(days=back) for back in _steps(every))
    found: list[datetime] = []
    for day in days:
        if (today - day).days > since:
            return tuple(found)
        found.append(_utc(datetime.combine(day, starts, tzinfo=zone)))
    return tuple(found)


def _steps(every: int) -> Iterator[int]:
    back = 0
    while True:
        yield back
        back += every if back + every < 7 * WEEKS else FOUR_WEEKS


def office_hour(at: datetime, zone: ZoneInfo, days: int, clock: time) -> datetime:
    """Return a time of day `days` local days before `at`, on the Friday before a weekend."""
    day = at.astimezone(zone).date() - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    return _utc(datetime.combine(day, clock, tzinfo=zone))


def local(at: datetime, zone: ZoneInfo, days: int, clock: time) -> datetime:
    """Return a time of day `days` local days before `at`, on whatever day that is."""
    day = at.astimezone(zone).date() - timedelta(days=days)
    return _utc(datetime.combine(day, clock, tzinfo=zone))


def by_day(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment from `at` on that lies between eight and six by local time."""
    moment = at.astimezone(zone)
    if moment.time() >= EVENING:
        return _utc(datetime.combine(moment.date() + timedelta(days=1), MORNING, tzinfo=zone))
    if moment.time() < MORNING:
        return _utc(datetime.combine(moment.date(), MORNING, tzinfo=zone))
    return at


def _utc(moment: datetime) -> datetime:
    """Return the moment in UTC: hours added to it are elapsed hours, also across summer time."""
    return moment.astimezone(UTC)
