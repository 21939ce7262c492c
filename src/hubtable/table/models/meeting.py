"""Meetings, who was there, and who was there when one discussion was presented."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion
from hubtable.table.rules.meeting import MeetingKind


class Meeting(Row):
    """One meeting of a table. `current` is the discussion on now."""

    label = Label.HUB
    table = models.ForeignKey("hubs.Table", on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    kind = models.CharField(
        max_length=10,
        choices=[(k.value, k.label) for k in MeetingKind],
        default=MeetingKind.REGULAR,
    )
    about = models.UUIDField(null=True)
    """The one situation of a small session."""
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
    by_seat = models.UUIDField(null=True)
    """Who checked in by a device; null when the chair recorded it."""
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


class Convened(Row):
    """A delegation asked to a small session: nobody else comes in. Written by the lock only.

    `quiet`: not by the desk, but because it brought what the session is about; only itself sees it.
    """

    label = Label.HUB
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="convened")
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    quiet = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "delegation"], name="convened_once")
        ]


class Call(Row):
    """An emergency session called for a time before it begins. Written by the lock only.

    `ended_at`: begun, called anew for another time, or called `off`.
    """

    label = Label.HUB
    table = models.ForeignKey("hubs.Table", on_delete=models.PROTECT)
    by_seat = models.UUIDField()
    made_at = models.DateTimeField()
    begins_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    off = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["table"], condition=models.Q(ended_at=None), name="one_call_at_a_time"
            )
        ]


class Door(Row):
    """The code by which agencies come into a meeting (its id is the meeting's), for desk and room.

    `wrong` counts wrong codes since the last change. Written by the lock only.
    """

    label = Label.AGENCY
    code = models.CharField(max_length=6)
    wrong = models.PositiveSmallIntegerField(default=0)


class Pulse(Row):
    """A number that grows with everything recorded while a meeting of the table is on.

    Its id is the table's. Written by the lock only.
    """

    label = Label.HUB
    number = models.BigIntegerField()


class Presence(Row):
    """A delegation was in the room when this discussion was presented. Written by the lock only."""

    label = Label.HUB
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["discussion", "delegation"], name="presence_once")
        ]
