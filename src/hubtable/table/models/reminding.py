"""Which reminders of the clock went out."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion


class Reminder(Row):
    """One reminder about one acceptance. Making this row is what decides which worker reminds.

    A decision that was undone and made again is another acceptance, with reminders of its own.
    """

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12)
    """target_near, limit_near or overdue (`rules.clock.Reminding`)."""
    accepted_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["discussion", "kind", "accepted_at"], name="reminder_once"
            )
        ]
