"""Our categories and plain words are whole, in all five languages."""

import csv
from importlib import resources

import pytest

from hubtable.directory.rules.spelling import fold
from hubtable.directory.rules.vocabulary import (
    LANGUAGES,
    LONGEST,
    categories,
    codes_of_terms,
    labels_beginning,
    said,
    with_parents,
    words_of_phrases,
)

PHRASES = list(
    csv.DictReader(
        (resources.files("hubtable.directory") / "vocabulary" / "plain_words.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
)


def test_every_category_has_a_label_in_every_language_and_a_known_parent() -> None:
    known = categories()
    assert len(known) >= 60
    for one in known.values():
        assert one.labels.keys() == set(LANGUAGES)
        assert all(one.labels.values())
        assert not one.parent or list(known).index(one.parent) < list(known).index(one.code)
    for language in LANGUAGES:
        labels = [fold(one.labels[language]) for one in known.values()]
        assert len(set(labels)) == len(labels)


def test_every_phrase_means_categories_there_are() -> None:
    assert {row["language"] for row in PHRASES} == set(LANGUAGES)
    for row in PHRASES:
        assert set(row["categories"].split(";")) <= categories().keys()
        assert 1 <= len(fold(row["phrase"]).split()) <= LONGEST
    pairs = [(fold(row["phrase"]), row["language"]) for row in PHRASES]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_for_what_people_need_first(language: str) -> None:
    meant = {
        code
        for row in PHRASES
        if row["language"] == language
        for code in row["categories"].split(";")
    }
    first = "food_pantry meals shelter rent_help eviction job_search counseling crisis legal_aid"
    assert set(first.split()) | {"domestic_violence", "substance_use", "primary_care"} <= meant


def test_the_longest_phrase_is_taken_from_the_left() -> None:
    found = said("i lost my job today".split())
    assert [(one.start, one.length) for one in found] == [(1, 3)]
    assert found[0].categories[:2] == ("job_search", "unemployment")
    assert said("dentists".split())[0].categories == ("dental",)
    assert not said("zebra".split())


def test_english_phrases_are_told_from_others() -> None:
    assert said(["hungry"])[0].english
    assert not said("tengo hambre".split())[0].english


def test_parents_and_terms() -> None:
    assert with_parents("housing_court") == ("housing_court", "court", "legal")
    assert "food_pantry" in codes_of_terms()["food pantry"]
    assert {"grangou", "desalojo", "hungry"} <= words_of_phrases()


def test_labels_that_begin_so_come_before_those_with_a_later_word() -> None:
    found = list(labels_beginning("de", "en"))
    assert found[0] == ("Dentists", "dental")
    assert ("Help with rent and deposits", "rent_help") in found
    assert ("Salud", "health") in set(labels_beginning("salu", "es"))
