"""What is read out of what somebody typed."""

from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.asking import MOST_WORDS, Spot, corrected, guesses, read

FRAMINGHAM = Spot("framingham", "Framingham, MA", "Framingham", "MA", "Middlesex", 42.3, -71.4)
READING = Spot("reading", "Reading, MA", "Reading", "MA", "Middlesex", 42.5, -71.1)
NORTH_ADAMS = Spot("north adams", "North Adams, MA", "North Adams", "MA", "Berkshire", 42.7, -73.1)
ZIP = Spot("01702", "01702 (Framingham)", "Framingham", "MA", "Middlesex", 42.2, -71.4)
PLACES = {spot.name: spot for spot in (FRAMINGHAM, READING, NORTH_ADAMS, ZIP)}


def test_a_zip_code_counts_wherever_it_stands() -> None:
    asked = read("01702 food pantry", PLACES)
    assert asked.spot == ZIP
    assert asked.words == ("food", "pantry")
    assert asked.categories == ("food_pantry",)


def test_a_town_counts_at_the_end_with_its_state_or_after_a_preposition() -> None:
    for text in ("court framingham", "court in Framingham, MA", "framingham court"):
        asked = read(text, PLACES)
        assert (asked.spot, asked.words) == (FRAMINGHAM, ("court",)), text
    assert read("meals north adams", PLACES).spot == NORTH_ADAMS
    assert read("abogado cerca de Framingham", PLACES).words == ("abogado",)


def test_a_word_of_need_is_no_town() -> None:
    places = {**PLACES, "homeless": READING}
    assert read("homeless", places).spot is None
    assert read("somebody framingham knows", PLACES).spot is None


def test_a_town_in_the_words_is_a_word_where_the_place_was_said_apart() -> None:
    asked = read("court framingham", PLACES, place_wanted=False)
    assert asked.spot is None
    assert "framingham" in asked.words


def test_weekdays_in_five_languages() -> None:
    for word in ("saturday", "sábado", "samedi", "samdi", "Saturdays"):
        assert read(f"food {word}", {}).days == {5}, word
    assert read("comida na quinta-feira", {}).days == {3}
    assert read("comida na quinta-feira", {}).words == ("comida", "na")


def test_open_now_in_five_languages() -> None:
    assert read("pantry open now", {}).now
    assert read("comida abierto ahora", {}).now
    assert not read("pantry open", {}).now


def test_the_narrower_category_stands_for_the_wider() -> None:
    assert read("food pantry", {}).categories == ("food_pantry",)
    assert read("hungry", {}).categories == ("food_pantry", "meals")


def test_mended_words_replace_the_typed_ones() -> None:
    assert corrected("Fod PANTREY now", {"fod": "food", "pantrey": "pantry"}) == "food pantry now"


@given(st.text(max_size=400))
def test_anything_can_be_typed(text: str) -> None:
    asked = read(text, {name: PLACES[name] for name in guesses(text) if name in PLACES})
    assert len(asked.words) <= MOST_WORDS
    assert asked.covered <= set(asked.words)
