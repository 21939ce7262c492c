"""The clock of the pages; nothing below reads one."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, in UTC."""
    return timezone.now()
