"""Languages as services write them."""

import langcodes
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.language_names import NAME_BY_CODE
from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_language import NO_CODES, read_languages


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("English", ["en"]),
        ("Spanish (limited)", ["es"]),
        ("Cape Verdean", ["kea"]),
        ("Haitian Creole", ["ht"]),
        ("French Creole", ["ht"]),
        ("Brazilian Portuguese", ["pt"]),
        ("ASL", ["ase"]),
        ("American Sign Language (ASL)", ["ase"]),
        ("English, Spanish, and Portuguese", ["en", "es", "pt"]),
        ("English/Spanish", ["en", "es"]),
        ("Cambodian/Khmer", ["km"]),
        ("Spanish & Haitian Creole", ["es", "ht"]),
        ("en, es", ["en", "es"]),
        ("eng;hat", ["en", "ht"]),
        ("pt-BR", ["pt"]),
        ("zho", ["zh"]),
        ("Mandarin, Cantonese (Tuesdays only)", ["cmn", "yue"]),
        ("Español", ["es"]),
        ("Spanish-speaking staff", ["es"]),
        ("Amharic", ["am"]),
        ("English, English", ["en"]),
        ("", []),
    ],
)
def test_languages(text: str, codes: list[str]) -> None:
    reads = read_languages(text)
    assert [read.code for read in reads] == codes
    assert not any(read.problems for read in reads)


def test_what_is_said_beside_a_language_is_kept() -> None:
    (read,) = read_languages("Spanish (limited)")
    assert (read.name, read.note) == ("Spanish", "limited")


def test_creole_alone_is_named_as_ambiguous() -> None:
    (read,) = read_languages("Creole")
    assert (read.code, read.problems) == ("ht", (Problem.AMBIGUOUS,))


@pytest.mark.parametrize(
    "text",
    ["Interpreter available", "Over 200 languages by phone", "Language Line", "All languages"],
)
def test_an_interpreter_is_no_language(text: str) -> None:
    (read,) = read_languages(text)
    assert read.interpreter
    assert (read.code, read.problems) == ("", ())


@pytest.mark.parametrize("text", ["Klingon", "136", "no", "any", "Bilingual"])
def test_unknown_ones_are_not_made_up(text: str) -> None:
    (read,) = read_languages(text)
    assert (read.code, read.name, read.problems) == ("", text, (Problem.UNKNOWN,))


def test_every_code_of_the_list_exists() -> None:
    assert [code for code in NAME_BY_CODE if not langcodes.tag_is_valid(code)] == []


@given(st.text(max_size=40))
def test_any_text_is_read_and_kept(text: str) -> None:
    assert all(read.given == text for read in read_languages(text))


@given(
    st.lists(st.sampled_from(sorted(NAME_BY_CODE.values())), min_size=1, max_size=4, unique=True)
)
def test_what_is_understood_reads_to_itself(names: list[str]) -> None:
    reads = read_languages("; ".join(names))
    assert [read.name for read in reads] == names
    for read in reads:
        if read.code not in NO_CODES:
            assert [again.code for again in read_languages(read.code)] == [read.code]
        assert [again.code for again in read_languages(read.name)] == [read.code]
