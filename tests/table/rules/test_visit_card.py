"""The first-visit card says everything in every language, plainly, and names nobody."""

import re
from dataclasses import fields

import pytest

from hubtable.hubs.rules.languages import NAMES, PublicLanguage
from hubtable.table.rules.languages import Language
from hubtable.table.rules.visit_card import SPOKEN, TEXTS, CardText, card_language

SENTENCES = [field.name for field in fields(CardText)]
PUBLIC = {"en", "es", "pt-BR", "ht", "fr"}
"""The languages of public pages (architecture.md, Web)."""


def test_the_five_languages() -> None:
    assert {one.value for one in PublicLanguage} == PUBLIC
    assert set(TEXTS) == set(NAMES) == set(PublicLanguage)


@pytest.mark.parametrize("language", list(PublicLanguage))
@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_language_has_every_sentence(language: PublicLanguage, sentence: str) -> None:
    said = getattr(TEXTS[language], sentence)
    assert said.strip() == said
    assert len(said) > 8


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_sentence_is_left_in_another_language(sentence: str) -> None:
    said = [getattr(text, sentence) for text in TEXTS.values()]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", list(PublicLanguage))
def test_the_sentences_are_short(language: PublicLanguage) -> None:
    """Plain means short: at most 30 words a sentence, 5 letters a word on average."""
    for name in SENTENCES:
        for sentence in re.split(r"[.?!:]\s", getattr(TEXTS[language], name)):
            assert len(sentence.split()) <= 30, sentence
    words = re.findall(r"[^\W\d_]+", " ".join(getattr(TEXTS[language], n) for n in SENTENCES))
    assert sum(map(len, words)) / len(words) < 5


@pytest.mark.parametrize("language", list(PublicLanguage))
def test_it_carries_the_emergency_numbers_and_no_other(language: PublicLanguage) -> None:
    said = " ".join(getattr(TEXTS[language], name) for name in SENTENCES)
    assert set(re.findall(r"\d{2,}", said)) == {"911", "988"}


def test_the_language_of_the_situation_comes_first() -> None:
    assert card_language(Language.HAITIAN_CREOLE) is PublicLanguage.HAITIAN_CREOLE
    assert card_language(Language.PORTUGUESE) is PublicLanguage.PORTUGUESE
    assert card_language(Language.CAPE_VERDEAN) is PublicLanguage.ENGLISH
    assert card_language(None) is PublicLanguage.ENGLISH
    assert set(SPOKEN.values()) == set(PublicLanguage) - {PublicLanguage.ENGLISH}


def test_the_english_reads_at_about_grade_six() -> None:
    """Flesch-Kincaid grade, with syllables counted by groups of vowels."""
    text = " ".join(getattr(TEXTS[PublicLanguage.ENGLISH], name) for name in SENTENCES)
    sentences = [part for part in re.split(r"[.?!:]", text) if part.strip()]
    words = re.findall(r"[a-z]+", text.lower())
    grade = (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )
    assert grade <= 6


def syllables(word: str) -> int:
    found = len(re.findall(r"[aeiouy]+", word))
    return max(1, found - (word.endswith("e") and not word.endswith("le")))
