"""When listings are open: an ordinary week as the index has it, else their schedules and the rules.

`directory_listing.hours` is what `listing.sql` makes of the schedules. Where it tells all
(`told_by`), the database answers; where a clock is changed, a public holiday or an exception may
matter, or a schedule is not of every week, the rules read the schedules themselves.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from hubtable.directory.models import Listing, Schedule
from hubtable.directory.rules import schedules as rules
from hubtable.directory.rules.opening import Opening, State, clocks_stand, opening, state_at
from hubtable.directory.rules.public_holidays import is_holiday_somewhere, is_public_holiday

WEEK = 7 * rules.DAY_LONG
"""Minutes."""
MAY_BE_OPEN = """(l.hours IS NULL OR l.time_zone NOT IN ('', %(zone)s)
    OR l.hours @> %(minute)s::int4 OR l.hours @> %(minute)s::int4 + %(week)s)"""
"""Leaves out what is closed at a minute of an ordinary week, where that week is known."""
ASKED = "'ask'"
OPENING = """CASE WHEN l.told_by = '' THEN 'unknown'
    WHEN l.time_zone IN ('', %(zone)s) AND (l.told_by = 'week'
        OR l.told_by = 'days off' AND NOT %(holiday)s) THEN 'open' ELSE 'ask' END"""
"""Of what is left: `open`, `unknown`, or `ask` where the schedules must be read."""

READ = (
    *("service_id", "location_id", "service_at_location_id", "byday", "opens_at", "closes_at"),
    *("valid_from", "valid_to", "dtstart", "until", "count", "interval", "freq", "bymonthday"),
    *("by_appointment", "holiday", "given"),
)
"""Columns of a schedule that the rules look at."""


@dataclass(frozen=True, slots=True)
class Site:
    """Whose schedules are asked for. `time_zone` is empty where the place names none."""

    id: UUID
    service: UUID
    location: UUID | None
    state: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Then:
    """How the index is asked for what is open at a moment."""

    conditions: tuple[str, ...]
    opening: str
    given: Mapping[str, Any]


def then(at: datetime, zone: str) -> Then:
    """Return how the index is asked; `zone`: of places that name none."""
    if not clocks_stand(at, zone):
        return Then((), ASKED, {})
    local = at.astimezone(ZoneInfo(zone))
    days = (local.date(), local.date() - timedelta(days=1))
    given = {
        "zone": zone,
        "week": WEEK,
        "minute": local.weekday() * rules.DAY_LONG + rules.minutes(local.time()),
        "holiday": any(map(is_holiday_somewhere, days)),
    }
    return Then((MAY_BE_OPEN,), OPENING, given)


def states(listings: Collection[UUID], at: datetime, zone: str) -> dict[UUID, State]:
    """Return whether each of some listings is open at a moment, by the rules. Two queries.

    `zone`: of places that name none.
    """
    rows = Listing.objects.filter(pk__in=listings).values_list(
        "id", "service_id", "location_id", "state", "time_zone"
    )
    sites = [Site(*row) for row in rows]
    told = _schedules(sites)
    return {site.id: state_at(*_asked(site, told, at, zone)) for site in sites}


def openings_of(sites: Collection[Site], at: datetime, zone: str) -> dict[UUID, Opening]:
    """Return until when each is open, or when it opens next. One query."""
    told = _schedules(sites)
    return {site.id: opening(*_asked(site, told, at, zone)) for site in sites}


def _asked(
    site: Site, told: dict[UUID, list[rules.Schedule]], at: datetime, zone: str
) -> tuple[list[rules.Schedule], datetime, str, Callable[[date], bool]]:
    """Return what the rule is asked.

    Schedules are those of the service at its location, else its own, else those of the place.
    """
    levels = (site.id, site.service, site.location)
    nearest = next((told[one] for one in levels if one in told), [])
    return nearest, at, site.time_zone or zone, partial(is_public_holiday, state=site.state)


def _schedules(sites: Collection[Site]) -> dict[UUID, list[rules.Schedule]]:
    """Return schedules by whom they belong to: service at location, service or location."""
    found = Schedule.objects.filter(
        Q(service_at_location_id__in=[site.id for site in sites])
        | Q(service_id__in=[site.service for site in sites])
        | Q(location_id__in=[site.location for site in sites if site.location]),
        ended_at=None,
    )
    schedules: dict[UUID, list[rules.Schedule]] = {}
    for one in found.only(*READ).order_by("id"):
        owner = one.service_at_location_id or one.service_id or one.location_id
        if owner:
            schedules.setdefault(owner, []).append(schedule_of(one))
    return schedules


def schedule_of(row: Schedule) -> rules.Schedule:
    """Return a row as rules see it. *Closed* without dates means: on public holidays."""
    days, nths = rules.days_of(row.byday) or ((), ())
    opens = None if row.opens_at is None else rules.minutes(row.opens_at)
    closes = None if row.closes_at is None else rules.minutes(row.closes_at)
    if opens is not None and closes is not None:
        closes = rules.closing(opens, closes)
    dated = row.valid_from is not None or row.valid_to is not None
    return rules.Schedule(
        days=days,
        opens=opens,
        closes=closes,
        nths=nths,
        month_days=tuple(
            int(d) for d in row.bymonthday.split(",") if d.strip().lstrip("-").isdigit()
        ),
        monthly=row.freq == "MONTHLY",
        interval=row.interval or 1,
        starts=row.dtstart,
        until=row.until,
        count=row.count,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        by_appointment=row.by_appointment,
        closed=row.holiday == "closed" and dated,
        exceptional=bool(row.holiday) and dated,
        holidays_off=row.holiday == "closed" and not dated,
        given=row.given,
    )
