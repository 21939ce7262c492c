"""The words a Hub uses for risk factors, protective factors and the like, versioned."""

from typing import Any, ClassVar

from django.db import models

from hubtable.base.models import Row
from hubtable.hubs.models.hubs import Hub
from hubtable.kernel.labels import Label


class VocabularyVersion(Row):
    """One edition of a Hub's lists. An edition that a table uses is not changed any more."""

    label = Label.HUB
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="vocabularies")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["hub", "number"], name="vocabulary_number_once")
        ]


class Term(Row):
    """One word of one list. `code` stays; `text` is what pages show (US words in US Hubs).

    `provenance`: published, recalled, proposed, or "to be confirmed by counsel".
    """

    label = Label.PUBLIC
    vocabulary = models.ForeignKey(
        VocabularyVersion, on_delete=models.PROTECT, related_name="terms"
    )
    kind = models.CharField(max_length=40)
    category = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=160)
    text = models.CharField(max_length=200)
    provenance = models.CharField(max_length=60)
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["vocabulary", "kind", "code"], name="term_once")
        ]
