"""Editions of a Hub's lists, and the words a table offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.hubs.models import Table, Term, VocabularyVersion
from hubtable.hubs.rules.vocabularies import (
    FLAG,
    LIST_NAMES,
    ONLY_IF_ADDED,
    PROTECTIVE_CATEGORY,
    PROTECTIVE_FACTOR,
    RISK_CATEGORY,
    RISK_FACTOR,
    SECTOR,
    Word,
    edition,
)
from hubtable.kernel.seat import Seat


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition, with the names of the open tables that use it."""

    id: UUID
    number: int
    made_at: datetime
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordList:
    """All words of one kind in an edition."""

    kind: str
    name: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition with its lists."""

    id: UUID
    number: int
    made_at: datetime
    lists: tuple[WordList, ...]

    def of(self, kind: str) -> tuple[Word, ...]:
        """Return the words of one kind."""
        return next((found.words for found in self.lists if found.kind == kind), ())


@dataclass(frozen=True, slots=True)
class Category:
    """A category as a table offers it; without factors the category itself is the word."""

    word: Word
    factors: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the screening of one table describes with, in the table's edition."""

    risks: tuple[Category, ...]
    protective: tuple[Category, ...]
    flags: tuple[Word, ...]


def editions(by: Seat) -> tuple[EditionRow, ...]:
    """Return the Hub's editions, newest first."""
    used: dict[UUID, list[str]] = {}
    for vocabulary, name in Table.objects.filter(hub=by.hub, ends_at=None).values_list(
        "vocabulary", "name"
    ):
        used.setdefault(vocabulary, []).append(name)
    rows = VocabularyVersion.objects.filter(hub=by.hub).order_by("-number")
    return tuple(
        EditionRow(row.pk, row.number, row.made_at, tuple(sorted(used.get(row.pk, ()))))
        for row in rows
    )


def edition_of(by: Seat, wanted: UUID) -> Edition | None:
    """Return one edition of the Hub with all its words."""
    row = VocabularyVersion.objects.filter(hub=by.hub, pk=wanted).first()
    if row is None:
        return None
    words = tuple(_words(wanted))
    lists = (
        WordList(kind, name, tuple(word for word in words if word.kind == kind))
        for kind, name in LIST_NAMES.items()
    )
    return Edition(row.pk, row.number, row.made_at, tuple(found for found in lists if found.words))


def offered(table: UUID) -> Offered:
    """Return the words a table of the acting seat's Hub offers; nothing for one it cannot see."""
    row = Table.objects.filter(pk=table).first()
    if row is None:
        return Offered((), (), ())
    words = tuple(_words(row.vocabulary_id))
    added = frozenset(row.offered_factors)
    return Offered(
        risks=tuple(
            category
            for category in _categories(words, RISK_CATEGORY, RISK_FACTOR, added)
            if category.word.code in row.offered_categories
        ),
        protective=_categories(words, PROTECTIVE_CATEGORY, PROTECTIVE_FACTOR, added),
        flags=tuple(
            word
            for word in words
            if word.kind == FLAG and (word.code not in ONLY_IF_ADDED or word.code in added)
        ),
    )


def sectors(by: Seat) -> tuple[Word, ...]:
    """Return the sectors of the newest edition; the shipped ones where there is none yet."""
    newest = VocabularyVersion.objects.filter(hub=by.hub).order_by("-number").first()
    words: Iterable[Word] = _words(newest.pk) if newest else edition()
    return tuple(word for word in words if word.kind == SECTOR)


def _categories(
    words: tuple[Word, ...], kind: str, factors: str, added: frozenset[str]
) -> tuple[Category, ...]:
    return tuple(
        Category(
            word,
            tuple(
                factor
                for factor in words
                if factor.kind == factors and factor.category == word.code and factor.code in added
            ),
        )
        for word in words
        if word.kind == kind
    )


def _words(vocabulary: UUID) -> Iterable[Word]:
    rows = Term.objects.filter(vocabulary=vocabulary).values_list(
        "kind", "code", "text", "provenance", "category"
    )
    return (Word(*row) for row in rows)
