"""A Hub's public pages: as everybody reads them, and as its administrator keeps them.

Strangers read published pages only; the database says so too. An administrator sees the published
pages of other Hubs as well, so the own ones are always asked for by the Hub.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from hubtable.hubs.models import Hub, PublicPage, PublicWords
from hubtable.hubs.queries.hub import towns
from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.hubs.rules.public_pages import Words
from hubtable.kernel.seat import Seat

ENGLISH = PublicLanguage.ENGLISH
TEXTS = ("how_it_works", "your_information")


@dataclass(frozen=True, slots=True)
class PublicHub:
    """A Hub as strangers are told of it, in the language of its words."""

    slug: str
    towns: tuple[str, ...]
    language: PublicLanguage
    name: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True)
class PublicTexts:
    """The texts of a Hub, with who translated them and when; nobody did of English."""

    hub: PublicHub
    how_it_works: str
    your_information: str
    translator: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class WordsCard:
    """What is kept in one language."""

    words: Words
    changed_at: datetime
    version: int
    old: bool
    """Whether the English changed after it was written."""


@dataclass(frozen=True, slots=True)
class PageCard:
    """The own Hub's public pages; before anything was written, `version` is 0."""

    slug: str
    towns: tuple[str, ...]
    published_at: datetime | None
    version: int
    words: Mapping[PublicLanguage, WordsCard]


def published(language: PublicLanguage) -> tuple[PublicHub, ...]:
    """Return every Hub that published, by its name."""
    found = _hubs(_said(language).defer(*TEXTS), language)
    return tuple(sorted(found, key=lambda hub: hub.name.casefold()))


def first_published(language: PublicLanguage) -> tuple[PublicHub, ...]:
    """Return no Hub, the only one, or two of several. A Hub has at most two rows here."""
    return _hubs(_said(language).defer(*TEXTS)[:3], language)


def of_town(language: PublicLanguage, town: str) -> PublicHub | None:
    """Return the one Hub that serves a town (*Framingham, MA*); None where several do."""
    rows = _said(language).filter(page__towns__contains=[town]).defer(*TEXTS)[:3]
    found = _hubs(rows, language)
    return found[0] if len(found) == 1 else None


def texts(language: PublicLanguage, slug: str) -> PublicTexts | None:
    """Return what a Hub says in a language, else in English; None unless it is published."""
    row = next(_chosen(_said(language).filter(page__slug=slug), language), None)
    if row is None:
        return None
    return PublicTexts(
        _hub(row), row.how_it_works, row.your_information, row.translator, row.changed_at
    )


def page(by: Seat) -> PageCard:
    """Return the own Hub's pages; before anything was written, with the towns it serves."""
    row = PublicPage.objects.filter(hub=by.hub).first()
    if row is None:
        served = tuple(f"{town.name}, {town.state}" for town in towns(by))
        slug = Hub.objects.values_list("slug", flat=True).get(pk=by.hub)
        return PageCard(slug, served, None, 0, {})
    rows = {PublicLanguage(one.language): one for one in PublicWords.objects.filter(page=row)}
    english = rows.get(ENGLISH)
    since = english.changed_at if english else row.published_at
    words = {key: _card(one, since) for key, one in rows.items()}
    return PageCard(row.slug, tuple(row.towns), row.published_at, row.version, words)


def preview(card: PageCard, language: PublicLanguage) -> PublicTexts | None:
    """Return the own Hub's texts as people will read them, shown or not; None without English."""
    told = language if language in card.words else ENGLISH
    kept = card.words.get(told)
    if kept is None:
        return None
    said = kept.words
    hub = PublicHub(card.slug, card.towns, told, said.name, said.phone, said.hours)
    return PublicTexts(
        hub, said.how_it_works, said.your_information, said.translator, kept.changed_at
    )


def _said(language: PublicLanguage) -> QuerySet[PublicWords]:
    """Return what is published in a language and in English, Hub by Hub."""
    rows = PublicWords.objects.filter(
        page__published_at__isnull=False, shown=True, language__in={language, ENGLISH}
    )
    return rows.select_related("page").order_by("page__slug", "language")


def _chosen(rows: Iterable[PublicWords], language: PublicLanguage) -> Iterator[PublicWords]:
    """Yield one row a Hub: that of the language, else the English one."""
    for _page, together in groupby(rows, key=lambda row: row.page_id):
        yield max(together, key=lambda row: row.language == language)


def _hubs(rows: Iterable[PublicWords], language: PublicLanguage) -> tuple[PublicHub, ...]:
    return tuple(_hub(row) for row in _chosen(rows, language))


def _hub(row: PublicWords) -> PublicHub:
    said = (PublicLanguage(row.language), row.name, row.phone, row.hours)
    return PublicHub(row.page.slug, tuple(row.page.towns), *said)


def _card(row: PublicWords, since: datetime | None) -> WordsCard:
    words = Words(
        name=row.name, phone=row.phone, hours=row.hours, how_it_works=row.how_it_works,
        your_information=row.your_information, translator=row.translator, shown=row.shown,
    )  # fmt: skip
    return WordsCard(
        words, row.changed_at, row.version, since is not None and row.changed_at < since
    )
