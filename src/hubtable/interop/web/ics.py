"""A calendar as iCalendar text (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from hubtable.interop.queries.calendar import Event, Feed


def written(feed: Feed) -> bytes:
    """Return the calendar. The same entries give the same bytes: times are in UTC, each stamped
    with when the address was made.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Hubtable//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Hubtable")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for event in feed.events:
        calendar.add_component(_entry(event, feed.made_at))
    return bytes(calendar.to_ical())


def _entry(event: Event, stamp: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", str(event.uid))
    entry.add("dtstamp", stamp.astimezone(UTC))
    entry.add("dtstart", event.begins.astimezone(UTC))
    entry.add("dtend", event.ends.astimezone(UTC))
    entry.add("summary", event.title)
    entry.add("class", "PRIVATE")
    return entry
