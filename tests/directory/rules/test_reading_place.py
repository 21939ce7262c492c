"""ZIP codes with lost and superfluous digits, states by many names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_place import (
    read_country,
    read_postal_code,
    read_state,
    read_town,
)
from hubtable.directory.rules.states import state_of_zip


@pytest.mark.parametrize(
    ("text", "code", "country", "problems"),
    [
        ("01702", "01702", "US", ()),
        (" 20003", "20003", "US", ()),
        ("20018-3262", "20018-3262", "US", ()),
        ("200183262", "20018-3262", "US", ()),
        ("20010`", "20010", "US", (Problem.STRAY_CHARACTERS,)),
        ("1702", "01702", "US", (Problem.LEADING_ZERO,)),
        ("1702.0", "01702", "US", (Problem.LEADING_ZERO,)),
        ("V2Y 0A2", "V2Y 0A2", "CA", ()),
        ("v2y0a2", "V2Y 0A2", "CA", ()),
        ("383345", "", "", (Problem.WRONG_LENGTH,)),
        ("00000", "", "", (Problem.ZERO,)),
        ("00123", "", "", (Problem.OUT_OF_RANGE,)),
        ("see above", "", "", (Problem.NOT_UNDERSTOOD,)),
        ("", "", "", ()),
    ],
)
def test_postal_codes(text: str, code: str, country: str, problems: tuple[Problem, ...]) -> None:
    read = read_postal_code(text)
    assert (read.code, read.country, read.problems) == (code, country, problems)


def test_a_lost_zero_is_only_put_back_where_codes_begin_with_one() -> None:
    assert read_postal_code("1702", "MA").code == "01702"
    assert read_postal_code("1702", "DC").problems == (Problem.WRONG_LENGTH,)


def test_the_zip_of_another_state_is_reported_and_kept() -> None:
    read = read_postal_code("20001", "IA")
    assert (read.code, read.problems) == ("20001", (Problem.OTHER_STATE,))


@pytest.mark.parametrize(
    ("zip_code", "state"),
    [("01702", "MA"), ("05501", "MA"), ("05601", "VT"), ("20001", "DC"), ("20101", "VA"),
     ("90210", "CA"), ("99950", "AK"), ("00501", "NY"), ("00401", "")],
)  # fmt: skip
def test_whose_a_zip_is(zip_code: str, state: str) -> None:
    assert state_of_zip(zip_code) == state


@pytest.mark.parametrize(
    ("text", "code", "country"),
    [("MA", "MA", "US"), (" DC", "DC", "US"), ("Mass.", "MA", "US"), ("massachusetts", "MA", "US"),
     ("N.Y.", "NY", "US"), ("D.C.", "DC", "US"), ("BC", "BC", "CA"), ("Québec", "QC", "CA"),
     ("British  Columbia", "BC", "CA"), ("CA", "CA", "US")],
)  # fmt: skip
def test_states(text: str, code: str, country: str) -> None:
    read = read_state(text)
    assert (read.code, read.country, read.problems) == (code, country, ())


def test_unknown_states_and_countries_are_not_made_up() -> None:
    assert read_state("XX").problems == (Problem.UNKNOWN,)
    assert read_country("Elbonia").problems == (Problem.UNKNOWN,)
    assert read_state("").problems == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [("USA", "US"), ("U.S.A.", "US"), ("United States", "US"), ("Canada", "CA"), ("de", "DE")],
)
def test_countries(text: str, code: str) -> None:
    assert read_country(text).code == code


def test_towns() -> None:
    known = frozenset({"dudley", "st. albans"})
    assert read_town("Dudley District Court, Dudley", known).name == "Dudley"
    assert read_town("Worcester, MA").name == "Worcester"
    assert read_town("Nowhere", known).problems == (Problem.UNKNOWN,)
    assert read_town(" Fall  River ").name == "Fall River"


@given(st.text(max_size=20), st.text(max_size=4))
def test_any_text_is_read_and_kept(text: str, state: str) -> None:
    assert read_postal_code(text, state).given == text
    assert read_state(text).given == text
    assert read_country(text).given == text
    assert read_town(text, {"dudley"}).given == text


@given(st.from_regex(r"\A[ '`]?(\d{4,5}(-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)[ .`]?\Z"))
def test_what_is_understood_reads_to_itself(text: str) -> None:
    read = read_postal_code(text)
    if read.code:
        again = read_postal_code(read.code)
        assert (again.code, again.country, again.problems) == (read.code, read.country, ())


@given(st.sampled_from("Mass. MA Ontario D.C. ny PR".split()))
def test_a_state_reads_to_itself(text: str) -> None:
    read = read_state(text)
    assert read_state(read.code, read.country).code == read.code
