"""What stops forgetting, what goes before it, and what proves it."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion


class Hold(Row):
    """Nothing of this table, or of this one discussion, is destroyed while it holds."""

    label = Label.HUB
    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT)
    table = models.ForeignKey("hubs.Table", on_delete=models.PROTECT)
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, null=True)
    reference = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=16)
    """lawsuit, subpoena, records_request or complaint."""
    by_seat = models.UUIDField()
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)


class Filing(Row):
    """An agency's own record of disclosures, offered to it before the discussion is forgotten."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    offered_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["discussion", "delegation"], name="filing_once")
        ]


class Proof(Row):
    """That one discussion was forgotten: what went, when, and on whose approval."""

    label = Label.HUB
    discussion = models.OneToOneField(Discussion, on_delete=models.PROTECT)
    table = models.ForeignKey("hubs.Table", on_delete=models.PROTECT)
    retention_days = models.PositiveIntegerField()
    approved_by = models.CharField(max_length=160)
    approved_on = models.DateField()
    identities = models.PositiveIntegerField()
    plans = models.PositiveIntegerField()
    at = models.DateTimeField()
