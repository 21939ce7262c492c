"""Mail addresses of real feeds; people in the samples are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_email import read_emails


@pytest.mark.parametrize(
    ("text", "address", "problems"),
    [
        (" info@Example.ORG ", "info@example.org", ()),
        ("\u200b\u200binfo@example.org", "info@example.org", ()),
        ("info@example.org\ufeff", "info@example.org", ()),
        ("%20information@example.org", "information@example.org", ()),
        ("mailto:info@example.org", "info@example.org", ()),
        ("info [at] example [dot] org", "info@example.org", ()),
        ("info@example.org - DOES NOT WORK", "info@example.org", (Problem.MARKED_AS_BROKEN,)),
        ("ask Ana at info@example.org", "info@example.org", (Problem.LEFT_OVER,)),
        ("https://example.org/rides/Rides@Example.org", "Rides@example.org", (Problem.LEFT_OVER,)),
        ("(617) 555-0181", "", (Problem.NOT_UNDERSTOOD,)),
        ("TEst", "", (Problem.NOT_UNDERSTOOD,)),
    ],
)
def test_emails(text: str, address: str, problems: tuple[Problem, ...]) -> None:
    (read,) = read_emails(text)
    assert (read.address, read.problems) == (address, problems)


def test_several_in_a_cell() -> None:
    reads = read_emails("ana@example.org; bo@example.org")
    assert [read.address for read in reads] == ["ana@example.org", "bo@example.org"]
    assert all(read.problems == (Problem.SEVERAL,) for read in reads)


def test_nothing_is_sent_to_a_broken_address() -> None:
    assert not read_emails("info@example.org EMAIL NOT WORKING")[0].works
    assert read_emails("info@example.org")[0].works
    assert not read_emails("nobody")[0].works


@given(st.text(max_size=40) | st.emails())
def test_any_text_is_read_and_reads_to_itself(text: str) -> None:
    for read in read_emails(text):
        assert read.given == text
        if read.address:
            assert "\n" not in read.address
            (again,) = read_emails(read.address)
            assert again.address == read.address
