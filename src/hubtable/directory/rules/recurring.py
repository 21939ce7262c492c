"""On which days a schedule holds (RFC 5545, section 3.3.10, as far as HSDS uses it)."""

import calendar
from datetime import date, timedelta

from hubtable.directory.rules.schedules import Schedule

FARTHEST = 12_000
"""Days looked through for a recurrence that ends after so many times (33 years)."""


def falls_on(schedule: Schedule, day: date) -> bool | None:
    """Say whether a schedule holds on a day; None where the schedule does not tell.

    "Every other Tuesday" without a first date does not tell which Tuesday.
    """
    if not _in_force(schedule, day):
        return False
    if schedule.exceptional:
        return True
    if not schedule.dated:
        return None
    found = _recurs(schedule, day)
    if not found or schedule.count is None:
        return found
    return _within_count(schedule, day)


def _in_force(schedule: Schedule, day: date) -> bool:
    begins = [bound for bound in (schedule.valid_from, schedule.starts) if bound]
    ends = [bound for bound in (schedule.valid_to, schedule.until) if bound]
    return all(day >= bound for bound in begins) and all(day <= bound for bound in ends)


def _recurs(schedule: Schedule, day: date) -> bool | None:
    monthly = schedule.freq == "MONTHLY"
    fits = _fits_month(schedule, day) if monthly else _fits_week(schedule, day)
    if not fits or schedule.interval == 1:
        return fits
    if schedule.starts is None:
        return None
    return _steps(schedule.starts, day, monthly=monthly) % schedule.interval == 0


def _fits_week(schedule: Schedule, day: date) -> bool:
    if schedule.days:
        return day.weekday() in schedule.days
    return schedule.starts is not None and day.weekday() == schedule.starts.weekday()


def _fits_month(schedule: Schedule, day: date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    if schedule.month_days:
        return day.day in schedule.month_days or day.day - length - 1 in schedule.month_days
    if not schedule.days:
        return schedule.starts is not None and day.day == schedule.starts.day
    if day.weekday() not in schedule.days:
        return False
    from_start, from_end = (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
    return not schedule.nths or from_start in schedule.nths or from_end in schedule.nths


def _steps(first: date, day: date, *, monthly: bool) -> int:
    """Return how many months or weeks (from Monday on) lie between two days."""
    if monthly:
        return (day.year - first.year) * 12 + day.month - first.month
    return (_monday(day) - _monday(first)).days // 7


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _within_count(schedule: Schedule, day: date) -> bool | None:
    """Say whether a day is among the first `count` times; None without a first date."""
    first, count = schedule.starts, schedule.count
    if first is None or count is None or (day - first).days > FARTHEST:
        return None
    times = (first + timedelta(days=step) for step in range((day - first).days + 1))
    return sum(1 for each in times if _recurs(schedule, each)) <= count
