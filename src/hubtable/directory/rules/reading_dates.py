"""Dates and moments as feeds write them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from hubtable.directory.rules.problems import Problem

ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](.*))?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(.*))?")
AMERICAN = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})(?:,?\s+(.*))?")
WRITTEN = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
EUROPEAN = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLOCK = re.compile(
    r"(\d{1,2})(?::?(\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?\s*(?:m\.?)?\s*"
    r"(z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateRead:
    """A day as given and as understood."""

    given: str
    day: date | None = None
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=16_384)
def read_date(given: str) -> DateRead:
    """Return the day of a text: ISO 8601, or as it is written in the United States.

    03/04/2021 is March 4; where the first number can be no month the day comes first, and the
    reading says that this was a guess. Years of two digits are not understood.
    """
    text = given.strip()
    if not text or not text.strip("0-/: T"):
        return DateRead(given, problems=(Problem.ZERO,) if text else ())
    if match := ISO.fullmatch(text) or COMPACT.fullmatch(text):
        return _day(given, match[1], match[2], match[3])
    if match := AMERICAN.fullmatch(text):
        return _american(given, match[1], match[2], match[3])
    return _written(given, text)


def _american(given: str, first: str, second: str, year: str) -> DateRead:
    if len(year) == 2:
        return DateRead(given, problems=(Problem.AMBIGUOUS, Problem.NOT_UNDERSTOOD))
    if int(first) > 12 >= int(second):
        read = _day(given, year, second, first)
        return DateRead(given, read.day, (*read.problems, Problem.AMBIGUOUS))
    return _day(given, year, first, second)


def _written(given: str, text: str) -> DateRead:
    if match := WRITTEN.fullmatch(text):
        return _day(given, match[3], _month(match[1]), match[2])
    if match := EUROPEAN.fullmatch(text):
        return _day(given, match[3], _month(match[2]), match[1])
    return DateRead(given, problems=(Problem.NOT_UNDERSTOOD,))


def _month(name: str) -> str:
    short = name.lower()[:3]
    return str(MONTHS.index(short) + 1) if short in MONTHS else "0"


def _day(given: str, year: str, month: str, day: str) -> DateRead:
    try:
        return DateRead(given, date(int(year), int(month), int(day)))
    except ValueError:
        return DateRead(given, problems=(Problem.OUT_OF_RANGE,))


@dataclass(frozen=True, slots=True)
class MomentRead:
    """A moment as given and as understood, in UTC."""

    given: str
    moment: datetime | None = None
    problems: tuple[Problem, ...] = ()


def read_moment(given: str) -> MomentRead:
    """Return the moment of an ISO 8601 text; without an offset it is taken as UTC and said so."""
    text = given.strip()
    if not text:
        return MomentRead(given)
    try:
        moment = datetime.fromisoformat(text.replace(" UTC", "+00:00"))
    except ValueError:
        read = read_date(given)
        if read.day is None:
            return MomentRead(given, problems=read.problems)
        moment = datetime.combine(read.day, time())
    if moment.tzinfo is None:
        return MomentRead(given, moment.replace(tzinfo=UTC), (Problem.AMBIGUOUS,))
    try:
        return MomentRead(given, moment.astimezone(UTC))
    except OverflowError:
        return MomentRead(given, problems=(Problem.OUT_OF_RANGE,))


@dataclass(frozen=True, slots=True)
class ClockRead:
    """A time of day as given and as minutes after midnight (1440 for 24:00)."""

    given: str
    minutes: int | None = None
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=4_096)
def read_clock(given: str) -> ClockRead:
    """Return a time of a column: "09:00:00", "8:30AM", "0900", "17:00Z", "noon", "9:00AM"."""
    text = given.strip().lower()
    if not text:
        return ClockRead(given)
    if text in {"noon", "midnight"}:
        return ClockRead(given, 720 if text == "noon" else 0)
    match = CLOCK.fullmatch(text)
    if not match or (not match[2] and not match[4]):
        return ClockRead(given, problems=(Problem.NOT_UNDERSTOOD,))
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[4] and not 1 <= hour <= 12:
        return ClockRead(given, problems=(Problem.OUT_OF_RANGE,))
    if match[4]:
        hour = hour % 12 + 12 * (match[4] == "p")
    if minute > 59 or hour * 60 + minute > 1440 or int(match[3] or 0) > 59:
        return ClockRead(given, problems=(Problem.OUT_OF_RANGE,))
    return ClockRead(given, hour * 60 + minute)
