"""What is looked at afterwards: emergency looks, and what was said too much."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion, Subject


class Look(Row):
    """One emergency look (process.md, Break glass), to be reviewed within 7 days."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    by_seat = models.UUIDField()
    ground = models.CharField(max_length=20)
    """serious_harm or medical_emergency."""
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    """What the review found: right, wrong or unclear."""
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)


class Excess(Row):
    """Too much was said: when, about which discussion, who was present; not what was said."""

    label = Label.AGENCY
    table = models.ForeignKey("hubs.Table", on_delete=models.PROTECT)
    meeting = models.UUIDField()
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, null=True)
    present = ArrayField(models.UUIDField(), default=list)
    by_seat = models.UUIDField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    """What the review found: talked (the table was reminded), notified, or nothing."""
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
