"""When the table of a seat meets next."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hubtable.hubs.models import Table
from hubtable.hubs.rules.meeting_days import Meets, coming
from hubtable.hubs.rules.policies import Rhythm
from hubtable.kernel.seat import Seat
from hubtable.table.models import Meeting

WEEKS = 12


def next_meeting(*, by: Seat, at: datetime) -> datetime | None:
    """Return when the next regular meeting begins, after `at`."""
    row = Table.objects.get(pk=by.own_table)
    held = Meeting.objects.filter(table_id=by.own_table).order_by("-started_at")
    last = held.values_list("started_at", flat=True).first()
    meets = Meets(
        weekday=row.weekday,
        starts=row.starts,
        zone=row.time_zone,
        rhythm=Rhythm(row.rhythm),
        last_met=last.astimezone(ZoneInfo(row.time_zone)).date() if last else None,
    )
    return next((begins for begins in coming(meets, at, WEEKS) if begins > at), None)
