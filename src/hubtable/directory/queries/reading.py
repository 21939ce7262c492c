"""What a typed question means here: its places and words looked up, misspellings mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from hubtable.directory.rules.asking import Asked, Spot, corrected, guesses, read
from hubtable.directory.rules.spelling import SHORTEST, closest

SIMILAR = "0.2"
"""Shared groups of three letters from which a word is looked at (`pg_trgm`)."""
PLACES = """
SELECT DISTINCT ON (name) name, shown, town, state, county, latitude, longitude
FROM directory_place WHERE name = ANY (%s) AND (listings > 0 OR id LIKE 'zip:%%')
ORDER BY name, listings DESC, id
"""
WORDS = """
SELECT w, (ts_lexize('english_stem', w))[1], (ts_lexize('spanish_stem', w))[1],
    EXISTS (SELECT FROM directory_word d WHERE d.word = w),
    EXISTS (SELECT FROM directory_word d
        WHERE d.stem = (ts_lexize('english_stem', w))[1] AND d.listings > 0)
FROM unnest(%s::text[]) w
"""
LIKE = """
WITH enough AS MATERIALIZED (
    SELECT set_config('pg_trgm.similarity_threshold', %s, true) AS similar
)
SELECT t.word, near.word, near.listings
FROM enough CROSS JOIN unnest(%s::text[]) t (word) CROSS JOIN LATERAL (
    SELECT d.word, d.listings FROM directory_word d
    WHERE d.word %% t.word AND d.stem <> '' AND enough.similar <> ''
    ORDER BY similarity(d.word, t.word) DESC, d.listings DESC, d.word LIMIT 24
) near
"""
"""The threshold holds for this statement alone, and is set before the words are looked up."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A word as the index holds it. `english` is empty for words that say nothing."""

    word: str
    english: str
    spanish: str
    known: bool
    """Whether the directory or the vocabulary has the very word."""
    listed: bool
    """Whether listings have its stem."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is searched. `mended` is misspelt word → the one it was taken for."""

    asked: Asked
    stems: tuple[Stem, ...]
    mended: Mapping[str, str]


def understand(text: str, *, place_wanted: bool = True, exactly: bool = False) -> Understood:
    """Return what was understood; with `exactly` nothing is mended. Two to five queries."""
    asked, stems = _read(text, place_wanted=place_wanted)
    mended = {} if exactly else _mended(asked, stems)
    if mended:
        asked, stems = _read(corrected(text, mended), place_wanted=place_wanted)
    return Understood(asked, stems, mended)


def spot_of(text: str) -> Spot | None:
    """Return the ZIP code or town that was named apart (*01702*, *Framingham, MA*), or None."""
    return read(text, find_places(guesses(text))).spot


def find_places(names: Iterable[str]) -> dict[str, Spot]:
    """Return places by name; of several towns of one name the one where most services are."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES, [list(names)])
        return {row[0]: Spot(*row) for row in cursor.fetchall()}


def _read(text: str, *, place_wanted: bool) -> tuple[Asked, tuple[Stem, ...]]:
    places = find_places(guesses(text)) if place_wanted and text else {}
    asked = read(text, places, place_wanted=place_wanted)
    if not asked.words:
        return asked, ()
    with connection.cursor() as cursor:
        cursor.execute(WORDS, [list(asked.words)])
        return asked, tuple(
            Stem(word, english or "", spanish or "", known, listed)
            for word, english, spanish, known, listed in cursor.fetchall()
        )


def _mended(asked: Asked, stems: tuple[Stem, ...]) -> dict[str, str]:
    """Return what unknown words were probably meant to be.

    Where the question says a category in another language, only the name of a place is mended:
    words stand around it that the directory need not know.
    """
    strange = [
        stem.word
        for stem in stems
        if not stem.known and not stem.listed and stem.word.isalpha() and len(stem.word) >= SHORTEST
    ]
    if not strange:
        return {}
    near: dict[str, list[tuple[str, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(LIKE, [SIMILAR, strange])
        for typed, word, listings in cursor.fetchall():
            near.setdefault(typed, []).append((word, listings))
    found = {typed: closest(typed, words) for typed, words in near.items()}
    if asked.categories and not asked.english:
        towns = find_places(word for word in found.values() if word)
        found = {typed: word for typed, word in found.items() if word in towns}
    return {typed: word for typed, word in found.items() if word}
