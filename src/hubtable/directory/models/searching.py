"""What is searched: one row per service at a location, and per service without one."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from hubtable.base.models import Row
from hubtable.directory.models.locations import Location
from hubtable.directory.models.organizations import Organization
from hubtable.directory.models.services import Service
from hubtable.kernel.labels import Label

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
else:
    Column = models.Field


class Cube(Column):
    """A point in three dimensions (extension cube)."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        """Return the type of the column."""
        return "cube"


class Minutes(Column):
    """Ranges of minutes of the week, from Monday 0:00."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        """Return the type of the column."""
        return "int4multirange"


class Listing(Row):
    """A service at a place as the search sees it, made anew from the records.

    Empty lists and nulls mean that it is not known: unknown never excludes.
    """

    label = Label.PUBLIC
    service = models.ForeignKey(Service, models.DO_NOTHING, related_name="listings")
    location = models.ForeignKey(Location, models.DO_NOTHING, null=True, related_name="listings")
    organization = models.ForeignKey(
        Organization, models.DO_NOTHING, db_index=False, related_name="listings"
    )
    name = models.TextField()
    """What it is sorted by: name of the service, then of the organization."""
    words = SearchVectorField(null=True)
    categories = ArrayField(models.UUIDField(), default=list)
    """Terms with all their ancestors."""
    place = Cube(null=True)
    """Of the unit sphere scaled to meters; null where no point is known."""
    town = models.TextField(default="")
    state = models.TextField(default="")
    postal_code = models.TextField(default="")
    serves = ArrayField(models.TextField(), default=list)
    min_age = models.FloatField(null=True)
    max_age = models.FloatField(null=True)
    languages = ArrayField(models.TextField(), default=list)
    insurance = ArrayField(models.TextField(), default=list)
    free = models.BooleanField(null=True)
    remote = models.BooleanField(default=False)
    capacity = models.TextField(default="unknown")
    hours = Minutes(null=True)
    checked_on = models.DateField(null=True)
    confidential = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            GinIndex(fields=["words"], name="listing_words"),
            GinIndex(fields=["categories"], name="listing_categories"),
            GistIndex(fields=["place"], name="listing_place"),
        ]
