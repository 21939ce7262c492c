"""Words as they are compared, and what a misspelt one was meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.spelling import allowed, closest, distance, fold

LETTERS = st.text("abcd", max_size=7)


def test_accents_case_and_signs_do_not_matter() -> None:
    assert fold("  Pa’lante — DÉPRESSION, ¿qué?") == "pa lante depression que"


@pytest.mark.parametrize(
    ("one", "other", "mistakes"),
    [
        ("", "", 0),
        ("food", "fod", 1),
        ("lawyer", "laywer", 1),
        ("kitchen", "kichen", 1),
        ("shelter", "shleter", 1),
        ("abc", "xyz", 3),
    ],
)
def test_mistakes_are_counted(one: str, other: str, mistakes: int) -> None:
    assert distance(one, other) == mistakes


@given(LETTERS, LETTERS)
def test_distance_is_a_distance(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


def test_the_nearest_word_wins_then_the_same_beginning_then_the_more_frequent() -> None:
    assert closest("evicton", [("eviction", 1), ("election", 900)]) == "eviction"
    assert closest("fod", [("mod", 900), ("food", 5), ("fed", 1)]) == "food"
    assert closest("zzzzzz", [("eviction", 1)]) == ""
    assert closest("ab", [("abc", 1)]) == ""
    assert allowed("ab") == 0
