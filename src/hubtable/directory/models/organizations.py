"""Organizations and what belongs to them alone. Names of fields are HSDS 3.1's."""

from typing import Any, ClassVar

from django.db import models

from hubtable.directory.models.records import Record


class Organization(Record):
    """Who provides services."""

    name = models.TextField()
    alternate_name = models.TextField(default="")
    description = models.TextField(default="")
    email = models.TextField(default="")
    website = models.TextField(default="")
    tax_status = models.TextField(default="")
    tax_id = models.TextField(default="")
    year_incorporated = models.IntegerField(null=True)
    legal_status = models.TextField(default="")
    logo = models.TextField(default="")
    uri = models.TextField(default="")
    parent_organization = models.ForeignKey(
        "self", on_delete=models.DO_NOTHING, null=True, db_index=False, related_name="parts"
    )
    checked_on = models.DateField(null=True)
    """When somebody last confirmed it (`Verification`); own addition."""

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["parent_organization"],
                name="organization_of_parent",
                condition=models.Q(parent_organization__isnull=False),
            ),
        ]


class OrganizationIdentifier(Record):
    """A number an organization is known by elsewhere: EIN, charity number."""

    organization = models.ForeignKey(
        Organization, on_delete=models.DO_NOTHING, related_name="organization_identifiers"
    )
    identifier_scheme = models.TextField(default="")
    identifier_type = models.TextField(default="")
    identifier = models.TextField(default="")


class Program(Record):
    """A group of services of one organization."""

    organization = models.ForeignKey(
        Organization, on_delete=models.DO_NOTHING, related_name="programs"
    )
    name = models.TextField()
    alternate_name = models.TextField(default="")
    description = models.TextField(default="")
