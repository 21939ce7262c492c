"""When listings are open: their schedules, read by the rules."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db.models import Q

from hubtable.directory.models import Listing, Schedule
from hubtable.directory.rules import schedules as rules
from hubtable.directory.rules.opening import Opening, State, opening, state_at
from hubtable.directory.rules.public_holidays import is_public_holiday

NEEDED = ("id", "service_id", "location_id", "state", "location__time_zone")


def states(listings: Collection[UUID], at: datetime, zone: str) -> dict[UUID, State]:
    """Return whether each of some listings is open at a moment. Two queries.

    `zone`: of places that name none.
    """
    rows = list(Listing.objects.filter(pk__in=listings).select_related("location").only(*NEEDED))
    told = _schedules(rows)
    return {row.id: state_at(*_asked(row, told, at, zone)) for row in rows}


def openings_of(rows: Collection[Listing], at: datetime, zone: str) -> dict[UUID, Opening]:
    """Return until when each is open, or when it opens next, of rows already read. One query."""
    told = _schedules(rows)
    return {row.id: opening(*_asked(row, told, at, zone)) for row in rows}


def _asked(
    row: Listing, told: dict[UUID, list[rules.Schedule]], at: datetime, zone: str
) -> tuple[list[rules.Schedule], datetime, str, Callable[[date], bool]]:
    """Return what the rule is asked.

    Schedules are those of the service at its location, else its own, else those of the place.
    """
    levels = (row.id, row.service_id, row.location_id)
    nearest = next((told[one] for one in levels if one in told), [])
    there = (row.location.time_zone if row.location else "") or zone
    return nearest, at, there, partial(is_public_holiday, state=row.state)


def _schedules(rows: Collection[Listing]) -> dict[UUID, list[rules.Schedule]]:
    """Return schedules by whom they belong to: service at location, service or location."""
    found = Schedule.objects.filter(
        Q(service_at_location_id__in=[row.id for row in rows])
        | Q(service_id__in=[row.service_id for row in rows])
        | Q(location_id__in=[row.location_id for row in rows if row.location_id]),
        ended_at=None,
    )
    schedules: dict[UUID, list[rules.Schedule]] = {}
    for one in found.order_by("id"):
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
