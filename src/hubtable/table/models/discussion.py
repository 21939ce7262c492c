"""A discussion's skeleton, who brought it, and the originating agency's own worksheet."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.rules.moves import State


class Discussion(Row):
    """One situation: what is seen with any open row of the ledger. Moved by the lock only."""

    label = Label.HUB
    table = models.ForeignKey("hubs.Table", on_delete=models.PROTECT)
    type = models.CharField(max_length=16)
    reference = models.CharField(max_length=12, blank=True)
    """D-0141, given when submitted."""
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State])
    version = models.PositiveIntegerField(default=1)
    moved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    presented_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["table", "-moved_at"], name="discussion_newest"),
            models.Index(fields=["table", "reference"], name="discussion_reference"),
            models.Index(
                fields=["table", "state", "-moved_at"],
                name="discussion_open",
                condition=~models.Q(state__in=["concluded", "rejected", "forgotten", "withdrawn"]),
            ),
        ]


class Origin(Row):
    """Which delegation brought the discussion; only that delegation sees this row."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    by_seat = models.UUIDField()
    entered_at = models.DateTimeField(null=True)
    """When the desk entered it for the agency; null where the agency brought it itself."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["discussion", "delegation"], name="origin_once")
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["delegation"], name="origin_of")]


class Announcement(Row):
    """What the desk sees of a submitted discussion besides its skeleton; `id` is the discussion."""

    label = Label.HUB
    sector = models.CharField(max_length=80)


class Subject(Row):
    """An affected person, or the place of a discussion without one."""

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="subjects")
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT, null=True)
    """Who brought them; null where a file that was taken in does not say."""
    protected = models.BooleanField(default=False)
    """Known to a protected program: told to nobody without written consent."""
    sealed_off = models.BooleanField(default=False)
    """Known to a victim services program: no emergency look, not even for medical personnel."""


class Worksheet(Row):
    """The originating agency's own screening (filter 1); `id` is the discussion."""

    label = Label.AGENCY
    danger_now = models.BooleanField(null=True)
    """Answer to: is anyone in danger right now?"""
    abuse_suspected = models.BooleanField(null=True)
    """Answer to: might a child, elder or person with a disability be abused or neglected?"""
    criteria = ArrayField(models.CharField(max_length=20), default=list)
    """Criteria of acutely elevated risk the agency affirms (codes)."""
    tried = ArrayField(models.CharField(max_length=40), default=list)
    """What the agency has tried (codes)."""
    regimes = ArrayField(models.CharField(max_length=12), default=list)
    """Privacy regimes the agency's information is under (codes)."""
    consent = models.CharField(max_length=8, blank=True)
    """none, verbal or written."""
    emergency = models.BooleanField(default=False)
    """A school program records a health or safety emergency (process.md, Protected sources)."""
    earlier = models.UUIDField(null=True)
    """A situation closed before of which this one is the return."""
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()


class Writer(Row):
    """Which seat wrote a row that others see too; `id` is that row's.

    It stands apart because the seat names its agency: in a description that would be the origin,
    in an update a protected lead. Only the seat's own delegation sees it.
    """

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    by_seat = models.UUIDField()
