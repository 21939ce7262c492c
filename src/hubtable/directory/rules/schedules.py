"""A schedule as rules see it: on which days, from when to when, in whose words.

It carries what an HSDS 3.1 `schedule` row says (recurrence after RFC 5545, section 3.3.10), with
days and minutes as numbers. A schedule of days without times, of times without days, or of words
alone says something and leaves the rest open: `opening` then answers "unknown".
"""

import re
from dataclasses import dataclass
from datetime import date, time

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Days as RFC 5545 names them; their place is the number used here (Monday is 0)."""
ALL_DAYS = (0, 1, 2, 3, 4, 5, 6)
DAY_LONG = 1440
BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something is open, or closed, or what was said of it.

    `opens` and `closes` are minutes after local midnight; `closes` is above 1440 where it closes
    after midnight. `nths` counts a weekday in its month (2 = second, -1 = last). `exceptional`:
    its dates (`valid_from` to `valid_to`) stand above every regular schedule.
    """

    days: tuple[int, ...] = ()
    opens: int | None = None
    closes: int | None = None
    nths: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    monthly: bool = False
    interval: int = 1
    starts: date | None = None
    until: date | None = None
    count: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    by_appointment: bool = False
    closed: bool = False
    exceptional: bool = False
    holidays_off: bool = False
    given: str = ""

    @property
    def dated(self) -> bool:
        """Say whether it tells which days it means."""
        return bool(self.days or self.month_days or self.starts or self.exceptional)

    @property
    def byday(self) -> str:
        """Return the days as HSDS writes them: "MO,TU" or "1TU,3TU"."""
        ordinals = [str(nth) for nth in self.nths] or [""]
        return ",".join(f"{nth}{DAYS[day]}" for day in self.days for nth in ordinals)

    @property
    def bymonthday(self) -> str:
        """Return the days of the month as HSDS writes them."""
        return ",".join(map(str, self.month_days))

    @property
    def freq(self) -> str:
        """Return WEEKLY or MONTHLY, or "" where no recurrence is told."""
        if self.nths or self.month_days or self.monthly:
            return "MONTHLY"
        return "WEEKLY" if self.days else ""

    @property
    def opens_at(self) -> time | None:
        """Return when it opens by the clock."""
        return None if self.opens is None else time(self.opens // 60, self.opens % 60)

    @property
    def closes_at(self) -> time | None:
        """Return when it closes by the clock; a whole day ends at 23:59 (HSDS guidance)."""
        if self.closes is None:
            return None
        if self.closes == DAY_LONG:
            return time(23, 59)
        return time(self.closes % DAY_LONG // 60, self.closes % 60)

    @property
    def holiday(self) -> str:
        """Return `closed` or `open` of an exception; `closed` without dates: public holidays."""
        if self.closed or self.holidays_off:
            return "closed"
        return "open" if self.exceptional else ""


def days_of(byday: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Return days and ordinals of a BYDAY value, or None where it is none or mixes ordinals."""
    parts = [part for part in re.split(r"[,;\s]+", byday.upper().strip("[]{}\"' ")) if part]
    matches = [BYDAY.fullmatch(part) for part in parts]
    found = [(int(match[1] or 0), DAYS.index(match[2])) for match in matches if match]
    if not found or len(found) != len(parts):
        return None
    days = tuple(sorted({day for _, day in found}))
    nths = tuple(sorted({nth for nth, _ in found}, key=lambda nth: (nth < 0, nth)))
    if len(days) * len(nths) != len(set(found)):
        return None
    return days, () if nths == (0,) else nths


def minutes(clock: time) -> int:
    """Return the minutes after midnight of a time of day."""
    return clock.hour * 60 + clock.minute


def closing(opens: int, closes: int) -> int:
    """Return a closing time counted from the opening day's midnight; 23:59 ends the day."""
    if closes == DAY_LONG - 1:
        closes = DAY_LONG
    return closes if closes > opens else closes + DAY_LONG
