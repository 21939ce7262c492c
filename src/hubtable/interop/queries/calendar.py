"""What a calendar feed shows: when the table meets and is called, when first visits are due.

The acting party is the feed itself; the lock returns no number and no name to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import cast
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from hubtable.base.acting import call
from hubtable.hubs.models import Credential
from hubtable.hubs.rules.meeting_days import Meets, coming
from hubtable.hubs.rules.policies import Rhythm
from hubtable.kernel.seat import Seat

WEEKS = 12
MEETING, VISIT, LIMIT = "Table meeting", "First visit due", "First visit: limit"
SESSION = "Emergency session"
PRACTICE = "Practice: "
"""Before every title of a practice table."""
MARK = timedelta(minutes=15)
"""How long a due time stands in a calendar."""
LASTING = timedelta(hours=1)
"""How long an emergency session stands in a calendar; nobody knows how long it takes."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar. `uid` names it and tells nothing."""

    uid: UUID
    title: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar; `made_at` is when its address was made."""

    made_at: datetime
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """A seat's feed address, as far as it can be shown again: since when, until when."""

    made_at: datetime
    ends_at: datetime


def feed_of(digest: str) -> UUID | None:
    """Return the credential of a hashed secret address; runs as the job `feeds`."""
    rows = call("feed_of", digest)
    return cast(UUID, rows[0][0]) if rows else None


def feed(of: UUID, *, at: datetime) -> Feed | None:
    """Return the calendar of the acting feed; nothing when its seat sits at no table."""
    rows = call("feed_meetings")
    if not rows:
        return None
    events = [*_meetings(of, rows[0][:8], at), *_sessions(of), *_visits(of)]
    if rows[0][8]:
        events = [replace(event, title=f"{PRACTICE}{event.title}") for event in events]
    ordered = sorted(events, key=lambda event: (event.begins, event.uid))
    return Feed(made_at=cast(datetime, rows[0][7]), events=tuple(ordered))


def address_of(*, by: Seat, at: datetime) -> Address | None:
    """Return the feed address the seat has now."""
    held = Credential.objects.filter(kind="feed", seat_id=by.id, ends_at__gt=at)
    row = held.order_by("-starts_at").first()
    return Address(row.starts_at, row.ends_at) if row else None


def _meetings(of: UUID, row: tuple[object, ...], at: datetime) -> Iterator[Event]:
    table, weekday, starts, minutes, rhythm, zone, last_met, _ = row
    held = cast("datetime | None", last_met)
    meets = Meets(
        weekday=cast(int, weekday),
        starts=cast(time, starts),
        zone=str(zone),
        rhythm=Rhythm(str(rhythm)),
        last_met=held.astimezone(ZoneInfo(str(zone))).date() if held else None,
    )
    for begins in coming(meets, at, WEEKS):
        uid = uuid5(of, f"{table}/{begins.date()}")
        yield Event(uid, MEETING, begins, begins + timedelta(minutes=cast(int, minutes)))


def _sessions(of: UUID) -> Iterator[Event]:
    for session, moment in call("feed_sessions"):
        begins = cast(datetime, moment)
        yield Event(uuid5(of, f"{session}"), SESSION, begins, begins + LASTING)


def _visits(of: UUID) -> Iterator[Event]:
    for record, target_at, limit_at in call("feed_due"):
        for title, moment in ((VISIT, target_at), (LIMIT, limit_at)):
            begins = cast(datetime, moment)
            yield Event(uuid5(of, f"{record}/{title}"), title, begins, begins + MARK)
