"""How dates, times, numbers and remaining hours read on a page."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext, pgettext


def local(moment: datetime, tz: tzinfo | str | None = None) -> datetime:
    """Return the moment in a zone (a name or tzinfo; none: the current one).

    Raises ValueError for a moment without a zone: nobody could say when it was.
    """
    if timezone.is_naive(moment):
        raise ValueError("a moment shown on a page needs a time zone")
    return timezone.localtime(moment, ZoneInfo(tz) if isinstance(tz, str) else tz)


def date_words(value: date | datetime, tz: tzinfo | str | None = None) -> str:
    """Weekday, day, month, year: `Tuesday, November 24, 2026`."""
    day = local(value, tz) if isinstance(value, datetime) else value
    return format_date(day, pgettext("date format", "l, F j, Y"))


def short_date(value: date | datetime, tz: tzinfo | str | None = None) -> str:
    """Weekday, day, month in short, for lists: `Tue, Nov 24`."""
    day = local(value, tz) if isinstance(value, datetime) else value
    return format_date(day, pgettext("short date format", "D, M j"))


def time_words(value: datetime, tz: tzinfo | str | None = None) -> str:
    """Time of day: `2:05 PM`."""
    return format_date(local(value, tz), pgettext("time format", "g:i A"))


def datetime_words(value: datetime, tz: tzinfo | str | None = None) -> str:
    """Day and time together: `Tuesday, November 24, 2026, 2:05 PM`."""
    return gettext("%(day)s, %(time)s") % {
        "day": date_words(value, tz),
        "time": time_words(value, tz),
    }


def count_words(number: int, one: str, many: str) -> str:
    """Return a number with its word in the right form: `1 agency`, `1,204 agencies`."""
    return f"{number_format(number, force_grouping=True)} {ngettext(one, many, number)}"


DAYS_FROM = 72 * 60
"""Minutes from which a due moment is told in days."""


def hours_left(due: datetime, now: datetime) -> str:
    """Say how far a due moment is: `5 h left`, `40 min left`, `2 h late`.

    Counts whole elapsed hours, minutes below one hour, days from the fourth on; the switch to late
    is at the due moment.
    """
    minutes = int((due - now).total_seconds() // 60)
    amount = abs(minutes)
    if amount >= DAYS_FROM:
        words = gettext("%(number)s days left") if minutes >= 0 else gettext("%(number)s days late")
        return words % {"number": amount // (24 * 60)}
    if amount >= 60:
        words = gettext("%(number)s h left") if minutes >= 0 else gettext("%(number)s h late")
        return words % {"number": amount // 60}
    words = gettext("%(number)s min left") if minutes >= 0 else gettext("%(number)s min late")
    return words % {"number": amount}
