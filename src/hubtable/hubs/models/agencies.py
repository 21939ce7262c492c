"""Agencies, their programs under privacy regimes, their agreements."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hubtable.base.models import Row
from hubtable.hubs.models.hubs import Hub
from hubtable.hubs.rules.policies import AgreementKind
from hubtable.kernel.labels import Label


class Agency(Row):
    """An organization. `sector` is a code of the Hub's vocabulary."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=80)
    can_do = models.CharField(max_length=160, blank=True)
    """What it can do, in one line."""
    ends_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["hub", "name"], name="agency_once_per_hub")
        ]


class Program(Row):
    """A part of an agency under its own privacy regimes (codes of `policies.Regime`)."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="programs")
    name = models.CharField(max_length=120)
    regimes = ArrayField(models.CharField(max_length=12), default=list)
    ends_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]


class Agreement(Row):
    """What an agency has signed. Without a current one of information sharing it sees nothing."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=24, choices=AgreementKind.choices())
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
