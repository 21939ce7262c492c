"""What every record of the directory has, and the sources it came from."""

from uuid import uuid4

from django.db import models

from hubtable.base.models import Labelled, Row
from hubtable.kernel.labels import Label


class Source(Row):
    """One feed: all its editions, base and changed, are the same source."""

    label = Label.PUBLIC
    key = models.TextField(unique=True)
    """A short word for `--source`, made from the file's or folder's name."""
    name = models.TextField()
    format = models.TextField(default="")
    address = models.TextField(default="")
    """The http address of an API; empty for files: a path would tell of the machine."""
    added_at = models.DateTimeField()
    last_import_at = models.DateTimeField(null=True)


class Record(Labelled):
    """A row of HSDS: where it came from, and what became of it.

    Texts are empty where nothing is known; dates and numbers are null.
    """

    label = Label.PUBLIC
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.ForeignKey(
        Source, on_delete=models.DO_NOTHING, null=True, db_index=False, related_name="+"
    )
    """Null: kept by our own stewards."""
    source_key = models.TextField(default="")
    """The id in the source's own words."""
    fingerprint = models.BinaryField(null=True)
    """Hash of what the source gave, so that *unchanged* is seen without comparing columns."""
    missing_since = models.DateTimeField(null=True)
    """Not in the last feed of its source: marked, never deleted."""
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """Removed by a steward, or merged into another; kept for feeds of removals."""
    version = models.PositiveIntegerField(default=1)
    written = models.BigIntegerField(null=True, editable=False, db_index=True)
    """Number of the transaction that wrote it last, for feeds of changes. The database sets it."""

    class Meta:
        abstract = True
