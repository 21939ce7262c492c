"""A file somebody brings in, between the look at it and the decision."""

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label


class Intake(Row):
    """One file, sealed: only the seat that sent it reads it, and for an hour at most.

    Its key is an orphan of the key store and swept as one; without it nothing here can be read.
    """

    label = Label.SEALED
    table = models.ForeignKey("hubs.Table", on_delete=models.PROTECT)
    by_seat = models.UUIDField()
    at = models.DateTimeField()
    body = models.BinaryField()
    """The file as it came; after the taking in, the rows that were set aside."""
    found = models.BinaryField()
    """What was found in it: counts and problems."""
    taken_at = models.DateTimeField(null=True)
