"""The finder's sentences: none is missing in a language, and none has lost a value."""

from datetime import UTC, date, datetime, timedelta
from string import Formatter
from uuid import UUID, uuid4

import pytest

from hubtable.directory.rules.finder_words import Words, sentences
from hubtable.directory.rules.pins import Point, drawn
from hubtable.directory.rules.saved import MOST, as_ids, as_text
from hubtable.hubs.rules.languages import PublicLanguage

ZONE = "America/New_York"
NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
"""A Tuesday, twelve in Massachusetts."""


def some(count: int) -> tuple[UUID, ...]:
    return tuple(uuid4() for _ in range(count))


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sentences())
def test_a_sentence_stands_in_every_language_with_its_values(key: str) -> None:
    texts = sentences()[key]
    assert all(text.strip() == text and text for text in texts.values())
    assert len({frozenset(values(text)) for text in texts.values()}) == 1
    assert len({text.count("|") for text in texts.values()}) == 1


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("November 24, 2026", "4:30 pm", "Thursday")),
        ("es", ("24 de noviembre de 2026", "4:30 pm", "el jueves")),
        ("pt-BR", ("24 de novembro de 2026", "16h30", "quinta")),
        ("ht", ("24 novanm 2026", "4:30 pm", "jedi")),
        ("fr", ("24 novembre 2026", "16h30", "jeudi")),
    ],
)
def test_dates_and_times_are_in_the_language(language: str, expected: tuple[str, ...]) -> None:
    t = Words(PublicLanguage(language))
    at = NOON + timedelta(hours=4, minutes=30)
    assert (t.date(date(2026, 11, 24)), t.time(at, ZONE)) == expected[:2]
    assert t.day(NOON + timedelta(days=2), NOON, ZONE) == expected[2]


def test_a_day_is_said_as_people_say_it() -> None:
    t = Words(PublicLanguage.ENGLISH)
    near_midnight = NOON + timedelta(hours=11)
    assert t.day(NOON, NOON, ZONE) == "today"
    assert t.day(near_midnight, NOON, ZONE) == "today", "by the clock of the place, not UTC"
    assert t.day(NOON + timedelta(days=1), NOON, ZONE) == "tomorrow"
    assert t.day(NOON + timedelta(days=9), NOON, ZONE) == "December 3, 2026"
    assert t.time(datetime(2026, 11, 24, 5, 5, tzinfo=UTC), ZONE) == "12:05 am"


def test_a_list_comes_back_from_its_address() -> None:
    ids = some(3)
    assert as_ids(as_text(ids)) == ids
    assert as_ids(as_text([*ids, *ids])) == ids
    assert as_ids("..!!.AAAA.é." + as_text(ids)) == ids
    assert len(as_ids(as_text(some(MOST + 5)))) == MOST


def test_a_map_keeps_north_up_and_everything_inside() -> None:
    found = drawn([Point(1, 42.28, -71.42), Point(2, 42.38, -71.30), Point(0, 42.3, -71.4)])
    assert found is not None
    south, north, here = found.pins
    assert (south.words, north.words, here.words) == ("1", "2", "")
    assert north.y < south.y
    assert north.x > south.x
    assert all(0 < pin.x < 640 and 0 < pin.y < 320 for pin in found.pins)
    assert 12 < found.miles < 18


def test_points_at_one_door_are_one_pin_and_no_point_is_no_map() -> None:
    found = drawn([Point(n, 42.28, -71.42, approximate=n > 1) for n in (1, 2, 3, 4)])
    assert found is not None
    assert [(pin.words, pin.approximate) for pin in found.pins] == [("1, 2, 3…", False)]
    assert drawn([Point(0, 42.28, -71.42)]) is None
    assert drawn([]) is None
