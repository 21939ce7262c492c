"""Our own categories of help, and the words people in trouble type for them, in five languages.

Source: `directory/vocabulary/`, made for this project. `terms` of a category are names by which
other taxonomies (Open Eligibility 2.0 among them) and sources call the same thing.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from hubtable.directory.rules.spelling import fold

LANGUAGES = ("en", "es", "pt-BR", "ht", "fr")
GRAVITY = "http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes"
LONGEST = 8
"""Words of a phrase."""


@dataclass(frozen=True, slots=True)
class Category:
    """One category. `labels` by language."""

    code: str
    parent: str
    labels: Mapping[str, str]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Words that mean categories: at which word they begin, how many they are, what they mean.

    `english`: the phrase is (also) English.
    """

    start: int
    length: int
    categories: tuple[str, ...]
    english: bool


@cache
def categories() -> Mapping[str, Category]:
    """Return all categories by code, parents before their children."""
    return {
        row["code"]: Category(
            row["code"],
            row["parent"],
            {language: row[language.replace("-", "_").lower()] for language in LANGUAGES},
            tuple(row["terms"].split(";")),
        )
        for row in _rows("categories.csv")
    }


def with_parents(*codes: str) -> tuple[str, ...]:
    """Return the codes and all above them, each once."""
    found: dict[str, None] = {}
    for code in codes:
        while code and code not in found:
            found[code] = None
            code = categories()[code].parent  # noqa: PLW2901 - climbing
    return tuple(found)


@cache
def codes_of_terms() -> Mapping[str, tuple[str, ...]]:
    """Return the categories a taxonomy's term means, by its folded name."""
    found: dict[str, list[str]] = {}
    for category in categories().values():
        for name in {fold(name) for name in (*category.terms, category.labels["en"])}:
            found.setdefault(name, []).append(category.code)
    return {name: tuple(codes) for name, codes in found.items()}


def codes_of_term(name: str, code: str) -> tuple[str, ...]:
    """Return the categories a taxonomy's term means, by its folded name, else by its code."""
    return codes_of_terms().get(name) or _gravity().get(code, ())


@dataclass(frozen=True, slots=True)
class Shipped:
    """A taxonomy that comes with the program. Terms: code, name, code of the term above it."""

    key: str
    name: str
    uri: str
    version: str
    description: str
    terms: tuple[tuple[str, str, str], ...]


@cache
def shipped() -> Mapping[str, Shipped]:
    """Return the taxonomies that come with the program, by key.

    Gravity: HL7 SDOH Clinical Care, ValueSet SDOHCC-ValueSetSDOHCategory (CC0 1.0); which of our
    categories each means is ours. Our own: `categories.csv`.
    """
    own = tuple((one.code, one.labels["en"], one.parent) for one in categories().values())
    gravity = tuple((row["code"], row["name"], "") for row in _rows("gravity_sdoh.csv"))
    return {
        "hub": Shipped("hub", "Kinds of help", "", "", "What the public finder offers.", own),
        "gravity": Shipped(
            "gravity", "Gravity SDOH categories", GRAVITY, "0.1.0",
            "HL7 SDOH Clinical Care, categories of social determinants of health.", gravity,
        ),
    }  # fmt: skip


@cache
def _gravity() -> Mapping[str, tuple[str, ...]]:
    """Return what the codes of Gravity's categories mean; those that name no help mean nothing."""
    rows = ((row["code"], row["categories"]) for row in _rows("gravity_sdoh.csv"))
    return {code: tuple(means.split(";")) for code, means in rows if means}


def words_of_phrases() -> frozenset[str]:
    """Return every word of the phrases and labels: known, whether a listing has it or not."""
    return frozenset(word for phrase in _phrases() for word in phrase.split())


def said(words: list[str]) -> tuple[Said, ...]:
    """Return what folded words mean, the longest phrase first from the left."""
    found, start = [], 0
    keys = [_bare(word) for word in words]
    while start < len(keys):
        step = 1
        for length in range(min(LONGEST, len(keys) - start), 0, -1):
            if meant := _keyed().get(tuple(keys[start : start + length])):
                found.append(Said(start, length, *meant))
                step = length
                break
        start += step
    return tuple(found)


def labels_beginning(typed: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield label and code of categories whose label in a language begins with what is typed.

    After them those with another word in the label that begins so.
    """
    start = fold(typed)
    labels = [(one.labels[language], one.code) for one in categories().values()]
    yield from (one for one in labels if fold(one[0]).startswith(start))
    yield from (one for one in labels if f" {start}" in fold(one[0]))


@cache
def _phrases() -> Mapping[str, tuple[tuple[str, ...], bool]]:
    """Return folded phrase → codes, and whether it is English.

    The same word in two languages means all that both mean.
    """
    found: dict[str, dict[str, None]] = {}
    english: set[str] = set()
    for row in _rows("plain_words.csv"):
        phrase = fold(row["phrase"])
        found.setdefault(phrase, {}).update(dict.fromkeys(row["categories"].split(";")))
        if row["language"] == "en":
            english.add(phrase)
    for category in categories().values():
        terms = [fold(term) for term in category.terms if len(term.split()) > 1]
        english |= {*terms, fold(category.labels["en"])}
        for name in (*map(fold, category.labels.values()), *terms):
            found.setdefault(name, {category.code: None})
    return {phrase: (tuple(codes), phrase in english) for phrase, codes in found.items()}


@cache
def _keyed() -> Mapping[tuple[str, ...], tuple[tuple[str, ...], bool]]:
    return {tuple(map(_bare, phrase.split())): meant for phrase, meant in _phrases().items()}


def _bare(word: str) -> str:
    """Return a word without the s of its plural: *dentists* is *dentist*."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _rows(name: str) -> Iterator[dict[str, str]]:
    file = resources.files("hubtable.directory") / "vocabulary" / name
    yield from csv.DictReader(file.read_text(encoding="utf-8").splitlines())
