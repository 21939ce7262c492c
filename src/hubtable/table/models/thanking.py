"""Thanking: that who brought a closed situation was thanked, by whom in one word."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion
from hubtable.table.rules.thanking import Voice


class Thanks(Row):
    """One thanks, for the agencies that brought it. Written by the lock only.

    Who thanked stands in `Writer` under the same id: the agency can be a protected one, and those
    who are thanked see this row.
    """

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    voice = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Voice])
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["discussion"],
                condition=models.Q(voice="table"),
                name="table_thanks_once",
            )
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["discussion"], name="thanks_for")]
