"""Feeds that stewards hand in on a page, until the worker has taken them in."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.directory.rules.delivering import DeliveryState
from hubtable.kernel.labels import Label


class Delivery(Row):
    """A feed as it was handed in, what was found in it, and what became of it."""

    label = Label.HUB
    given = models.TextField()
    """Name of the file; never a path."""
    source = models.TextField(default="")
    """Whose feed it is, where that was said."""
    partial = models.BooleanField(default=False)
    mapping = models.TextField(default="")
    state = models.CharField(
        max_length=8, choices=DeliveryState.choices(), default=DeliveryState.WAITING
    )
    take = models.BooleanField(default=False)
    """Whether it is to be taken in, or only looked at."""
    handed_at = models.DateTimeField()
    handed_by = models.UUIDField()
    """Seat."""
    told_at = models.DateTimeField(null=True)
    """When whoever works on it last said that it does."""
    deaths = models.PositiveSmallIntegerField(default=0)
    """How many have died over it: one that kills whoever works on it is given up."""
    doing = models.TextField(default="")
    rows = models.IntegerField(default=0)
    report = models.JSONField(default=dict)
    trouble = models.TextField(default="")
    """Why it could not be read: a sentence."""
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class DeliveryPart(Row):
    """A piece of the file. It is gone when the feed was taken in or left."""

    label = Label.HUB
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="parts")
    number = models.IntegerField()
    body = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["delivery", "number"], name="delivery_part_once"),
        ]
