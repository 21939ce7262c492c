"""Days of an agreement by the Hub's clock: from local midnight to local midnight."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def start_of(day: date, zone: str) -> datetime:
    """Return the moment a day begins."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def end_of(day: date, zone: str) -> datetime:
    """Return the moment a day is over: what ends on a day holds through it."""
    return start_of(day + timedelta(days=1), zone)


def day_of(moment: datetime, zone: str) -> date:
    """Return the day a moment falls on."""
    return moment.astimezone(ZoneInfo(zone)).date()


def last_day(ends_at: datetime, zone: str) -> date:
    """Return the last day on which something that ends at a moment still held."""
    return day_of(ends_at - timedelta(microseconds=1), zone)
