"""Services and what belongs to them alone. Names of fields are HSDS 3.1's."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Coalesce, Lower, NullIf

from hubtable.directory.models.locations import Location
from hubtable.directory.models.organizations import Organization, Program
from hubtable.directory.models.records import Record

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
"""Of a service (HSDS 3.1, service.status)."""
CAPACITIES = ("open", "waiting_list", "full", "unknown")
WAYS = ("phone", "walk_in", "online", "email", "referral")


class Service(Record):
    """What is offered to people."""

    organization = models.ForeignKey(
        Organization, on_delete=models.DO_NOTHING, related_name="services"
    )
    program = models.ForeignKey(
        Program, on_delete=models.DO_NOTHING, null=True, db_index=False, related_name="services"
    )
    name = models.TextField()
    alternate_name = models.TextField(default="")
    description = models.TextField(default="")
    url = models.TextField(default="")
    email = models.TextField(default="")
    status = models.TextField(default="active")
    interpretation_services = models.TextField(default="")
    application_process = models.TextField(default="")
    fees_description = models.TextField(default="")
    wait_time = models.TextField(default="")
    fees = models.TextField(default="")
    accreditations = models.TextField(default="")
    eligibility_description = models.TextField(default="")
    free = models.BooleanField(null=True)
    """What its fees say: free, not free, or not known; own addition."""
    minimum_age = models.FloatField(null=True)
    """In years."""
    maximum_age = models.FloatField(null=True)
    assured_date = models.DateField(null=True)
    """When the source says it was checked."""
    assurer_email = models.TextField(default="")
    licenses = models.TextField(default="")
    alert = models.TextField(default="")
    last_modified = models.DateTimeField(null=True)
    checked_on = models.DateField(null=True)
    """When somebody last confirmed it here (`Verification`); own addition."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(status__in=STATUSES), name="service_status_of_hsds"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["program"],
                name="service_of_program",
                condition=models.Q(program__isnull=False),
            ),
        ]


class ServiceAtLocation(Record):
    """A service at a place: what people look for."""

    service = models.ForeignKey(
        Service, on_delete=models.DO_NOTHING, related_name="service_at_locations"
    )
    location = models.ForeignKey(
        Location, on_delete=models.DO_NOTHING, related_name="service_at_locations"
    )
    description = models.TextField(default="")


class ServiceArea(Record):
    """Whom a service serves by where they live; says nothing of where the service is."""

    service = models.ForeignKey(
        Service,
        on_delete=models.DO_NOTHING,
        null=True,
        db_index=False,
        related_name="service_areas",
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation,
        on_delete=models.DO_NOTHING,
        null=True,
        db_index=False,
        related_name="service_areas",
    )
    name = models.TextField(default="")
    description = models.TextField(default="")
    extent = models.TextField(default="")
    extent_type = models.TextField(default="")
    uri = models.TextField(default="")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["service"],
                name="area_of_service",
                condition=models.Q(service__isnull=False),
            ),
            models.Index(
                fields=["service_at_location"],
                name="area_of_service_at_location",
                condition=models.Q(service_at_location__isnull=False),
            ),
        ]


class RequiredDocument(Record):
    """What to bring."""

    service = models.ForeignKey(
        Service, on_delete=models.DO_NOTHING, related_name="required_documents"
    )
    document = models.TextField(default="")
    uri = models.TextField(default="")


class CostOption(Record):
    """What it costs, for whom."""

    service = models.ForeignKey(Service, on_delete=models.DO_NOTHING, related_name="cost_options")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    option = models.TextField(default="")
    currency = models.TextField(default="")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    amount_description = models.TextField(default="")


class Funding(Record):
    """Where the money comes from, of an organization or a service."""

    organization = models.ForeignKey(
        Organization, on_delete=models.DO_NOTHING, null=True, related_name="funding"
    )
    service = models.ForeignKey(
        Service, on_delete=models.DO_NOTHING, null=True, related_name="funding"
    )
    source_of_funds = models.TextField(default="", db_column="source")
    """HSDS calls it `source`, a word that says here where a record came from."""


class Unit(Record):
    """What a capacity is counted in: beds, places."""

    name = models.TextField()
    scheme = models.TextField(default="")
    identifier = models.TextField(default="")
    uri = models.TextField(default="")


class ServiceCapacity(Record):
    """Openings and waiting lists, with the date they were told."""

    service = models.ForeignKey(Service, on_delete=models.DO_NOTHING, related_name="capacities")
    unit = models.ForeignKey(Unit, on_delete=models.DO_NOTHING, null=True, related_name="+")
    available = models.FloatField(null=True)
    maximum = models.FloatField(null=True)
    description = models.TextField(default="")
    updated = models.DateTimeField(null=True)
    status = models.TextField(default="unknown")
    """Own addition."""
    told_at = models.DateTimeField(null=True)
    """When the agency told it; own addition."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(status__in=CAPACITIES), name="capacity_status_known"
            ),
        ]


class InsuranceAccepted(Record):
    """An insurance a service takes; own addition."""

    service = models.ForeignKey(Service, on_delete=models.DO_NOTHING, related_name="insurance")
    code = models.TextField(default="")
    """In the words of a source that has codes; empty where a steward wrote the name."""
    name = models.TextField()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                Lower(Coalesce(NullIf("code", models.Value("")), "name")),
                name="insurance_taken",
                condition=models.Q(ended_at=None),
            )
        ]


class ContactWay(Record):
    """How one may come to a service; own addition."""

    service = models.ForeignKey(Service, on_delete=models.DO_NOTHING, related_name="contact_ways")
    way = models.TextField()
    note = models.TextField(default="")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(way__in=WAYS), name="contact_way_known"),
        ]
