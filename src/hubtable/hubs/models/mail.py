"""Mails that say that something waits for somebody. They carry a link and no content."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.hubs.models.hubs import Hub
from hubtable.hubs.models.people import Person
from hubtable.kernel.labels import Label


class Mail(Row):
    """One mail to one person. Written and read by the lock only.

    Who gets a mail about which record tells who takes part in it, a protected lead included: no
    page reads this table, and a row goes 30 days after its mail went.
    """

    label = Label.AGENCY
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    kind = models.CharField(max_length=24)
    """What waits (code). It chooses the page of the link."""
    record = models.UUIDField()
    occasion = models.CharField(max_length=80)
    """Once for each kind, record, person and occasion."""
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    """A worker is sending it until then; afterwards another may."""
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=12, blank=True)
    """Kind of the last error (`posting.Trouble`), never its text: that may quote the address."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["kind", "record", "person", "occasion"], name="mail_once"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(given_up_at=None),
                name="mail_sent_or_given_up",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["next_try_at"],
                name="mail_waiting",
                condition=models.Q(sent_at=None, given_up_at=None),
            ),
            models.Index(fields=["hub", "made_at"], name="mail_of_hub"),
        ]
