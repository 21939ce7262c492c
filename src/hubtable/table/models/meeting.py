"""Meetings, who was there, and who was there when one discussion was presented."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion


class Meeting(Row):
    """One meeting of a table. `current` is the discussion on now."""

    label = Label.HUB
    table = models.ForeignKey("hubs.Table", on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    current = models.UUIDField(null=True)
    blank = models.BooleanField(default=False)
    """The room's screen shows nothing."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["table", "number"], name="meeting_number_once"),
            models.UniqueConstraint(
                fields=["table"],
                condition=models.Q(ended_at=None),
                name="one_meeting_at_a_time",
            ),
        ]


class Attendance(Row):
    """A delegation in the room from `since` until before `until` (null: still there)."""

    label = Label.HUB
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    recorded_by_chair = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["meeting", "delegation"],
                condition=models.Q(until=None),
                name="in_the_room_once",
            )
        ]


class Presence(Row):
    """A delegation was in the room when this discussion was presented. Written by the lock only."""

    label = Label.HUB
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["discussion", "delegation"], name="presence_once")
        ]
