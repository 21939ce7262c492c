"""What is searched: one row per service at a location, and per service without one."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from hubtable.base.models import Labelled
from hubtable.directory.models.locations import Location
from hubtable.directory.models.organizations import Organization
from hubtable.directory.models.services import Service
from hubtable.kernel.labels import Label

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
else:
    Column = models.Field


class Minutes(Column):
    """Ranges of minutes of the week, from Monday 0:00."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        """Return the type of the column."""
        return "int4multirange"


class Listing(Labelled):
    """A service at a place as the search sees it, made anew from the records (`listing.sql`).

    Empty lists and nulls mean that it is not known: unknown never excludes. Categories and the
    place stand in `words` as well, as words that no text contains (`rules/marks.py`): text,
    category and place are one look into one index.
    """

    label = Label.PUBLIC
    id = models.UUIDField(primary_key=True, editable=False)
    """Of the service at location; of the service where it has no location."""
    service = models.ForeignKey(Service, models.DO_NOTHING, related_name="listings")
    location = models.ForeignKey(
        Location, models.DO_NOTHING, null=True, db_index=False, related_name="listings"
    )
    organization = models.ForeignKey(
        Organization, models.DO_NOTHING, db_index=False, related_name="listings"
    )
    name = models.TextField()
    """Of the service, then of the organization, in small letters without accents."""
    words = SearchVectorField()
    named = SearchVectorField()
    """Names alone: small, so that ranking need not open the long vector."""
    categories = ArrayField(models.TextField(), default=list)
    """Codes of our own vocabulary, with their parents."""
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    """Of a confidential place: those of its town."""
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
    """When it may be open in an ordinary week; null where that is not known."""
    told_by = models.TextField(default="")
    """What tells when it is open: `week` (`hours` say all), `days off` (`hours`, but for public
    holidays), `schedules` (they must be read); empty where nothing does."""
    time_zone = models.TextField(default="")
    """Of the place, in which `hours` are; empty where it names none."""
    checked_on = models.DateField(null=True)
    confidential = models.BooleanField(default=False)
    listed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[Any]] = [GinIndex(fields=["words"], name="listing_words")]


class Word(Labelled):
    """A word that stands in the directory or in the vocabulary: what a misspelling is held to."""

    label = Label.PUBLIC
    word = models.TextField(primary_key=True)
    """Small letters, no accents."""
    stem = models.TextField(db_index=True)
    """As the English dictionary cuts it; empty for a word it leaves out."""
    listings = models.IntegerField(default=0)
    """How many listings contain it, about; 0 for a word of the vocabulary alone."""

    class Meta:
        indexes: ClassVar[list[Any]] = [
            # What is new goes into the index at once: left for later, every look reads all of it.
            GinIndex(
                fields=["word"], name="word_spelled", opclasses=["gin_trgm_ops"], fastupdate=False
            )
        ]


class Place(Labelled):
    """A ZIP code or a town as somebody names it, and its point in degrees."""

    label = Label.PUBLIC
    id = models.TextField(primary_key=True)
    """`zip:02139`, `town:MA:framingham`."""
    name = models.TextField(db_index=True)
    """As `rules/spelling.py` folds it."""
    shown = models.TextField()
    town = models.TextField()
    state = models.TextField()
    county = models.TextField(default="")
    latitude = models.FloatField()
    longitude = models.FloatField()
    listings = models.IntegerField(default=0)
    """How many listings are in its state: which of several towns of one name is meant."""
