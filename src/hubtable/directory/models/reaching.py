"""How and when somebody is reached: phones, contacts, hours, languages, web addresses."""

from typing import Any, ClassVar

from django.db import models

from hubtable.directory.models.locations import Location
from hubtable.directory.models.organizations import Organization
from hubtable.directory.models.records import Record
from hubtable.directory.models.services import Service, ServiceAtLocation


def _where(field: str, table: str) -> models.Index:
    """Return the index of a link that most rows do not have."""
    return models.Index(
        fields=[field],
        name=f"{table}_of_{field}",
        condition=models.Q(**{f"{field}__isnull": False}),
    )


class Contact(Record):
    """A person or desk to ask for."""

    organization = models.ForeignKey(
        Organization, models.DO_NOTHING, null=True, db_index=False, related_name="contacts"
    )
    service = models.ForeignKey(
        Service, models.DO_NOTHING, null=True, db_index=False, related_name="contacts"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.DO_NOTHING, null=True, db_index=False, related_name="contacts"
    )
    location = models.ForeignKey(
        Location, models.DO_NOTHING, null=True, db_index=False, related_name="contacts"
    )
    name = models.TextField(default="")
    title = models.TextField(default="")
    department = models.TextField(default="")
    email = models.TextField(default="")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            _where("organization", "contact"),
            _where("service", "contact"),
            _where("service_at_location", "contact"),
            _where("location", "contact"),
        ]


class Phone(Record):
    """A number: what can be dialed, and what it is for."""

    location = models.ForeignKey(
        Location, models.DO_NOTHING, null=True, db_index=False, related_name="phones"
    )
    service = models.ForeignKey(
        Service, models.DO_NOTHING, null=True, db_index=False, related_name="phones"
    )
    organization = models.ForeignKey(
        Organization, models.DO_NOTHING, null=True, db_index=False, related_name="phones"
    )
    contact = models.ForeignKey(
        Contact, models.DO_NOTHING, null=True, db_index=False, related_name="phones"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.DO_NOTHING, null=True, db_index=False, related_name="phones"
    )
    number = models.TextField()
    extension = models.TextField(default="")
    """As it is dialed: leading zeros matter. HSDS writes a number."""
    type = models.TextField(default="")
    description = models.TextField(default="")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            _where("location", "phone"),
            _where("service", "phone"),
            _where("organization", "phone"),
            _where("contact", "phone"),
            _where("service_at_location", "phone"),
        ]


class Schedule(Record):
    """When it is open (RFC 5545 as HSDS writes it), or what was said of it in prose."""

    service = models.ForeignKey(
        Service, models.DO_NOTHING, null=True, db_index=False, related_name="schedules"
    )
    location = models.ForeignKey(
        Location, models.DO_NOTHING, null=True, db_index=False, related_name="schedules"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.DO_NOTHING, null=True, db_index=False, related_name="schedules"
    )
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    dtstart = models.DateField(null=True)
    timezone = models.FloatField(null=True)
    """Hours from UTC, as HSDS has it."""
    until = models.DateField(null=True)
    count = models.IntegerField(null=True)
    wkst = models.TextField(default="")
    freq = models.TextField(default="")
    interval = models.IntegerField(null=True)
    byday = models.TextField(default="")
    byweekno = models.TextField(default="")
    bymonthday = models.TextField(default="")
    byyearday = models.TextField(default="")
    description = models.TextField(default="")
    opens_at = models.TimeField(null=True)
    closes_at = models.TimeField(null=True)
    schedule_link = models.TextField(default="")
    attending_type = models.TextField(default="")
    notes = models.TextField(default="")
    by_appointment = models.BooleanField(default=False)
    """Own addition."""
    holiday = models.TextField(default="")
    """`closed` or `open` on the days from `valid_from` to `valid_to`; else empty. Own addition."""
    given = models.TextField(default="")
    """The hours in the source's own words. Own addition."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(freq__in=("", "WEEKLY", "MONTHLY")), name="schedule_freq_of_hsds"
            ),
            models.CheckConstraint(
                condition=models.Q(holiday__in=("", "closed", "open")),
                name="schedule_holiday_known",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            _where("service", "schedule"),
            _where("location", "schedule"),
            _where("service_at_location", "schedule"),
        ]


class Language(Record):
    """A language spoken there, or by who answers a phone."""

    service = models.ForeignKey(
        Service, models.DO_NOTHING, null=True, db_index=False, related_name="languages"
    )
    location = models.ForeignKey(
        Location, models.DO_NOTHING, null=True, db_index=False, related_name="languages"
    )
    phone = models.ForeignKey(
        Phone, models.DO_NOTHING, null=True, db_index=False, related_name="languages"
    )
    name = models.TextField(default="")
    code = models.TextField(default="")
    """ISO 639-1 where there is one, else ISO 639-3."""
    note = models.TextField(default="")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            _where("service", "language"),
            _where("location", "language"),
            _where("phone", "language"),
        ]


class Url(Record):
    """A further web address of an organization or a service."""

    label_of_link = models.TextField(default="", db_column="label")
    """HSDS calls it `label`, a word that says here how private a table is."""
    url = models.TextField()
    organization = models.ForeignKey(
        Organization,
        models.DO_NOTHING,
        null=True,
        db_index=False,
        related_name="additional_websites",
    )
    service = models.ForeignKey(
        Service, models.DO_NOTHING, null=True, db_index=False, related_name="additional_urls"
    )

    class Meta:
        indexes: ClassVar[list[Any]] = [
            _where("organization", "url"),
            _where("service", "url"),
        ]
