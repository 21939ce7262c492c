"""Phone numbers of many countries, and figures that are dates, cards or counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.vault.rules.guarding.checking import Read, checked
from hubtable.vault.rules.guarding.findings import Kind
from hubtable.vault.rules.guarding.phones import is_dated, phones

YEAR = 2026


def found(text: str) -> list[str]:
    """The stretches taken for phone numbers."""
    return [text[start:end] for start, end in phones(text)]


@given(
    st.integers(1, 999),
    st.integers(10, 99),
    st.integers(100, 999),
    st.integers(1000, 9999),
    st.sampled_from(
        [
            "+{} {} {} {}", "+{} (0){} {} {}", "00{}-{}-{}-{}", "(+{}) {} {} {}", "+{}/{}/{}{}",
            "+{}.{}.{}.{}", "+{}{}{}{}", "+ {} {} {} {}", "+{}–{}–{}–{}",
        ]
    ),
    st.sampled_from(["", " ext. 12", "x123", ", extension 4", " poste 12"]),
)  # fmt: skip
def test_a_number_with_a_country_is_found_with_its_extension(
    country: int, area: int, office: int, line: int, shape: str, more: str
) -> None:
    number = shape.format(country, area, office, line) + more
    assert number in found(f"left a message at {number}; no answer"), number


@pytest.mark.parametrize(
    "number",
    [
        "001-234-567-8901x1234",
        "(508)555-0143x123",
        "508/555-0143",
        "508–555–0143",
        "5085550143 ext 12",
        "06 12 34 56 78",
        "079 123 45 67",
        "0650/123 45 67",
        "(03) 9123 4567",
        "(0611) 12 34 56",
        "02.12.34.56.78",
        "12-34-56-78",
        "493 40 12",
        "0123456789",
        "1234567890x123",
        "1-123-456-7890 ext. 4",
        "1-800-VERMILION",
        "800-555-HELP",
    ],
)
def test_a_number_without_a_country_is_found(number: str) -> None:
    assert number in found(f"left a message at {number}; no answer")


@pytest.mark.parametrize("cue", ["tel.", "Phone:", "cell no.", "fax #", "mobile is"])
@pytest.mark.parametrize("number", ["12 34 56", "12345", "555-01", "1 508 555 0143"])
def test_a_short_number_is_found_behind_a_word_for_it(cue: str, number: str) -> None:
    assert any(number in one for one in found(f"{cue} {number} today"))


@pytest.mark.parametrize(
    "text",
    [
        "Closed 2025-03-14 2025-04-02, seen 03/14/2025 10.",
        "Two years (2023, 2024), and 2019-2024 before.",
        "Ages 12 15 17; calls fell from 90 to 20.",
        "4111 1111 1111 1111",
        "Text 2024 later; call 12345 times.",
        "1,200,000 for 03.14.2025",
    ],
)
def test_dates_cards_and_counts_are_no_phone_numbers(text: str) -> None:
    assert found(text) == []


def test_six_figures_behind_a_word_for_calling_are_a_number() -> None:
    assert found("reach the sister on 123 456 at noon") == ["123 456"]
    assert found("called twice on 03/14/2025, 120 000 others") == []
    assert found("the number of beds is 120 000") == []


def test_figures_are_dated_when_little_else_is_left() -> None:
    text = "03/14/2025 1030 and 12-34-56-78"
    assert is_dated(text, 0, 15)
    assert not is_dated(text, text.index("12-"), len(text))


def test_a_number_only_the_model_sees_is_asked_about() -> None:
    text = "use 555 01 2 or 4711 or 03/14/2025"
    parts = ("555 01 2", "4711", "03/14/2025")
    read = Read(phones=tuple((text.index(one), text.index(one) + len(one)) for one in parts))
    (one,) = (one for one in checked(text, year=YEAR, read=read) if one.kind is Kind.PHONE)
    assert (text[one.start : one.end], one.blocked) == ("555 01 2", False)
