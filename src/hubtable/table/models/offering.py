"""Offering: a service of another agency, to who brought the situation, within the window."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion


class Offer(Row):
    """One service offered. Only the offering and the originating agency see it."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    service = models.CharField(max_length=120)
    by_seat = models.UUIDField()
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    """taken, thanks (not needed), or empty."""
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["discussion"], name="offer_to")]
