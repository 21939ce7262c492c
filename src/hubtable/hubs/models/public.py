"""What a Hub says of itself in public. Nothing here is seen by strangers before it is published."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hubtable.base.models import Row
from hubtable.hubs.models.hubs import Hub
from hubtable.hubs.rules import public_pages as longest
from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.kernel.labels import Label


class PublicPage(Row):
    """The public pages of a Hub: its towns as they are said, and since when strangers read them."""

    label = Label.PUBLIC
    hub = models.OneToOneField(Hub, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=60, unique=True)
    """The Hub's own, copied: strangers do not read the Hub's row."""
    towns = ArrayField(models.CharField(max_length=longest.TOWN + 4), default=list)
    """Each as *Framingham, MA*."""
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class PublicWords(Row):
    """What the public pages of a Hub say in one language; strangers read what is `shown`."""

    label = Label.PUBLIC
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT)
    page = models.ForeignKey(PublicPage, on_delete=models.PROTECT, related_name="words")
    language = models.CharField(
        max_length=5, choices=[(one.value, one.label) for one in PublicLanguage]
    )
    name = models.CharField(max_length=longest.NAME)
    phone = models.CharField(max_length=longest.PHONE)
    hours = models.CharField(max_length=longest.HOURS)
    """When somebody answers, in words."""
    how_it_works = models.TextField()
    your_information = models.TextField()
    translator = models.CharField(max_length=longest.NAME, blank=True)
    shown = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["page", "language"], name="words_once_per_language"),
            models.CheckConstraint(
                condition=~models.Q(language="en") | models.Q(shown=True), name="english_is_shown"
            ),
        ]
