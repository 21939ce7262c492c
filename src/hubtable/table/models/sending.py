"""Moving to another Hub: one sealed packet for one named agency there."""

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion


class Packet(Row):
    """That a packet was made, for whom, on which consent; the packet itself is not kept."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    hub_name = models.CharField(max_length=120)
    agency_name = models.CharField(max_length=120)
    consent = models.UUIDField()
    by_seat = models.UUIDField()
    at = models.DateTimeField()
