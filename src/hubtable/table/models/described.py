"""Class `described`: codes only, and what each agency said when the table decided."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label
from hubtable.table.models.discussion import Discussion, Subject


class Description(Row):
    """One revision of the de-identified description. The highest revision holds.

    Revision 1 is edited while screening; every later one is a correction with a reason.
    """

    label = Label.HUB
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    revision = models.PositiveIntegerField(default=1)
    interpreter = models.BooleanField(null=True)
    language = models.CharField(max_length=40, blank=True)
    risk_factors = ArrayField(models.CharField(max_length=160), default=list)
    protective_factors = ArrayField(models.CharField(max_length=160), default=list)
    flags = ArrayField(models.CharField(max_length=160), default=list)
    reason = models.CharField(max_length=40, blank=True)
    """Why it was corrected (code); empty for revision 1."""
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["discussion", "revision"], name="revision_once"),
            models.CheckConstraint(
                condition=models.Q(revision=1) | ~models.Q(reason=""),
                name="correction_says_why",
            ),
        ]


class DescribedPerson(Row):
    """What one revision says of one affected person: role, sex, age group."""

    label = Label.HUB
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="people")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=12, blank=True)
    age_group = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["description", "subject"], name="person_once_per_revision"
            )
        ]


class Note(Row):
    """One checked sentence for members' own screens, where the table's policy allows it.

    `id` is the discussion. Never in the room, an export or the record; shredded at conclusion.
    """

    label = Label.AGENCY
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    text = models.CharField(max_length=300)
    by_seat = models.UUIDField()
    at = models.DateTimeField()


class Stance(Row):
    """What one agency said about one discussion (or one criterion of it) when it was decided.

    The newest row per delegation and criterion holds; `recorded_by_chair` when spoken.
    """

    label = Label.HUB
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT)
    delegation = models.ForeignKey("hubs.Delegation", on_delete=models.PROTECT)
    kind = models.CharField(max_length=12)
    """agree, object, abstain, or our_work ("this is our kind of work")."""
    criterion = models.CharField(max_length=20, blank=True)
    recorded_by_chair = models.BooleanField(default=False)
    by_seat = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["discussion", "at"], name="stance_of")]
