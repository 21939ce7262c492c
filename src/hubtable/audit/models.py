"""The append-only, hash-chained trail: ids and verbs, never an identity."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Labelled
from hubtable.kernel.labels import Label


class Entry(Labelled):
    """One thing that happened. `hash` covers the entry and the hash before it in its chain.

    `hub` is whose administrator may read it: null for what happened to a situation.
    """

    label = Label.HUB
    pk = models.CompositePrimaryKey("chain", "seq")
    chain = models.CharField(max_length=8)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=80, blank=True)
    hub = models.UUIDField(null=True)
    verb = models.CharField(max_length=40)
    record = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["hub", "-at"], name="entry_hub_at"),
            models.Index(fields=["record", "at"], name="entry_record_at"),
        ]


class Head(Labelled):
    """The last entry of each chain; locked while one is appended."""

    label = Label.HUB
    chain = models.CharField(max_length=8, primary_key=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField()
