"""What the room's screen shows: never a rare language, pregnancy or a sexual-health item."""

import dataclasses

import pytest
from hypothesis import given
from tests.table.rules.told import FLAGS, PROTECTIVE, RISKS, told

from hubtable.table.rules.languages import COMMON, Language, rare
from hubtable.table.rules.presenting import Item, Someone, Told, by_category, headline
from hubtable.table.rules.rareness import LARGE_FAMILY, rare_signs
from hubtable.table.rules.room import OFF_ROOM, for_room
from hubtable.table.rules.words import AgeGroup, DiscussionType, PersonRole, Sex

ITEMS = ("risks", "protective", "flags")


@given(told())
def test_the_room_shows_no_more_than_the_members(one: Told) -> None:
    shown = for_room(one)
    for name in ITEMS:
        assert set(getattr(shown, name)) <= set(getattr(one, name))
    assert (shown.type, shown.people, shown.interpreter) == (one.type, one.people, one.interpreter)


@given(told())
def test_the_room_shows_no_rare_language(one: Told) -> None:
    assert for_room(one).language in {None, *COMMON}
    if one.language in COMMON:
        assert for_room(one).language is one.language


@given(told())
def test_nothing_that_belongs_off_the_room_is_shown(one: Told) -> None:
    shown = for_room(one)
    items = (*shown.risks, *shown.protective, *shown.flags)
    assert not [item for item in items if OFF_ROOM.search(f"{item.code} {item.text}")]


@given(told())
def test_only_what_is_off_the_room_goes(one: Told) -> None:
    shown = for_room(one)
    for name in ITEMS:
        gone = set(getattr(one, name)) - set(getattr(shown, name))
        assert all(OFF_ROOM.search(item.code + " " + item.text) for item in gone)


def test_what_the_shipped_vocabulary_keeps_off_the_room() -> None:
    """Read this list: it is what the room never sees."""
    kept_off = sorted(i.code for i in (*RISKS, *PROTECTIVE, *FLAGS) if OFF_ROOM.search(i.code))
    assert kept_off == [
        "Crime Victimization: sexual assault",
        "Criminal Involvement: sexual assault",
        "Inappropriate sexual behaviour",
        "Physical Health: pregnant",
        "Sexual Violence",
        "Sexual Violence: person affected by sexual violence",
        "Sexual Violence: person perpetrator of sexual violence",
        "Sexual Violence: person victim of sexual violence",
        "Sexual Violence: sexual violence in the home",
    ]


@pytest.mark.parametrize(
    "text", ["HIV care", "Needs an STI test", "Reproductive health", "abortion"]
)
def test_words_a_hub_adds_are_kept_off_too(text: str) -> None:
    one = Told(DiscussionType.DWELLING, flags=(Item("added", text), Item("kept", "Achieves much")))
    assert [item.code for item in for_room(one).flags] == ["kept"]


def test_the_originating_agency_is_no_part_of_a_description() -> None:
    assert {field.name for field in dataclasses.fields(Told)} == {
        "type", "people", "interpreter", "language", "risks", "protective", "flags",
    }  # fmt: skip


def test_only_few_languages_are_common() -> None:
    assert [language for language in Language if not rare(language)] == [
        Language.SPANISH,
        Language.PORTUGUESE,
    ]
    assert not rare(None)
    assert len(set(Language.labels().values())) == len(Language)


def someone(sex: Sex = Sex.FEMALE) -> Someone:
    return Someone(PersonRole.MAIN, sex, AgeGroup.A30)


def test_signs_that_few_people_fit() -> None:
    plain = Told(DiscussionType.PERSON, (someone(),), True, Language.SPANISH)
    assert rare_signs(plain) == ()
    rare_language = dataclasses.replace(plain, language=Language.KHMER)
    assert "language" in rare_signs(rare_language)[0]
    assert LARGE_FAMILY == 6
    family = (someone(),) * 6
    assert "family" in rare_signs(Told(DiscussionType.FAMILY, family))[0]
    assert rare_signs(Told(DiscussionType.FAMILY, family[1:])) == ()
    assert "sex" in rare_signs(Told(DiscussionType.PERSON, (someone(Sex.OTHER),)))[0]


def test_headlines() -> None:
    assert headline(Told(DiscussionType.NEIGHBORHOOD)) == "Neighborhood"
    assert headline(Told(DiscussionType.FAMILY, (someone(), someone()))) == "Family, 2 people"
    assert headline(Told(DiscussionType.PERSON, (someone(),))).startswith("Person, female, 30")


def test_factors_stand_under_their_category_in_order() -> None:
    items = (Item("a", "A"), Item("b1", "one", "B"), Item("c", "C"), Item("b2", "two", "B"))
    assert by_category(items) == (("A", ()), ("B", ("one", "two")), ("C", ()))
