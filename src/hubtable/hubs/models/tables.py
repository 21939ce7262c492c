"""Tables, with their whole policy as data (process.md, The table)."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hubtable.base.models import Row
from hubtable.hubs.models.hubs import Hub
from hubtable.hubs.models.vocabulary import VocabularyVersion
from hubtable.hubs.rules.policies import Deciding, Keeping, NamesRound, Rhythm
from hubtable.kernel.labels import Label


class Table(Row):
    """The standing group that meets. Hours are elapsed hours; days end at local midnight."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="tables")
    name = models.CharField(max_length=120)
    desk = models.UUIDField(default=uuid4, editable=False)
    """What chair and coordinator see as such is given to this id in the ledger."""
    practice = models.BooleanField(default=False)
    """Decided at the opening: all people here are invented. No role of the web may change it."""
    weekday = models.PositiveSmallIntegerField(default=1)
    """0 Monday to 6 Sunday."""
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    rhythm = models.CharField(max_length=12, choices=Rhythm.choices(), default=Rhythm.WEEKLY)
    time_zone = models.CharField(max_length=60)
    deciding = models.CharField(
        max_length=12, choices=Deciding.choices(), default=Deciding.OBJECTIONS
    )
    names_round = models.CharField(
        max_length=12, choices=NamesRound.choices(), default=NamesRound.SILENT
    )
    keeping = models.CharField(max_length=18, choices=Keeping.choices(), default=Keeping.NOT_STORED)
    note_allowed = models.BooleanField(default=False)
    offering_hours = models.PositiveSmallIntegerField(default=24)
    contact_target_hours = models.PositiveSmallIntegerField(default=24)
    contact_limit_hours = models.PositiveSmallIntegerField(default=48)
    retention_days = models.PositiveIntegerField(null=True)
    retention_approved_by = models.CharField(max_length=160, blank=True)
    retention_approved_on = models.DateField(null=True)
    vocabulary = models.ForeignKey(VocabularyVersion, on_delete=models.PROTECT)
    offered_categories = ArrayField(models.CharField(max_length=160), default=list)
    offered_factors = ArrayField(models.CharField(max_length=160), default=list)
    ends_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["hub", "name"], name="table_once_per_hub"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="table_weekday"),
            models.CheckConstraint(
                condition=models.Q(contact_target_hours__lte=models.F("contact_limit_hours")),
                name="table_target_within_limit",
            ),
            models.CheckConstraint(
                condition=models.Q(retention_approved_on=None)
                | ~models.Q(retention_approved_by=""),
                name="table_retention_names_approval",
            ),
        ]
