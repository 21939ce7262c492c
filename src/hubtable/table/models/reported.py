"""Class `reported`: what the whole table hears. No text field exists here."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion


class Report(Row):
    """One row a discussion; `id` is the discussion. Written by the lock only.

    A protected program stands as "a protected agency": counted here, never named.
    """

    label = Label.HUB
    labels: ClassVar[dict[str, Label]] = {}
    number = models.CharField(max_length=12, blank=True)
    """Hub number, given once accepted, such as 2026-014."""
    lead = models.UUIDField(null=True)
    lead_protected = models.BooleanField(default=False)
    assisting = ArrayField(models.UUIDField(), default=list)
    assisting_protected = models.PositiveSmallIntegerField(default=0)
    assigned_at = models.DateTimeField(null=True)
    """When lead and assisting agencies were last recorded: it can be at a later meeting than the
    decision."""
    reason = models.CharField(max_length=160, blank=True)
    """Why it was rejected or concluded (code of the vocabulary)."""
    lowered = models.BooleanField(null=True)
    """At conclusion: overall risk lowered."""
    connected = models.BooleanField(null=True)
    """At conclusion: the person receives the service. Recorded apart from `lowered`."""
    overdue = models.BooleanField(default=False)
    """The limit passed without a first visit."""
    returned = models.BooleanField(default=False)
    """It is the return of a situation closed before."""

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["number"], name="report_number")]


class Update(Row):
    """The lead's two answers at one meeting: still at risk? connected?"""

    label = Label.HUB
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    still_at_risk = models.BooleanField()
    connected = models.BooleanField()
    meeting = models.UUIDField(null=True)
    recorded_by_chair = models.BooleanField(default=False)
    at = models.DateTimeField()
