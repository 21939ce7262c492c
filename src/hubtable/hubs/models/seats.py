"""Delegations, seats, and the credentials of those who act without a seat."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.hubs.models.agencies import Agency, Program
from hubtable.hubs.models.hubs import Hub
from hubtable.hubs.models.people import Person
from hubtable.hubs.models.tables import Table
from hubtable.kernel.labels import Label
from hubtable.kernel.seat import Role


class Delegation(Row):
    """One agency (or one program of it) at one table: the one that sees (lock.md, 2)."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="delegations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="delegations")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class SeatRow(Row):
    """One person in one role, of a delegation, of an agency, or of the Hub."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=[(r.value, r.label) for r in Role])
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, related_name="seats"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "hubs_seat"
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="seat_at_table_has_delegation",
                condition=models.Q(
                    role__in=["chair", "coordinator", "representative", "alternate"],
                    delegation__isnull=False,
                )
                | models.Q(
                    role__in=["agency_lead", "privacy_contact"],
                    delegation=None,
                    agency__isnull=False,
                )
                | models.Q(
                    role__in=["analyst", "leadership", "community", "steward", "admin"],
                    delegation=None,
                ),
            )
        ]


class Credential(Row):
    """Lets a room, a link, a feed or a partner act (lock.md, Who acts). The secret is hashed.

    A room's is bound to a meeting (`record`): first the code to pair it by, then its own secret.
    """

    label = Label.HUB
    labels: ClassVar[dict[str, Label]] = {"secret": Label.SEALED}
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT)
    kind = models.CharField(
        max_length=8,
        choices=[(k, k) for k in ("room", "link", "feed", "partner")],
    )
    table = models.ForeignKey(Table, on_delete=models.PROTECT, null=True)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True)
    seat = models.ForeignKey(SeatRow, on_delete=models.PROTECT, null=True)
    record = models.UUIDField(null=True)
    act = models.CharField(max_length=40, blank=True)
    secret = models.CharField(max_length=64, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    wrong = models.PositiveSmallIntegerField(null=True)
    """Wrong codes typed while this one, to pair a screen, was open; null where there is none."""
