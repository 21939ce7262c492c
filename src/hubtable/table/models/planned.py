"""Class `planned`: who acts, their plan and attempts, per affected person."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion, Subject


class Assignment(Row):
    """Who leads and who assists. Written by the lock only: nobody who was not told before."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    role = models.CharField(max_length=9, choices=[("lead", "lead"), ("assisting", "assisting")])
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["discussion"],
                condition=models.Q(role="lead", until=None),
                name="one_lead",
            ),
            models.UniqueConstraint(
                fields=["discussion", "delegation"],
                condition=models.Q(until=None),
                name="assigned_once",
            ),
        ]


class Gathering(Row):
    """When and where the small group meets before it goes; the newest holds."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12)
    """right_after, call or at."""
    meets_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    interpreter = models.BooleanField(default=False)
    by_seat = models.UUIDField()
    at = models.DateTimeField()


class Clock(Row):
    """The hours of one accepted discussion; `id` is the discussion. Written by the lock only.

    Limits are elapsed hours after the acceptance (process.md, intervening).
    """

    label = Label.AGENCY
    accepted_at = models.DateTimeField()
    target_at = models.DateTimeField()
    limit_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    """The first visit; for a place the first visit or action."""

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["limit_at"], name="clock_running", condition=models.Q(stopped_at=None)
            )
        ]


class PlanNote(Row):
    """One entry of the plan for one person: a plan, an attempt, a contact, a service mobilized.

    A correction is a new entry that names the one it replaces.
    """

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12)
    """plan, attempt, contact or service."""
    code = models.CharField(max_length=60, blank=True)
    """How it was tried, what the person answered, how far the service came."""
    service = models.CharField(max_length=60, blank=True)
    """Kind of service (code of the vocabulary)."""
    name = models.CharField(max_length=120, blank=True)
    """The service's name."""
    text = models.CharField(max_length=300, blank=True)
    replaces = models.UUIDField(null=True)
    by_delegation = models.UUIDField()
    by_seat = models.UUIDField()
    at = models.DateTimeField()


class Decline(Row):
    """The person said no: identity and plan close for all but the originating agency at once."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    subject = models.OneToOneField(Subject, on_delete=models.PROTECT)
    by_seat = models.UUIDField()
    at = models.DateTimeField()
