"""Places. The street of a confidential one stands in a table of its own, under a lock of its own.

`base/lock/14_directory.sql` keeps street, point and originals out of every other table.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hubtable.base.models import Labelled
from hubtable.directory.models.organizations import Organization
from hubtable.directory.models.records import Record
from hubtable.kernel.labels import Label

KINDS = ("physical", "postal", "virtual")
"""Of a location and of an address (HSDS 3.1, location_type and address_type)."""
PRECISIONS = ("exact", "zip", "town", "none")


class Location(Record):
    """Where a service is given. Latitude and longitude in degrees (WGS 84)."""

    location_type = models.TextField(default="physical")
    url = models.TextField(default="")
    organization = models.ForeignKey(
        Organization,
        on_delete=models.DO_NOTHING,
        null=True,
        db_index=False,
        related_name="locations",
    )
    name = models.TextField(default="")
    alternate_name = models.TextField(default="")
    description = models.TextField(default="")
    transportation = models.TextField(default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    external_identifier = models.TextField(default="")
    external_identifier_type = models.TextField(default="")
    confidential = models.BooleanField(default=False)
    """Only town and state are told of it. Set by `actions/hiding.py` alone; own addition."""
    precision = models.TextField(default="none")
    """What the point stands for: the door, the middle of a ZIP code or of a town; own addition."""
    time_zone = models.TextField(default="")
    """IANA name; empty means the installation's; own addition."""
    checked_on = models.DateField(null=True)
    """When somebody last confirmed it (`Verification`); own addition."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(location_type__in=KINDS), name="location_type_of_hsds"
            ),
            models.CheckConstraint(
                condition=models.Q(precision__in=PRECISIONS), name="location_precision_known"
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="location_point_on_earth",
            ),
            models.CheckConstraint(
                condition=models.Q(confidential=False) | models.Q(latitude=None),
                name="location_confidential_no_point",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["organization"],
                name="location_of_organization",
                condition=models.Q(organization__isnull=False),
            ),
        ]


class Address(Record):
    """How to write to a place or find it. Of a confidential one: town and state only."""

    location = models.ForeignKey(Location, on_delete=models.DO_NOTHING, related_name="addresses")
    attention = models.TextField(default="")
    address_1 = models.TextField(default="")
    address_2 = models.TextField(default="")
    city = models.TextField(default="")
    region = models.TextField(default="")
    state_province = models.TextField(default="")
    postal_code = models.TextField(default="")
    country = models.TextField(default="")
    address_type = models.TextField(default="physical")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(address_type__in=KINDS), name="address_type_of_hsds"
            ),
        ]


class Accessibility(Record):
    """How a place can be entered and used by people with disabilities."""

    location = models.ForeignKey(
        Location, on_delete=models.DO_NOTHING, related_name="accessibility"
    )
    description = models.TextField(default="")
    details = models.TextField(default="")
    url = models.TextField(default="")


class ConfidentialPlace(Labelled):
    """What is kept from everybody but stewards of one location. Written by the lock only."""

    label = Label.AGENCY
    location = models.OneToOneField(
        Location, on_delete=models.DO_NOTHING, primary_key=True, related_name="+"
    )
    held = models.JSONField(default=dict)
    """Table → id → field → the value that was taken out of it."""
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    originals = models.JSONField(default=list)
    """Rows of originals, history, quarantine and proposals that told of it."""
    patterns = ArrayField(models.TextField(), default=list)
    """Regular expressions of its streets: what no other text of the directory may contain."""
    covered = ArrayField(models.TextField(), default=list)
    """Those of them that were taken out of what was written before."""
    hidden_at = models.DateTimeField()
    hidden_by = models.UUIDField(null=True)
    """Seat."""
