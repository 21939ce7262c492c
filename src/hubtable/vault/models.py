"""The disclosure ledger and sealed identities. Both are written through the lock only."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hubtable.base.models import Row
from hubtable.kernel.labels import Label


class Ledger(Row):
    """One act by which a viewer comes to see one class of one record (architecture.md, One idea).

    `part` is one affected person (or place) for `identified` and `planned`, one answer for
    `answered`; null means the whole class. `viewer` is a delegation, a whole table, its desk, or a
    seat (emergency look). `opens` is false for what was spoken or handed over on paper.
    Sight holds from `since` until before `until`.
    """

    label = Label.AGENCY
    record = models.UUIDField()
    kind = models.CharField(max_length=10, db_column="class")
    part = models.UUIDField(null=True)
    viewer = models.UUIDField()
    by_seat = models.UUIDField(null=True)
    step = models.CharField(max_length=20)
    manner = models.CharField(max_length=10)
    basis = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)
    consent = models.UUIDField(null=True)
    opens = models.BooleanField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["record", "viewer", "kind"],
                include=["part", "since", "until", "opens"],
                name="ledger_sight",
            ),
            models.Index(fields=["viewer", "until"], name="ledger_viewer"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "announced",
                        "described",
                        "answered",
                        "identified",
                        "planned",
                        "reported",
                    ]
                ),
                name="ledger_class",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis="") & ~models.Q(reason=""), name="ledger_says_why"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["identified", "planned"])
                | models.Q(part__isnull=False),
                name="ledger_identity_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(manner__in=["screen", "spoken", "paper", "phone"]),
                name="ledger_manner",
            ),
        ]


class Sealed(Row):
    """The identity of one affected person or place, encrypted; `id` is that of the person.

    `body` is AES-256-GCM ciphertext bound to this row; its key lies in the key store.
    """

    label = Label.SEALED
    record = models.UUIDField(db_index=True)
    body = models.BinaryField()
    sealed_at = models.DateTimeField()


class Consent(Row):
    """What one person agreed to: which agencies may be told, for what, how long. Default is none.

    `recipients` are delegations; `form` is verbal or written. Sight that rests on it ends with it.
    """

    label = Label.AGENCY
    record = models.UUIDField(db_index=True)
    part = models.UUIDField()
    form = models.CharField(max_length=8, choices=[("verbal", "verbal"), ("written", "written")])
    recipients = ArrayField(models.UUIDField(), default=list)
    elsewhere = models.CharField(max_length=240, blank=True)
    """An agency at another Hub it names."""
    purposes = ArrayField(models.CharField(max_length=20), default=list)
    giver = models.CharField(max_length=12)
    """self, parent, guardian, agency or court."""
    language = models.CharField(max_length=40)
    text_version = models.CharField(max_length=20)
    by_delegation = models.UUIDField()
    by_seat = models.UUIDField()
    starts_at = models.DateTimeField()
    until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class Blind(Row):
    """Keyed hashes of a name and birth date, to recognize one person brought twice.

    `id` is the person's. Read by the lock only; never kept for protected programs.
    """

    label = Label.SEALED
    table_id = models.UUIDField()
    record = models.UUIDField()
    hashes = ArrayField(models.BinaryField(), default=list)
    at = models.DateTimeField()


class Asking(Row):
    """One comparison by the blind index: by whom and when, to limit how often."""

    label = Label.HUB
    by_seat = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["by_seat", "at"], name="asking_of")]
