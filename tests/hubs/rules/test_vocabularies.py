"""The shipped lists: what they hold, in whose words, and what a table starts with."""

import re

import pytest

from hubtable.hubs.rules.vocabularies import (
    LIST_NAMES,
    ONLY_IF_ADDED,
    OWN,
    RISK_CATEGORY,
    RISK_FACTOR,
    Word,
    changed,
    edition,
    shipped,
    starting,
    us_labels,
)
from hubtable.hubs.web.provenance import FROM

US = {(word.kind, word.code): word.text for word in edition()}


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("risk_category", 27),
        ("risk_factor", 105),
        ("protective_factor", 50),
        ("aer_criterion", 4),
        ("legal_basis", 12),
        ("pathway", 21),
    ],
)
def test_how_many_words_a_list_has(kind: str, number: int) -> None:
    assert sum(word.kind == kind for word in shipped()) == number


def test_every_list_has_a_name_and_every_word_says_where_it_comes_from() -> None:
    assert {word.kind for word in shipped()} == set(LIST_NAMES)
    assert {word.provenance for word in shipped()} <= set(FROM) - {OWN}


@pytest.mark.parametrize(
    ("kind", "code", "text"),
    [
        ("discussion_type", "Neighbourhood", "Neighborhood"),
        ("service_type", "Counselling", "Counseling"),
        ("risk_factor", "Criminal Involvement: break and enter", "burglary (break and enter)"),
        ("risk_factor", "Alcohol: alcohol abuse by person", "harmful alcohol use by the person"),
        ("mobilization_type", "Refused services", "Declined services"),
        ("study_flag", "Settlement challenges", "Needs new-arrival support"),
    ],
)
def test_united_states_words_over_codes_that_stay(kind: str, code: str, text: str) -> None:
    assert US[kind, code] == text


def test_no_british_spelling_and_no_labelled_person_is_left_in_united_states_words() -> None:
    bad = re.compile(
        "neighbour|behaviour|counselling|abuse (by|in) |addict|uncooperative|perpetrator|victim of"
    )
    left = {text for text in US.values() if bad.search(text.lower())}
    assert left == set()


def test_every_label_is_of_a_word_that_exists() -> None:
    assert set(us_labels()) - {word.text for word in shipped()} == set()


def test_elsewhere_the_words_stay() -> None:
    assert edition("ca") == shipped()


def test_tables_in_the_united_states_start_without_gangs() -> None:
    codes = {word.code for word in shipped() if word.kind == RISK_CATEGORY}
    assert codes - set(starting(shipped())) == {"Gangs"}
    assert {word.code for word in shipped()} >= ONLY_IF_ADDED


def test_a_change_rewords_adds_and_leaves_out() -> None:
    words = shipped()
    reworded = Word(RISK_FACTOR, "Alcohol: alcohol use by person", "drinks", "recalled", "Alcohol")
    added = Word(RISK_FACTOR, "Alcohol: near the school", "near the school", OWN, "Alcohol")
    gone = Word(RISK_CATEGORY, "Gangs", "", "recalled")
    made = changed(words, [reworded, added, gone])
    assert set(made) - set(words) == {reworded, added}
    assert {word.code for word in set(words) - set(made)} == {
        "Alcohol: alcohol use by person",
        "Gangs",
    }
    assert [word.code for word in made if word != added] == [
        word.code for word in words if word.code != "Gangs"
    ]


def test_codes_of_risk_and_protective_factors_never_meet() -> None:
    risk = {word.code for word in shipped() if word.kind == RISK_FACTOR}
    protective = {word.code for word in shipped() if word.kind == "protective_factor"}
    assert risk & protective == set()


def test_no_word_is_longer_than_its_column() -> None:
    assert max(len(word.code) for word in shipped()) <= 160
    assert max(len(word.text) for word in edition()) <= 200
    assert max(len(word.category) for word in shipped()) <= 80
