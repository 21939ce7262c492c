"""The three filters a stock project would add for this page."""

from collections.abc import Callable
from datetime import datetime

from django import template

from hubtable.ui import wording

register = template.Library()


@register.filter
def short_date(moment: datetime, zone: str) -> str:
    """Return a day in short, in a zone."""
    return wording.short_date(moment, zone)


@register.filter
def sorted_by(link: Callable[[str], str], order: str) -> str:
    """Return the address of another order."""
    return link(order)


@register.filter
def plus(number: int, more: int) -> int:
    """Return a sum."""
    return number + more
