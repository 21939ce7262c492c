"""The reading card: three plain sentences, and nothing in them but the vocabulary."""

import re

import pytest
from hypothesis import given
from tests.table.rules.told import told

from hubtable.table.rules.languages import Language
from hubtable.table.rules.presenting import Item, Someone, Told
from hubtable.table.rules.reading_card import NUMBERS, reading_card
from hubtable.table.rules.words import AgeGroup, DiscussionType, PersonRole, Sex

FIXED = frozenset(
    "this is about a place one person an interpreter needed family of many no risk named the risks "
    "are what helps also noted nothing that known yet".split()
) | frozenset(NUMBERS)
"""Every word the sentences have of their own."""


def vocabulary_of(one: Told) -> list[str]:
    """The words the vocabulary gives this description, the longest first."""
    items = (*one.risks, *one.protective, *one.flags)
    words = {text for item in items for text in (item.text, item.category) if text}
    for someone in one.people:
        words |= {someone.role.label, someone.sex.label.lower(), someone.age_group.label}
    return sorted(words | {one.type.label}, key=len, reverse=True)


@given(told())
def test_nothing_but_fixed_words_and_the_vocabulary(one: Told) -> None:
    for sentence in reading_card(one):
        rest = sentence
        for words in vocabulary_of(one):
            rest = rest.replace(words, " ")
        assert set(re.findall(r"[^\W_]+", rest.lower())) <= FIXED, (sentence, rest)


@given(told())
def test_no_number_but_an_age_group(one: Told) -> None:
    groups = [someone.age_group.label for someone in one.people]
    text = reading_card(one)[0]
    for group in sorted(groups, key=len, reverse=True):
        text = text.replace(group, "", 1)
    assert not re.search(r"\d", text)


@given(told())
def test_never_the_language(one: Told) -> None:
    assert not any(
        language.label.lower() in sentence.lower()
        for sentence in reading_card(one)
        for language in Language
        if language is not Language.OTHER
    )


@given(told())
def test_three_sentences_that_end(one: Told) -> None:
    card = reading_card(one)
    assert len(card) == 3
    assert all(sentence and sentence.endswith(".") for sentence in card)


@given(told())
def test_everything_chosen_is_said(one: Told) -> None:
    _, risks, helps = reading_card(one)
    assert all(item.text in risks for item in one.risks)
    assert all(item.text in helps for item in (*one.protective, *one.flags))


MOTHER = Someone(PersonRole.PARENT, Sex.FEMALE, AgeGroup.A30)
SON = Someone(PersonRole.CHILD, Sex.MALE, AgeGroup.A6)


@pytest.mark.parametrize(
    ("one", "first"),
    [
        (
            Told(DiscussionType.PERSON, (MOTHER,), interpreter=True),
            "This is about one person: female, 30\N{EN DASH}39. An interpreter is needed.",
        ),
        (
            Told(DiscussionType.FAMILY, (MOTHER, SON)),
            (
                "This is about a family of two: Parent or caregiver, female, 30\N{EN DASH}39; "
                "Child, male, 6\N{EN DASH}11."
            ),
        ),
        (Told(DiscussionType.DWELLING), "This is about a place: Home or building."),
    ],
)
def test_a_person_a_family_a_place(one: Told, first: str) -> None:
    assert reading_card(one)[0] == first


def test_one_risk_and_none() -> None:
    one = Told(DiscussionType.PERSON, (MOTHER,), risks=(Item("Housing", "Housing"),))
    assert reading_card(one)[1:] == ("The risk is: Housing.", "Nothing that helps is known yet.")
    none = Told(DiscussionType.PERSON, (MOTHER,))
    assert reading_card(none)[1] == "No risk is named."


def test_a_factor_stands_with_its_category() -> None:
    factor = Item("Housing: x", "moves often", "Housing")
    one = Told(DiscussionType.PERSON, (MOTHER,), risks=(factor, Item("Alcohol", "Alcohol")))
    assert reading_card(one)[1] == "The risks are: Housing (moves often); Alcohol."


def test_more_people_than_can_be_counted_aloud() -> None:
    ten = Told(DiscussionType.FAMILY, (MOTHER,) * 10)
    eleven = Told(DiscussionType.FAMILY, (MOTHER,) * 11)
    assert "a family of ten:" in reading_card(ten)[0]
    assert "a family of many:" in reading_card(eleven)[0]
