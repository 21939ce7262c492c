"""The people who sit in seats, and their confidentiality agreements."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func
from django.db.models.lookups import LessThanOrEqual

from hubtable.base.models import Row
from hubtable.hubs.models.agencies import Agency
from hubtable.hubs.models.hubs import Hub
from hubtable.hubs.rules.photos import LARGEST_KEPT
from hubtable.kernel.labels import Label


class Person(Row):
    """Someone who works with the Hub. `user_id` is the account's id, kept by another role."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="people")
    user_id = models.UUIDField(default=uuid4, db_index=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="people")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    languages = ArrayField(models.CharField(max_length=40), default=list)
    ends_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["hub", "email"], name="person_once_per_hub"),
            models.UniqueConstraint(fields=["hub", "user_id"], name="user_once_per_hub"),
        ]


class Photo(Row):
    """How somebody looks, for the faces page: a small JPEG drawn anew from what they sent."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="photo")
    body = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="photo_small",
                condition=LessThanOrEqual(
                    Func("body", function="octet_length", output_field=models.IntegerField()),
                    LARGEST_KEPT,
                ),
            )
        ]


class Confidentiality(Row):
    """A signed confidentiality agreement. Without a current one a person has no seat."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="confidentiality")
    signed_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
