"""When listings are open: their schedules, read by the rules."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hubtable.directory.models import Listing, Schedule
from hubtable.directory.rules import schedules as rules
from hubtable.directory.rules.opening import Opening, opening
from hubtable.directory.rules.public_holidays import is_public_holiday


def openings(listings: Collection[UUID], at: datetime, zone: str) -> dict[UUID, Opening]:
    """Return whether each of some listings is open at a moment. Two queries."""
    rows = Listing.objects.filter(pk__in=listings).select_related("location")
    return openings_of(list(rows), at, zone)


def openings_of(rows: Collection[Listing], at: datetime, zone: str) -> dict[UUID, Opening]:
    """Return the same of rows already read. `zone`: of places that name none."""
    told = _schedules(rows)
    return {row.id: _opening(row, told, at, zone) for row in rows}


def _opening(
    row: Listing, told: dict[UUID, list[rules.Schedule]], at: datetime, zone: str
) -> Opening:
    """Ask the schedules of the service at its location, else its own, else the location's."""
    levels = (row.id, row.service_id, row.location_id)
    nearest = next((told[one] for one in levels if one in told), [])
    there = (row.location.time_zone if row.location else "") or zone
    return opening(nearest, at, there, lambda day: is_public_holiday(day, row.state))


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
