"""Two records of one person share a hash; records of different persons do not."""

from hypothesis import given
from hypothesis import strategies as st

from hubtable.vault.rules.identity import Identity
from hubtable.vault.rules.recognizing import MOST, hashes

PEPPER = b"p" * 32
BORN = "1990-01-01"
WORDS = st.lists(
    st.text(st.characters(categories=["Ll"], max_codepoint=0x17F), min_size=3, max_size=8),
    min_size=2,
    max_size=4,
    unique_by=lambda word: word.casefold(),
)


def of(name: str, born: str = BORN, pepper: bytes = PEPPER) -> set[bytes]:
    return set(hashes(Identity(name=name, birth_date=born), pepper))


def test_the_same_person_written_differently_is_recognized() -> None:
    one = of("Zora Invented")
    assert one & of("Invented, Zora M.")
    assert one & of("ZORA ANN INVENTED")
    assert one & of("Zóra  Invented-Example")


def test_somebody_else_is_not() -> None:
    one = of("Zora Invented")
    assert not one & of("Zora Example")
    assert not one & of("Zora Invented", "1990-01-02")
    assert not one & of("Zora Invented", pepper=b"q" * 32)


def test_a_name_alone_tells_nothing() -> None:
    assert not of("Zora Invented", "")
    assert not of("", BORN)
    assert not of("J. R.", BORN)


@given(words=WORDS, data=st.data())
def test_the_order_of_words_does_not_matter(words: list[str], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(words))
    assert of(" ".join(words)) == of(" ".join(mixed))


@given(words=st.lists(st.text("abcdefgh", min_size=2, max_size=5), max_size=30))
def test_their_number_is_bounded(words: list[str]) -> None:
    assert len(of(" ".join(words))) <= MOST * (MOST - 1) // 2
