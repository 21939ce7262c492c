"""Languages as people type them."""

from hubtable.hubs.rules.languages import LONGEST, MOST, spoken


def test_each_language_stands_once_and_trimmed() -> None:
    assert spoken(" Spanish ,, Portuguese,Spanish, ") == ["Spanish", "Portuguese"]
    assert spoken("") == []


def test_what_is_too_much_is_cut() -> None:
    assert [len(word) for word in spoken("x" * 50)] == [LONGEST]
    assert len(spoken(",".join(map(str, range(50))))) == MOST
