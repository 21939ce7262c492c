"""How often help of a kind was looked for in a town. Nothing of who looked, no word typed."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label


class SearchCount(Row):
    """Searches of the finder on one day. Read by `lock.searches_counted` alone: five and up."""

    label = Label.HUB
    day = models.DateField()
    category = models.TextField(default="")
    """A code of our vocabulary; empty where the words meant none of it."""
    town = models.TextField(default="")
    """Empty where no place was named."""
    state = models.TextField(default="")
    """Of the town: MA."""
    searches = models.PositiveIntegerField(default=0)
    without = models.PositiveIntegerField(default=0)
    """Those of them that found nothing."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["day", "category", "town", "state"], name="searches_counted_once"
            ),
        ]
