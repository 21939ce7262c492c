"""The names round: who was picked for whom, and what they answered."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
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
    consent = models.UUIDField(null=True)
    """What the telling rests on, if on consent: sight ends when that ends."""
    by_seat = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["subject", "delegation"], name="pick_once")
        ]


class Safeguard(Row):
    """Who may consent for one person, who may be told, who must not be; `id` is the person's.

    Codes, in every way of keeping names. Seen by those who see who the person is.
    """

    label = Label.SEALED
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    consenter = models.CharField(max_length=12, blank=True)
    """self, parent, guardian, agency or court."""
    may_tell = ArrayField(models.CharField(max_length=20), default=list)
    must_not = ArrayField(models.CharField(max_length=20), default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~models.Q(may_tell__overlap=models.F("must_not")),
                name="told_or_not_told",
            )
        ]


class Proposal(Row):
    """Whom the originating agency proposes to assign; `id` is the discussion.

    The desk hears it through the lock, with protected programs counted and not named.
    """

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    lead = models.UUIDField()
    assisting = ArrayField(models.UUIDField(), default=list)
    interpreter = models.BooleanField(default=False)
    by_seat = models.UUIDField()
    at = models.DateTimeField()


class Answer(Row):
    """Class `answered`: a picked agency's filter-3 answer about one person; the newest holds."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    kind = models.CharField(max_length=16)
    """serving, could_help, not_us or later."""
    heard = models.BooleanField(default=False)
    """Spoken, and recorded by the originating agency that heard it."""
    by_seat = models.UUIDField()
    at = models.DateTimeField()
