"""A schedule as rules see it: on which days, from when to when, in whose words.

It carries what an HSDS 3.1 `schedule` row says (recurrence after RFC 5545, section 3.3.10), with
days and minutes as numbers. A schedule of days without times, of times without days, or of words
alone says something and leaves the rest open: `opening` then answers "unknown".
"""

import re
from dataclasses import dataclass
from datetime import date, time

Column = str | int | bool | date | time | None
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


def columns(schedule: Schedule) -> dict[str, Column]:
    """Return what the row of a schedule holds, by the names of HSDS 3.1 and of our additions.

    `holiday` is "closed" or "open" on the days from `valid_from` to `valid_to`; "closed" without
    days means the public holidays.
    """
    closed = "closed" if schedule.closed or schedule.holidays_off else ""
    return {
        "valid_from": schedule.valid_from, "valid_to": schedule.valid_to,
        "dtstart": schedule.starts, "until": schedule.until, "count": schedule.count,
        "freq": schedule.freq, "interval": schedule.interval if schedule.freq else None,
        "byday": schedule.byday, "bymonthday": schedule.bymonthday,
        "opens_at": schedule.opens_at, "closes_at": schedule.closes_at,
        "by_appointment": schedule.by_appointment,
        "holiday": closed or ("open" if schedule.exceptional else ""), "given": schedule.given,
    }  # fmt: skip


def schedule_of(
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
    dtstart: date | None = None,
    until: date | None = None,
    count: int | None = None,
    freq: str = "",
    interval: int | None = None,
    byday: str = "",
    bymonthday: str = "",
    opens_at: time | None = None,
    closes_at: time | None = None,
    by_appointment: bool = False,
    holiday: str = "",
    given: str = "",
) -> Schedule:
    """Return the schedule of a row that `columns` made; a BYDAY nobody knows leaves words alone."""
    found = days_of(byday) if byday else ((), ())
    if found is None:
        return Schedule(given=given or byday)
    opens = None if opens_at is None else minutes(opens_at)
    closes = None
    if opens is not None and closes_at is not None:
        closes = closing(opens, minutes(closes_at))
    return Schedule(
        found[0], opens, closes, found[1],
        tuple(int(part) for part in bymonthday.split(",") if part),
        monthly=freq == "MONTHLY", interval=interval or 1, starts=dtstart, until=until, count=count,
        valid_from=valid_from, valid_to=valid_to, by_appointment=by_appointment,
        closed=holiday == "closed" and bool(valid_from or valid_to),
        exceptional=bool(holiday and (valid_from or valid_to)),
        holidays_off=holiday == "closed" and not (valid_from or valid_to), given=given,
    )  # fmt: skip
