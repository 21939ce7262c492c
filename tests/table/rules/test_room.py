"""What the room's screen shows: never a rare language, pregnancy or a sexual-health item."""

import dataclasses
import re
from dataclasses import replace

import pytest
from tests.table.rules.told import FLAGS, PROTECTIVE, RISKS

from hubtable.hubs.rules.policies import Choice
from hubtable.table.rules.languages import COMMON, Language, rare
from hubtable.table.rules.meeting import MeetingKind
from hubtable.table.rules.moves import State
from hubtable.table.rules.presenting import Item, Someone, Told, by_category, headline
from hubtable.table.rules.rareness import LARGE_FAMILY, rare_signs
from hubtable.table.rules.room import (
    OFF_ROOM,
    SCREENS,
    Counts,
    OnScreen,
    Phase,
    RoomNow,
    may_pair,
    rows,
)
from hubtable.table.rules.words import AgeGroup, Criterion, DiscussionType, PersonRole, Sex

OFF = re.compile(OFF_ROOM, re.IGNORECASE)
COUNTS = Counts(here=9, of=12, presented=0, updates=14, answered=3, naming=0)
OPEN = RoomNow("Hub", False, 47, MeetingKind.REGULAR, counts=COUNTS)


def on(state: State) -> OnScreen:
    return OnScreen("D-0141", state, DiscussionType.PERSON, "", None, None, ())


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (RoomNow("Hub", False), Phase.NO_MEETING),
        (replace(OPEN, counts=None, blank=True), Phase.PAUSED),
        (replace(OPEN, counts=None), Phase.PRIVATE),
        (OPEN, Phase.DOOR),
        (replace(OPEN, updating_now=True), Phase.UPDATES),
        (replace(OPEN, counts=replace(COUNTS, presented=1)), Phase.BETWEEN),
        (replace(OPEN, on=on(State.PRESENTED)), Phase.PRESENTED),
        (replace(OPEN, on=on(State.PRESENTED), naming_now=True), Phase.PRESENTED),
        (replace(OPEN, on=on(State.ACCEPTED)), Phase.DECIDED),
        (replace(OPEN, on=on(State.REJECTED)), Phase.DECIDED),
        (replace(OPEN, on=on(State.REJECTED), naming_now=True), Phase.NAMES),
    ],
)
def test_which_part_of_the_meeting_it_is(now: RoomNow, phase: Phase) -> None:
    assert now.phase is phase


def test_the_database_gets_every_code_that_may_stand_there() -> None:
    kinds = {kind: {value for k, value in rows() if k == kind} for kind, _ in rows()}
    assert kinds["off"] == {OFF_ROOM}
    assert kinds["common"] == {language.value for language in COMMON}
    assert kinds["stance"] == {"agree", "object", "abstain"}
    assert kinds["question"] == {"", *(one.value for one in Criterion)}
    codes: dict[str, type[Choice]] = {
        "type": DiscussionType, "role": PersonRole, "sex": Sex, "age_group": AgeGroup,
    }  # fmt: skip
    assert all(kinds[kind] == {one.value for one in of} for kind, of in codes.items())
    assert kinds.keys() == codes.keys() | {"off", "common", "stance", "question"}


def test_so_many_screens_and_no_more() -> None:
    assert may_pair(SCREENS - 1)
    assert not may_pair(SCREENS)


def test_what_the_shipped_vocabulary_keeps_off_the_room() -> None:
    """Read this list: it is what the room never sees."""
    kept_off = sorted(i.code for i in (*RISKS, *PROTECTIVE, *FLAGS) if OFF.search(i.code))
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
    "text", ["HIV care", "Needs an STI test", "Reproductive health", "abortion", "hiv_care", "aids"]
)
def test_words_a_hub_adds_are_kept_off_too(text: str) -> None:
    assert OFF.search(text)


@pytest.mark.parametrize("text", ["Achieves much", "First aid", "Hearing aid", "Understudy"])
def test_words_that_only_look_alike_stay(text: str) -> None:
    assert not OFF.search(text)


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
