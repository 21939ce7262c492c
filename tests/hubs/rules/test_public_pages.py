"""How towns and texts of public pages are read."""

import pytest

from hubtable.hubs.rules.public_pages import paragraphs, town


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Framingham, MA", "Framingham, MA"),
        ("  New Bedford ,ma ", "New Bedford, MA"),
        ("Truro, NS", "Truro, NS"),
        ("Framingham", ""),
        ("Framingham, XX", ""),
        (", MA", ""),
        ("x" * 81 + ", MA", ""),
        ("", ""),
    ],
)
def test_a_town_has_a_name_and_a_state(line: str, read: str) -> None:
    assert town(line) == read


def test_an_empty_line_divides_paragraphs() -> None:
    assert paragraphs(" One\r\ntwo\r\n \r\n\r\nThree\n\n") == ("One\ntwo", "Three")
    assert paragraphs(" \n\n ") == ()
