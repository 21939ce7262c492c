"""What every domain's tables share, and the few rows the house itself keeps."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models

from hubtable.kernel.labels import Label


class Labelled(models.Model):
    """A table whose fields carry a privacy label.

    `label` holds for every field but those named in `labels`.
    """

    label: ClassVar[Label]
    labels: ClassVar[dict[str, Label]] = {}

    class Meta:
        abstract = True


class Row(Labelled):
    """A table with a random key: sequences would tell how many rows there are."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True


def label_of(model: type[Labelled], field: str) -> Label:
    """Return the privacy label of one field of a model."""
    return model.labels.get(field, model.label)


class Installation(Labelled):
    """One row: whether the data here is practice, written once when the data is made."""

    label = Label.PUBLIC
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    practice = models.BooleanField()
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_installation")
        ]


class Receipt(Row):
    """A form that was sent: the same request id again gets the first answer again."""

    label = Label.HUB
    actor = models.UUIDField()
    location = models.CharField(max_length=300)
    at = models.DateTimeField()
