"""Categories, and what is said about records: attributes, metadata, translations."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models

from hubtable.directory.models.records import Record
from hubtable.kernel.labels import Label


class Taxonomy(Record):
    """A list of terms services are sorted by; several stand side by side."""

    name = models.TextField()
    description = models.TextField(default="")
    uri = models.TextField(default="")
    version_of_taxonomy = models.TextField(default="")
    """HSDS calls it `version`, a word that counts here how often a record was saved."""


class TaxonomyTerm(Record):
    """One term of a taxonomy. HSDS's text `taxonomy` is the name of the taxonomy it points to."""

    code = models.TextField(default="")
    name = models.TextField()
    description = models.TextField(default="")
    parent = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, db_index=False, related_name="children"
    )
    taxonomy = models.ForeignKey(
        Taxonomy, models.DO_NOTHING, null=True, db_index=False, related_name="terms"
    )
    language = models.TextField(default="")
    term_uri = models.TextField(default="")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["parent"], name="term_of_parent"),
            models.Index(fields=["taxonomy", "code"], name="term_of_taxonomy"),
        ]


class Attribute(Record):
    """Sorts a record under a term, or says something of it that has no field."""

    link_id = models.UUIDField()
    """The record it is about; `link_entity` names its table."""
    taxonomy_term = models.ForeignKey(
        TaxonomyTerm, models.DO_NOTHING, null=True, db_index=False, related_name="attributes"
    )
    link_type = models.TextField(default="")
    link_entity = models.TextField(default="")
    value = models.TextField(default="")
    label_of_attribute = models.TextField(default="", db_column="label")
    """HSDS calls it `label`, a word that says here how private a table is."""

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["link_id"], name="attribute_of_record"),
            models.Index(
                fields=["taxonomy_term"],
                name="attribute_of_term",
                condition=models.Q(taxonomy_term__isnull=False),
            ),
        ]


class Metadata(Record):
    """What a source says of changes it made. Our own history is `Change`."""

    resource_id = models.UUIDField()
    resource_type = models.TextField(default="")
    last_action_date = models.DateField(null=True)
    last_action_type = models.TextField(default="")
    field_name = models.TextField(default="")
    previous_value = models.TextField(default="")
    replacement_value = models.TextField(default="")
    updated_by = models.TextField(default="")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["resource_id"], name="metadata_of_record"),
        ]


class MetaTableDescription(Record):
    """What a source says of one of its tables."""

    name = models.TextField(default="")
    language = models.TextField(default="")
    character_set = models.TextField(default="")


class Translation(Record):
    """One text of a record in another language. Unreviewed it is shown to nobody but stewards."""

    labels: ClassVar[dict[str, Label]] = {"translator": Label.HUB, "reviewed_by": Label.HUB}
    added_at = models.DateTimeField(null=True)  # type: ignore[assignment]
    changed_at = models.DateTimeField(null=True)  # type: ignore[assignment]
    """Both of one that came with a feed; of our own `translated_on` and `reviewed_at` tell it."""
    record = models.UUIDField(default=uuid4)
    kind = models.TextField()
    """HSDS table of the record."""
    field = models.TextField()
    language = models.TextField()
    text = models.TextField()
    of = models.TextField()
    """The English text it was made from: when that changes, the translation is of yesterday."""
    translator = models.TextField()
    translated_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    """Seat that read it beside the English."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["record", "field", "language"],
                name="translation_once",
                condition=models.Q(source=None),
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["record"], name="translation_of_record"),
        ]
