"""Runs of taking a feed in, what could not be taken in, and the words as they were given."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.directory.models.records import Source
from hubtable.kernel.labels import Label


class Import(Row):
    """One run. `cursor` is where it goes on when it was broken off."""

    label = Label.HUB
    source = models.ForeignKey(Source, models.DO_NOTHING, related_name="imports")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    format = models.TextField()
    dry_run = models.BooleanField(default=False)
    given = models.TextField(default="")
    """Name of the file or folder, or the address; never a path."""
    report = models.JSONField(default=dict)
    cursor = models.JSONField(default=dict)


class Quarantine(Row):
    """A row of a feed that could not be taken in, and why. Mended on a page."""

    label = Label.HUB
    run = models.ForeignKey(Import, models.DO_NOTHING, related_name="quarantined")
    table = models.TextField()
    """HSDS table."""
    row = models.IntegerField()
    """Row of the file, from 1."""
    source_key = models.TextField(default="")
    field = models.TextField(default="")
    reason = models.TextField()
    """Code of `rules/quarantine.py`."""
    given = models.JSONField()
    """The row as it was given."""
    fingerprint = models.BinaryField(null=True)
    """Of the row as it was given: when it comes again as it is, what was decided still holds."""
    record = models.UUIDField(null=True)
    """The record it became when it was mended, or that it would change."""
    settled_at = models.DateTimeField(null=True)
    settled_how = models.TextField(default="")
    """mended · dropped · taken · kept · came right."""

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["table", "reason"],
                name="quarantine_open",
                condition=models.Q(settled_at=None),
            ),
        ]


class Original(Row):
    """The words a value was read from, kept only where they differ from what was understood."""

    label = Label.PUBLIC
    record = models.UUIDField()
    table = models.TextField()
    """HSDS table."""
    field = models.TextField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["record", "field"], name="original_once"),
        ]
