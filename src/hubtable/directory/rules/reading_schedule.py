"""A schedule row of any HSDS version, or of a feed that means well.

HSDS 1.1 has `weekday` 1 to 7 (Monday is 1) with `opens_at` and `closes_at`, and holiday rows with
`closed`, `start_date`, `end_date`. From 2.0 on a row is a recurrence after RFC 5545. Real feeds
write "Monday - Friday" and "8:30AM" into any of these columns; then the row is read as prose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_dates import read_clock, read_date
from hubtable.directory.rules.reading_hours import HoursRead, read_hours
from hubtable.directory.rules.schedules import ALL_DAYS, DAY_LONG, Schedule, closing, days_of

CLOCKS = ("opens_at", "closes_at", "dtstart", "until", "valid_from", "valid_to")
"""Columns in which a time of day is found, in the order in which they say from and to."""
DAY_WORDS = ("weekday", "byday", "freq")
YES = frozenset({"true", "t", "yes", "y", "1", "closed", "x"})
FREQUENCIES = frozenset({"", "WEEKLY", "MONTHLY", "DAILY"})
MEANT = ("weekday", "byday", "freq", "bymonthday", "byweekno", "byyearday", "interval", "count")


def read_schedule(row: Mapping[str, str]) -> HoursRead:
    """Return the schedule of a row; `given` is what the row says in one line of words."""
    told = {name: value.strip() for name, value in row.items() if value and value.strip()}
    given = _line(told)
    if "closed" in told or "start_date" in told:
        return _holiday(told, given)
    if not any(told.get(name) for name in (*CLOCKS, *MEANT, "description", "notes")):
        return HoursRead(given, problems=(Problem.NO_HOURS,))
    if _is_recurrence(told):
        return _recurrence(told, given)
    return _prose(told, given)


def _line(told: Mapping[str, str]) -> str:
    """Return one line: days, then times, then the words the row has."""
    days = next(
        (told[name] for name in DAY_WORDS if told.get(name) and not _recurs(told[name])), ""
    )
    if not days and told.get("byday"):
        days = told["byday"]
    clocks = [told[name] for name in CLOCKS if name in told and _no_day(told[name])]
    if _is_clock(days):
        days, clocks = "", [days, *clocks]
    words = told.get("description") or told.get("notes") or ""
    return "; ".join(filter(None, (f"{' - '.join(clocks)} {days}".strip(), words)))


def _recurs(text: str) -> bool:
    return text.upper() in FREQUENCIES or text.isdigit()


def _no_day(text: str) -> bool:
    return read_date(text).day is None


def _is_clock(text: str) -> bool:
    return read_clock(text).minutes is not None


def _is_recurrence(told: Mapping[str, str]) -> bool:
    """Say whether the columns hold what HSDS puts there."""
    dates = all(
        not _no_day(told[n]) for n in ("valid_from", "valid_to", "dtstart", "until") if n in told
    )
    clocks = all(_is_clock(told[n]) for n in ("opens_at", "closes_at") if n in told)
    byday = "byday" not in told or days_of(told["byday"]) is not None
    weekday = told.get("weekday", "1")
    told_days = any(told.get(name) for name in MEANT) or "dtstart" in told
    return (
        dates and clocks and byday and weekday.isdigit() and told_days
        and told.get("freq", "").upper() in FREQUENCIES
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Days:
    days: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()


def _recurrence(told: Mapping[str, str], given: str) -> HoursRead:
    days = _days(told)
    interval = told.get("interval", "1")
    if days is None or not interval.isdigit() or {"byweekno", "byyearday"} & told.keys():
        return HoursRead(given, (Schedule(given=given),), (Problem.NOT_UNDERSTOOD,))
    every = int(interval) or 1
    if told.get("freq", "").upper() == "DAILY" and every > 1:
        return HoursRead(given, (Schedule(given=given),), (Problem.NOT_UNDERSTOOD,))
    opens, closes = _span(told)
    count = told.get("count", "")
    schedule = Schedule(
        days.days, opens, closes, days.nths, days.month_days,
        monthly=told.get("freq", "").upper() == "MONTHLY", interval=every,
        starts=_date(told, "dtstart"), until=_date(told, "until"),
        count=int(count) if count.isdigit() else None,
        valid_from=_date(told, "valid_from"), valid_to=_date(told, "valid_to"),
        by_appointment="appointment" in given.lower(), given=given,
    )  # fmt: skip
    problems = []
    if opens is None:
        problems.append(Problem.NO_TIMES)
    if not schedule.dated:
        problems.append(Problem.NO_DAYS)
    return HoursRead(given, (schedule,), tuple(problems))


def _days(told: Mapping[str, str]) -> _Days | None:
    """Return the days a recurrence names, or None where one of its values is none."""
    weekday = told.get("weekday")
    if weekday:
        return _Days((int(weekday) - 1,)) if weekday in "1234567" else None
    month_days = tuple(
        part.strip() for part in told.get("bymonthday", "").split(",") if part.strip()
    )
    if not all(part.lstrip("+-").isdigit() and 1 <= abs(int(part)) <= 31 for part in month_days):
        return None
    found = days_of(told["byday"]) if "byday" in told else ((), ())
    if found is None or (found[0] and month_days):
        return None
    if told.get("freq", "").upper() == "DAILY":
        return _Days(found[0] or ALL_DAYS)
    return _Days(*found, tuple(sorted({int(part) for part in month_days})))


def _span(told: Mapping[str, str]) -> tuple[int | None, int | None]:
    opens = read_clock(told.get("opens_at", "")).minutes
    closes = read_clock(told.get("closes_at", "")).minutes
    if opens is None or opens == DAY_LONG:
        return None, None
    return opens, None if closes is None else closing(opens, closes)


def _date(told: Mapping[str, str], name: str) -> date | None:
    return read_date(told.get(name, "")).day


def _holiday(told: Mapping[str, str], given: str) -> HoursRead:
    """Return an exception: closed, or open at other times, on the days from one date to another."""
    begin, end = _date(told, "start_date"), _date(told, "end_date")
    first, last = begin or end, end or begin
    closed = told.get("closed", "").lower() in YES
    if closed and not {"start_date", "end_date"} & told.keys():
        off = given or "closed on public holidays"
        return HoursRead(off, (Schedule(holidays_off=True, given=off),), (Problem.AMBIGUOUS,))
    opens, closes = _span(told)
    words = given or "closed" * closed
    if first is None or last is None or last < first or (not closed and opens is None):
        return HoursRead(words, (Schedule(given=words),), (Problem.NOT_UNDERSTOOD,))
    schedule = Schedule(
        opens=None if closed else opens, closes=None if closed else closes, valid_from=first,
        valid_to=last, closed=closed, exceptional=True, given=words,
    )  # fmt: skip
    return HoursRead(words, (schedule,))


def _prose(told: Mapping[str, str], given: str) -> HoursRead:
    """Read the row's words, and keep the dates it holds for."""
    if not given:
        return HoursRead(given, problems=(Problem.NO_HOURS,))
    read = read_hours(given)
    begin, end = _date(told, "valid_from"), _date(told, "valid_to")
    if not (begin or end):
        return read
    schedules = tuple(replace(s, valid_from=begin, valid_to=end) for s in read.schedules)
    return HoursRead(read.given, schedules, read.problems)
