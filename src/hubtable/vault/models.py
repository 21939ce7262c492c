"""The disclosure ledger and sealed identities. Both are written through the lock only."""

from typing import Any, ClassVar

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
