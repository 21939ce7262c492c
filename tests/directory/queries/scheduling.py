"""Schedules of the kinds there are, and the moments at which they can be answered wrongly.

A moment is drawn for a schedule: a day it may hold on or the one after, and one of its edges there,
a minute before, at it, or a minute after; so also the days on which clocks change, and holidays.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

ZONE = "America/New_York"
OTHER = "America/Chicago"
CHANGES = (date(2026, 11, 1), date(2027, 3, 14))
"""Days on which clocks change there."""
HOLIDAYS = (date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 18))
FIRST, LAST = date(2026, 10, 26), date(2027, 3, 21)
Hours = dict[str, Any]
Told = tuple[str, Hours]
"""Whose schedule it is (service, location, service_at_location), and its columns."""
Place = tuple[list[Told], str]
"""Schedules, and the time zone the place names; empty where it names none."""

TIMES = [time(0), time(0, 30), time(6), time(9), time(12, 59), time(17), time(22), time(23, 59)]
BY_DAY = ("MO,TU,WE,TH,FR", "MO,TU,WE,TH,FR,SA,SU", "SU", "TU,TH", "SA,SU", "MO")
SOME_DAY = st.sampled_from((*CHANGES, *HOLIDAYS)) | st.dates(FIRST, LAST)


def _hours(opens: time, closes: time, **more: Any) -> Hours:
    return {"opens_at": opens, "closes_at": closes, **more}


OPENS = st.sampled_from(TIMES)
CLOSES = st.sampled_from([*TIMES[1:], time(1), time(2, 30)])
WEEKLY = st.builds(
    _hours, OPENS, CLOSES, byday=st.sampled_from(BY_DAY), freq=st.sampled_from(("WEEKLY", ""))
)
MONTHLY = st.one_of(
    st.builds(
        _hours, OPENS, CLOSES, freq=st.sampled_from(("MONTHLY", "")),
        byday=st.sampled_from(("1TU,3TU", "2MO,2WE", "-1FR", "1SU", "-1SU,-1SA")),
    ),
    st.builds(
        _hours, OPENS, CLOSES, freq=st.just("MONTHLY"), byday=st.just(""),
        bymonthday=st.sampled_from(("1", "15", "-1", "1,26")),
    ),
    st.builds(_hours, OPENS, CLOSES, freq=st.just("MONTHLY"), byday=st.sampled_from(BY_DAY)),
    st.builds(
        _hours, OPENS, CLOSES, freq=st.just("WEEKLY"), byday=st.sampled_from(BY_DAY),
        bymonthday=st.sampled_from(("13", "1,2,3")),
    ),
)  # fmt: skip


def _with(base: Hours, more: Hours) -> Hours:
    return {**base, **more}


def _either(name: str) -> st.SearchStrategy[Hours]:
    return SOME_DAY.map(lambda day: {name: day})


def _from_to(first: date, days: int) -> Hours:
    return {"valid_from": first, "valid_to": first + timedelta(days=days)}


BOUNDED = st.builds(
    _with,
    WEEKLY,
    st.one_of(
        *map(_either, ("valid_from", "valid_to", "dtstart", "until")),
        st.builds(_from_to, SOME_DAY, st.integers(0, 40)),
        st.builds(lambda day, n: {"dtstart": day, "interval": n}, SOME_DAY, st.integers(2, 3)),
        st.builds(lambda day, n: {"dtstart": day, "count": n}, SOME_DAY, st.integers(1, 4)),
        st.sampled_from(({"interval": 2}, {"interval": 0}, {"interval": 1}, {"count": 3})),
    ),
)
ASKED_FIRST = st.builds(_with, WEEKLY, st.just({"by_appointment": True}))
HALF = st.builds(
    _with, WEEKLY, st.sampled_from(({"opens_at": None}, {"closes_at": None}, {"byday": ""},
                                    {"byday": "Monday"}, {"byday": "TU, TH"}, {"byday": "1MO,TU"}))
)  # fmt: skip
OFF = st.sampled_from(({"holiday": "closed"}, {"holiday": "closed"}, {"holiday": "closed"}))
OFF_WEEK = st.builds(_with, WEEKLY, st.just({"holiday": "closed"}))
EXCEPTION = st.one_of(
    st.builds(lambda day, n: {**_from_to(day, n), "holiday": "closed"}, SOME_DAY,
              st.integers(0, 2)),
    st.builds(lambda day, opens, closes: _hours(opens, closes, **_from_to(day, 0), holiday="open"),
              SOME_DAY, OPENS, CLOSES),
)  # fmt: skip
WORDS = st.just({"given": "Call first"})
ONE = st.one_of(
    WEEKLY, BOUNDED, BOUNDED, BOUNDED, MONTHLY, ASKED_FIRST, HALF, OFF, OFF_WEEK, EXCEPTION, WORDS
)
LEVEL = st.sampled_from(("service", "service", "service", "location", "service_at_location"))
TOGETHER = st.sampled_from(
    ((ONE,), (ONE,), (WEEKLY, OFF), (WEEKLY, EXCEPTION), (ONE, ONE), (ONE, ONE, ONE))
).flatmap(lambda rows: st.tuples(*rows))
PLACES = st.tuples(
    TOGETHER.flatmap(
        lambda rows: st.tuples(*(st.tuples(LEVEL, st.just(row)) for row in rows)).map(list)
    ),
    st.sampled_from(("", "", "", ZONE, OTHER)),
)


def _edges(place: Place) -> list[tuple[Hours, time]]:
    """Return the times at which something of it begins or ends, with their schedule."""
    found = [
        (hours, edge)
        for _, hours in place[0]
        for edge in (hours.get("opens_at"), hours.get("closes_at"))
        if edge is not None
    ]
    return [*found, *((hours, time(0)) for _, hours in place[0])] or [({}, time(12))]


def _days(hours: Hours) -> st.SearchStrategy[date]:
    """Return days near those a schedule names, clock changes and holidays, or any."""
    named = [one for one in hours.values() if isinstance(one, date)] or [CHANGES[0]]
    steps = (-7, -2, -1, 0, 1, 2, 3, 7)
    near = st.sampled_from([day + timedelta(days=step) for day in named for step in steps])
    change = st.sampled_from([day + timedelta(days=step) for day in CHANGES for step in (-1, 0, 1)])
    off = st.sampled_from([day + timedelta(days=step) for day in HOLIDAYS for step in (0, 1)])
    return st.one_of(st.dates(FIRST, LAST), near, near, change, off)


def moment(day: date, edge: time, zone: str, seconds: int = 0, fold: int = 0) -> datetime:
    """Return a moment by the clock of a place, some seconds off."""
    local = datetime.combine(day, edge, ZoneInfo(zone or ZONE)).replace(fold=fold)
    return local.astimezone(UTC) + timedelta(seconds=seconds)


def moments(place: Place) -> st.SearchStrategy[datetime]:
    """Draw moments near the edges of a place's schedules."""
    off = st.sampled_from((0, 0, -60, -1, 59, 60, 3600, -3600))
    return st.sampled_from(_edges(place)).flatmap(
        lambda edge: st.builds(
            moment, _days(edge[0]), st.just(edge[1]), st.just(place[1]), off, st.integers(0, 1)
        )
    )


CASES = st.lists(PLACES, min_size=4, max_size=4).flatmap(
    lambda places: st.tuples(
        st.just(places), st.tuples(*(moments(place) for place in places for _ in range(2)))
    )
)
"""Places, and the moments at which all of them are asked for."""


def _class(
    day: date, edges: str, *rows: Hours, zone: str = ""
) -> tuple[list[Place], list[datetime]]:
    """Return one place, and the minutes around times of a day and of the next."""
    clock = [time.fromisoformat(one) for one in edges.split()]
    told = [("service", row) for row in rows]
    found = [
        moment(day + timedelta(days=step), one, zone, seconds, fold)
        for step in (0, 1)
        for one in clock
        for seconds in (-60, 0, 60)
        for fold in (0, 1)
    ]
    return [(told, zone)], sorted(set(found))


def week(days: str, opens: str, closes: str, **more: Any) -> Hours:
    """Return hours of every week."""
    hours = _hours(time.fromisoformat(opens), time.fromisoformat(closes))
    return hours | {"byday": days, "freq": "WEEKLY"} | more


DAY = timedelta(days=1)
TUESDAY, SUNDAY, THANKSGIVING = date(2026, 11, 10), date(2026, 11, 15), date(2026, 11, 26)
CLOSED = {"holiday": "closed"}
CLASSES = {
    "a weekday": _class(TUESDAY, "09:00 17:00", week("TU", "09:00", "17:00")),
    "the whole day": _class(TUESDAY, "00:00 23:59", week("TU", "00:00", "23:59")),
    "over midnight": _class(TUESDAY, "22:00 02:00", week("TU", "22:00", "02:00")),
    "from Sunday into Monday": _class(SUNDAY, "22:00 02:00", week("SU", "22:00", "02:00")),
    "every day": _class(SUNDAY, "00:00 12:00", week("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")),
    "two rows": _class(
        TUESDAY, "09:00 12:00 13:00 17:00",
        week("TU", "09:00", "12:00"), week("TU", "13:00", "17:00"),
    ),
    "the second Tuesday": _class(TUESDAY + 7 * DAY, "10:00", week("2TU", "09:00", "17:00")),
    "a day of the month": _class(
        TUESDAY, "10:00", week("TU", "09:00", "17:00", freq="MONTHLY", bymonthday="11"),
    ),
    "monthly, days alone": _class(
        TUESDAY, "10:00", week("", "09:00", "17:00", freq="MONTHLY", bymonthday="11"),
    ),
    "from a day on": _class(TUESDAY, "10:00", week("TU", "09:00", "17:00",
                                                   valid_from=TUESDAY + DAY)),
    "until a day": _class(TUESDAY, "10:00", week("TU", "09:00", "17:00", valid_to=TUESDAY - DAY)),
    "first on": _class(TUESDAY, "10:00", week("TU", "09:00", "17:00", dtstart=TUESDAY + DAY)),
    "last on": _class(TUESDAY, "10:00", week("TU", "09:00", "17:00", until=TUESDAY - DAY)),
    "three times": _class(
        TUESDAY, "10:00", week("TU", "09:00", "17:00", dtstart=date(2026, 10, 6), count=3)
    ),
    "every other week": _class(
        TUESDAY, "10:00", week("TU", "09:00", "17:00", dtstart=TUESDAY - 7 * DAY, interval=2)
    ),
    "three times, from when is not told": _class(
        TUESDAY, "10:00", week("TU", "09:00", "17:00", count=3)
    ),
    "every other week, from when is not told": _class(
        TUESDAY, "10:00", week("TU", "09:00", "17:00", interval=2)
    ),
    "by appointment": _class(TUESDAY, "10:00", week("TU", "09:00", "17:00", by_appointment=True)),
    "without a time to close": _class(TUESDAY, "10:00 20:00", week("TU", "09:00", "17:00"),
                                      {"byday": "TU", "opens_at": time(19)}),
    "a holiday": _class(THANKSGIVING, "10:00", week("TH,FR", "09:00", "17:00"), CLOSED),
    "the night after a holiday": _class(
        HOLIDAYS[2], "23:00 01:00", week("FR", "22:00", "02:00"), CLOSED
    ),
    "a holiday it works on": _class(THANKSGIVING, "10:00", week("TH", "09:00", "17:00")),
    "an extra day": _class(
        TUESDAY, "10:00", week("SA", "09:00", "17:00"),
        {"holiday": "open", "valid_from": TUESDAY, "valid_to": TUESDAY, "opens_at": time(9),
         "closes_at": time(12)},
    ),
    "a day off": _class(
        TUESDAY, "10:00", week("TU", "09:00", "17:00"),
        CLOSED | {"valid_from": TUESDAY, "valid_to": TUESDAY},
    ),
    "clocks back": _class(CHANGES[0], "00:30 01:30 02:30", week("SU", "01:00", "02:30")),
    "clocks forward": _class(CHANGES[1], "01:30 03:30", week("SU", "02:30", "03:30")),
    "another clock": _class(TUESDAY, "09:00 17:00", week("TU", "09:00", "17:00"), zone=OTHER),
    "words alone": _class(TUESDAY, "10:00", {"given": "Call first"}),
    "nothing": _class(TUESDAY, "10:00"),
}  # fmt: skip
"""One of each kind, for which the index can be wrong in its own way."""
LEVELS: tuple[list[Place], list[datetime]] = (
    [([("service", week("TU", "09:00", "12:00")), ("location", week("TU", "09:00", "17:00"))], ""),
     ([("service", week("TU", "09:00", "12:00")),
       ("service_at_location", week("TU", "14:00", "17:00"))], "")],
    [moment(TUESDAY, time(hour), "") for hour in (10, 15)],
)  # fmt: skip
"""Schedules of the service, the place, and the service there: the nearest tells."""
