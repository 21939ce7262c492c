"""Who confirmed what and when, proposals and reports from outside, and the history of records."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label

LEVELS = ("organization", "location", "service")


class Verification(Row):
    """One confirmation of one record. The newest is copied to the record as `checked_on`."""

    label = Label.HUB
    labels: ClassVar[dict[str, Label]] = {"name": Label.AGENCY, "title": Label.AGENCY}
    record = models.UUIDField()
    level = models.TextField()
    """HSDS table: organization, location or service."""
    verified_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """A year later."""
    how = models.TextField()
    """mail · phone · visit · import."""
    seat = models.UUIDField(null=True)
    """Who wrote it down; null where the agency answered by itself."""
    name = models.TextField(default="")
    title = models.TextField(default="")
    """Name and title of the person at the agency who confirmed."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(level__in=LEVELS), name="verification_level_known"
            ),
            models.CheckConstraint(
                condition=models.Q(how__in=("mail", "phone", "visit", "import")),
                name="verification_how_known",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["record", "-verified_at"], name="verification_of_record"),
        ]


class Proposal(Row):
    """An agency asked by mail about its record, and what it answered. One link, one answer."""

    label = Label.AGENCY
    labels: ClassVar[dict[str, Label]] = {"digest": Label.SEALED}
    record = models.UUIDField()
    """An organization; the link shows its services and locations as well."""
    level = models.TextField(default="organization")
    to = models.TextField()
    """The mail address the question goes to."""
    state = models.TextField(default="waiting")
    """waiting (to be mailed) · asked · answered · approved · rejected · expired."""
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    """Seat."""
    digest = models.BinaryField(null=True, unique=True)
    """SHA-256 of the link's secret. The secret stands in the mail alone."""
    asked_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    name = models.TextField(default="")
    title = models.TextField(default="")
    proposed = models.JSONField(default=dict)
    """Table → id → field → [what stood there, what is proposed]; empty means: all is right."""
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    """Seat."""
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=("waiting", "asked", "answered", "approved", "rejected", "expired")
                ),
                name="proposal_state_known",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["record"], name="proposal_of_record"),
        ]


class Mistake(Row):
    """What anybody said is wrong with a record, from the public pages. Nothing of who said it."""

    label = Label.HUB
    record = models.UUIDField()
    level = models.TextField()
    at = models.DateTimeField()
    words = models.TextField()
    """At most 500 characters, without numbers and names the guard knows."""
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_how = models.TextField(default="")
    """mended · not a mistake."""

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["at"], name="mistake_open", condition=models.Q(settled_at=None)),
        ]


class Change(Row):
    """One field of one record, before and after. Never where a confidential place is."""

    label = Label.HUB
    act = models.UUIDField()
    """The saving it was part of: what is undone together."""
    record = models.UUIDField()
    table = models.TextField()
    field = models.TextField()
    """Empty: the whole record was added (`after`) or ended (`before`)."""
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    at = models.DateTimeField()
    seat = models.UUIDField(null=True)
    """Who did it; null where a feed did."""
    source = models.UUIDField(null=True)
    """The source whose feed did it."""
    how = models.TextField()
    """edit · undo · proposal · merge · unmerge · quarantine · taken · import."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(seat__isnull=False) | models.Q(source__isnull=False),
                name="change_by_somebody",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["record", "-at"], name="change_of_record"),
            models.Index(fields=["act"], name="change_of_act"),
        ]


class Merging(Row):
    """Two records that were one. `moved` is what pointed to the one that ended: the way back."""

    label = Label.HUB
    table = models.TextField()
    kept = models.UUIDField()
    ended = models.UUIDField()
    moved = models.JSONField(default=list)
    """[table, id, column] of each row that pointed to `ended`."""
    at = models.DateTimeField()
    seat = models.UUIDField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["ended"], name="merged_once", condition=models.Q(undone_at=None)
            ),
        ]
