"""When things happened: meeting days of a table and office hours, counted back from the start."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def meeting_days(
    at: datetime, zone: ZoneInfo, *, weekday: int, starts: time, every: int, count: int
) -> tuple[datetime, ...]:
    """Return the last `count` meetings before the local day of `at`, the newest first.

    `weekday` 0 is Monday; `every` is the rhythm in days; local times, so that summer time holds.
    """
    yesterday = at.astimezone(zone).date() - timedelta(days=1)
    last = yesterday - timedelta(days=(yesterday.weekday() - weekday) % 7)
    days = (last - timedelta(days=every * back) for back in range(count))
    return tuple(_utc(datetime.combine(day, starts, tzinfo=zone)) for day in days)


def office_hour(at: datetime, zone: ZoneInfo, days: int, clock: time) -> datetime:
    """Return a time of day `days` local days before `at`, on the Friday before a weekend."""
    day = at.astimezone(zone).date() - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    return _utc(datetime.combine(day, clock, tzinfo=zone))


def _utc(local: datetime) -> datetime:
    """Return the moment in UTC: hours added to it are elapsed hours, also across summer time."""
    return local.astimezone(UTC)
