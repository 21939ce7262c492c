"""A text compared with who is sealed: names, dates, addresses, however they are written."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.vault.rules.guarding.findings import Kind
from hubtable.vault.rules.guarding.identity import compared, parts, steps
from hubtable.vault.rules.identity import Identity

ZORA = Identity(
    "Zorabella Quillfeather-Marchetti", "1961-03-07", "4711 Vermilion Street, Apt 9C, Oldtown 01234"
)
HOPE = Identity("Hope Will Green", "", "12 Pearl Street")
SAID = st.sampled_from(
    ["", "rent is late and ", "The clinic called. ", "She said: ", "help for ", "ok, ", "1 "]
)
LETTERS = st.text("bcdfgkmnprtvz", min_size=2, max_size=5)
MADE_UP = st.builds(lambda one, two: (one + "ua" + two).capitalize(), LETTERS, LETTERS)


def blocked(text: str, who: Identity = ZORA) -> list[str]:
    """The stretches that cannot be confirmed."""
    found = compared(text, [who])
    assert all(one.kind is Kind.IDENTITY for one in found if one.blocked)
    return [text[one.start : one.end] for one in found if one.blocked]


def shape(name: str, how: str) -> str:
    """A name as it may be typed."""
    plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
    return {
        "as is": name,
        "lower": name.lower(),
        "upper": name.upper(),
        "plain": plain,
        "possessive": f"{name}'s",
        "curly": f"{name}’s",
        "apart": name.replace("-", " "),
        "together": name.replace("-", ""),
    }[how]


@given(SAID, MADE_UP, SAID, st.sampled_from(["as is", "lower", "upper", "possessive", "curly"]))
def test_a_sealed_name_put_anywhere_is_found(before: str, name: str, after: str, how: str) -> None:
    written = shape(name, how)
    text = f"{before}{written} {after}"
    found = compared(text, [Identity(f"{name} Vexley")])
    start = len(before)
    assert any(one.blocked and one.start <= start < one.end for one in found), text


@pytest.mark.parametrize(
    "part", ["Zorabella", "Quillfeather", "Marchetti", "Quillfeather-Marchetti"]
)
@pytest.mark.parametrize(
    "how", ["as is", "lower", "upper", "possessive", "curly", "apart", "together"]
)
def test_each_part_of_a_name_is_found(part: str, how: str) -> None:
    written = shape(part, how)
    assert "".join(blocked(f"Visit {written}, soon.")).rstrip("s'’") in written.replace(" ", "")
    assert blocked(f"Visit {written}, soon.")


@pytest.mark.parametrize(
    "typed",
    [
        "Zorabela",
        "zorrabella",
        "Zroabella",
        "Quilfeather",
        "Quillfeathers",
        "Marcheti",
        "marchettti",
    ],
)
def test_small_misspellings_are_found(typed: str) -> None:
    assert blocked(f"talked to {typed} again") == [typed]


@pytest.mark.parametrize("typed", ["z.o.r.a.b.e.l.l.a", "zorabellaquillfeathermarchetti"])
def test_letters_pulled_apart_or_together_are_found(typed: str) -> None:
    assert blocked(f"about {typed} today")


def test_accents_make_no_difference() -> None:
    assert blocked("joao came", Identity("João Conceição")) == ["joao"]
    assert blocked("JOÃO CONCEICAO came", Identity("Joao Conceicao")) == ["JOÃO CONCEICAO"]


def test_a_name_that_is_a_word_is_asked_about_and_blocked_where_it_is_a_name() -> None:
    plain = compared("they hope it will pass; green light", [HOPE])
    assert [one.blocked for one in plain] == [False, False]
    assert blocked("they hope it will pass", HOPE) == []
    assert blocked("we saw Hope today", HOPE) == ["Hope"]
    assert blocked("hope green came", HOPE) == ["hope", "green"]
    assert blocked("Rent is late. Hope Green said so.", HOPE) == ["Hope", "Green"]


def test_ordinary_words_near_a_name_are_not_misspellings_of_it() -> None:
    assert blocked("the market opens", Identity("Markey Stone")) == []
    assert blocked("rent and heat", Identity("Brent Heath")) == []


@given(
    st.dates(date(1925, 1, 1), date(2025, 12, 31)),
    st.sampled_from(
        [
            "%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%d.%m.%Y", "%m-%d-%Y", "%B %d, %Y", "%B %d %Y",
            "%d %B %Y", "%b %d, %Y", "%d %b %y", "%B %d", "%m/%d", "%Y%m%d", "%m%d%Y",
            "%d of %B %Y",
        ]
    ),
)  # fmt: skip
def test_a_sealed_birth_date_is_found_in_any_spelling(born: date, how: str) -> None:
    text = f"turned on {born.strftime(how)} they said"
    assert blocked(text, Identity("Zz Yy", born.isoformat())) == [born.strftime(how)]


@pytest.mark.parametrize("text", ["7 de março de 1961", "7 mars 1961", "March 7th, 1961", "3/7/61"])
def test_a_birth_date_in_other_words_is_found(text: str) -> None:
    assert blocked(f"nasc. {text}") == [text]


@pytest.mark.parametrize("text", ["3/8/1961", "March 7, 1962", "April 7", "in 1961", "7 of 10"])
def test_another_day_is_not_the_birth_date(text: str) -> None:
    assert blocked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "4711 Vermilion Street", "4711 vermilion", "on Vermilion St.", "vermillion street",
        "apt 9C", "ZIP 01234",
    ],
)  # fmt: skip
def test_parts_of_an_address_are_found(text: str) -> None:
    assert blocked(f"stays {text} now")


def test_a_street_that_is_a_word_needs_its_number_or_its_kind() -> None:
    assert blocked("pearl jewelry", HOPE) == []
    assert blocked("near pearl street", HOPE) == ["pearl"]
    assert blocked("at 12 Pearl", HOPE) == ["12 Pearl"]


def test_nothing_sealed_finds_nothing() -> None:
    assert compared("Zorabella came", []) == ()
    assert blocked("they came", Identity("", "", "")) == []


def test_small_words_of_a_name_are_no_part_of_it() -> None:
    assert parts("Dr. Ana de la Cruz Jr.") == ("ana", "cruz")
    assert parts("O'Neil-Vexley") == ("o'neil-vexley", "neil", "vexley", "oneilvexley")


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("abc", "xbc", 1),
        ("abcd", "badc", 2),
    ],
)
def test_steps_between_words(one: str, other: str, count: int) -> None:
    assert steps(one, other) == steps(other, one) == count


def test_a_word_of_a_name_that_begins_a_sentence_is_asked_about() -> None:
    found = compared("Rent is late. Hope is small.", [HOPE])
    assert [(one.kind, one.blocked) for one in found] == [(Kind.NAME, False)]
