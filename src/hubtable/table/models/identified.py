"""The names round: who was picked for whom, and what they answered."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion, Subject


class Pick(Row):
    """The originating agency chose one delegation to be told about one affected person."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    on_screen = models.BooleanField()
    """Told here; otherwise by word or on paper, which opens no sight."""
    by_seat = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["subject", "delegation"], name="pick_once")
        ]


class Answer(Row):
    """Class `answered`: a picked agency's filter-3 answer about one person; the newest holds."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    kind = models.CharField(max_length=16)
    """serving, could_help, not_us or later."""
    by_seat = models.UUIDField()
    at = models.DateTimeField()
