"""Two originating agencies: what the coordinator was told, and what each agency answered."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion


class Match(Row):
    """Two open discussions that may be of the same person. Only the desk sees the pair."""

    label = Label.AGENCY
    table = models.ForeignKey("hubs.Table", on_delete=models.PROTECT)
    first = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="+")
    """The one brought later; it goes into the first when they are joined."""
    by_desk = models.BooleanField(default=False)
    """Named by the desk, and not by the blind index."""
    found_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    joined = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["first", "second"], name="match_once")
        ]


class Asked(Row):
    """The question to one originating agency: may yours be joined with another? Its answer."""

    label = Label.AGENCY
    match = models.ForeignKey(Match, on_delete=models.PROTECT)
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    asked_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["match", "delegation"], name="asked_once")
        ]
