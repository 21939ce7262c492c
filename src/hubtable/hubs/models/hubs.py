"""Hubs and their towns."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label


class Hub(Row):
    """A program in a community. Two Hubs in one installation know nothing of each other."""

    label = Label.PUBLIC
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="America/New_York")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)


class Town(Row):
    """A town or city a Hub serves. `state` is a US state or Canadian province code."""

    label = Label.PUBLIC
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="towns")
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=2)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["hub", "name", "state"], name="town_once_per_hub")
        ]
