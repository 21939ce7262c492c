"""Free, for a fee, or not known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_fees import read_fees


@pytest.mark.parametrize(
    "text",
    ["Free", "No cost", "Free of charge.", "There is no cost to participate", "$0", "Free for all",
     "no fee for service", "Free meals"],
)  # fmt: skip
def test_free(text: str) -> None:
    read = read_fees(text)
    assert (read.free, read.problems) == (True, ())


@pytest.mark.parametrize(
    ("text", "amounts"),
    [("$150 fee", ["150"]), ("$1,200.50 tuition", ["1200.50"]), ("Sliding scale", []),
     ("Fees are $50 per session, $25 for a group", ["50", "25"])],
)  # fmt: skip
def test_for_a_fee(text: str, amounts: list[str]) -> None:
    read = read_fees(text)
    assert read.free is False
    assert read.amounts == tuple(map(Decimal, amounts))


def test_a_sliding_scale_is_told() -> None:
    assert read_fees("Sliding scale based on income").sliding


@pytest.mark.parametrize(
    "text",
    ["Free for seniors; $5 others", "Free if you live in town", "None", "n/a",
     "Free, donations welcome", "First visit free"],
)  # fmt: skip
def test_free_for_some_is_not_known(text: str) -> None:
    read = read_fees(text)
    assert (read.free, read.problems) == (None, (Problem.AMBIGUOUS,))


@pytest.mark.parametrize(
    "text", ["toll-free", "drug-free housing", "Call for fees", "free parking", "MassHealth"]
)
def test_what_says_nothing_of_a_price_is_not_known(text: str) -> None:
    read = read_fees(text)
    assert (read.free, read.problems) == (None, (Problem.NOT_UNDERSTOOD,))


@given(st.text(max_size=40) | st.from_regex(r"(free|\$\d{1,4}|fee| |no cost|toll-){1,4}"))
def test_any_text_is_read_and_kept(text: str) -> None:
    read = read_fees(text)
    assert read.given == text
    assert not (read.free and any(read.amounts))


@given(st.decimals(min_value=1, max_value=9999, places=2))
def test_an_amount_reads_to_itself(amount: Decimal) -> None:
    assert read_fees(f"${amount}").amounts == (amount,)
