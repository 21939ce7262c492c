"""Deciding in the three ways a table may have chosen, and the small rules of the meeting."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.hubs.rules.policies import Deciding
from hubtable.table.rules.deciding import (
    Said,
    may_accept,
    may_reject,
    may_say,
    questions,
    standing,
    tally,
)
from hubtable.table.rules.finding import reference_or_number
from hubtable.table.rules.keys import KEYS, TAKEN, keyed
from hubtable.table.rules.moves import State
from hubtable.table.rules.standing import STANDINGS, standing_of
from hubtable.table.rules.words import Criterion, StanceKind

AGENCIES = tuple(uuid4() for _ in range(5))
A, B, C, D, E = AGENCIES
ROOM = frozenset(AGENCIES)
kinds = st.sampled_from(StanceKind)
speech = st.lists(st.builds(Said, st.sampled_from(AGENCIES), kinds), max_size=20).map(tuple)


def said(*pairs: tuple[object, StanceKind], criterion: str = "") -> list[Said]:
    return [Said(who, kind, criterion) for who, kind in pairs]  # type: ignore[arg-type]


@given(speech, st.sampled_from([Deciding.OBJECTIONS, Deciding.VOTE]))
def test_every_agency_present_is_counted_once(spoken: tuple[Said, ...], way: Deciding) -> None:
    count = tally(spoken, ROOM, way)
    assert count.agree + count.object + count.abstain + count.waiting == len(ROOM)
    if way is Deciding.OBJECTIONS:
        assert count.waiting == 0


@given(speech)
def test_the_newest_word_of_an_agency_holds(spoken: tuple[Said, ...]) -> None:
    held = standing(spoken)
    for who in AGENCIES:
        kinds_said = [s.kind for s in spoken if s.delegation == who and s.kind.value != "our_work"]
        assert held.get((who, "")) == (kinds_said[-1] if kinds_said else None)


@given(speech)
def test_an_objection_holds_everything_up(spoken: tuple[Said, ...]) -> None:
    objecting = StanceKind.OBJECT in standing(spoken).values()
    abstaining = list(standing(spoken).values()).count(StanceKind.ABSTAIN) == len(ROOM)
    verdict = may_accept(spoken, ROOM, Deciding.OBJECTIONS)
    assert bool(verdict) == (not objecting and not abstaining)


def test_silence_is_agreement_only_with_objections() -> None:
    assert may_accept([], ROOM, Deciding.OBJECTIONS)
    assert may_accept([], ROOM, Deciding.VOTE).code == "waiting"
    assert may_accept([], frozenset(), Deciding.OBJECTIONS).code == "nobody_present"


def test_who_is_not_in_the_room_does_not_count() -> None:
    assert may_accept(said((A, StanceKind.OBJECT)), ROOM - {A}, Deciding.OBJECTIONS)


def test_a_vote_needs_more_for_than_against() -> None:
    yes, object_ = StanceKind.AGREE, StanceKind.OBJECT
    even = said((A, yes), (B, yes), (C, object_), (D, object_), (E, StanceKind.ABSTAIN))
    assert may_accept(even, ROOM, Deciding.VOTE).code == "not_carried"
    assert may_accept([*even, Said(E, yes)], ROOM, Deciding.VOTE)


def test_each_criterion_is_voted_on() -> None:
    assert questions(Deciding.CRITERIA) == tuple(c.value for c in Criterion)
    assert questions(Deciding.VOTE) == ("",)
    everything = [
        one
        for criterion in Criterion
        for one in said(*((who, StanceKind.AGREE) for who in ROOM), criterion=criterion.value)
    ]
    assert may_accept(everything, ROOM, Deciding.CRITERIA)
    assert may_accept(everything[1:], ROOM, Deciding.CRITERIA).code == "waiting"


@pytest.mark.parametrize(
    ("kind", "criterion", "way", "allowed"),
    [
        (StanceKind.AGREE, "", Deciding.OBJECTIONS, True),
        (StanceKind.AGREE, "severity", Deciding.OBJECTIONS, False),
        (StanceKind.AGREE, "severity", Deciding.CRITERIA, True),
        (StanceKind.AGREE, "", Deciding.CRITERIA, False),
        (StanceKind.OUR_WORK, "", Deciding.CRITERIA, True),
        (StanceKind.OUR_WORK, "severity", Deciding.CRITERIA, False),
    ],
)
def test_a_stance_answers_a_question_that_is_asked(
    kind: StanceKind, criterion: str, way: Deciding, allowed: bool
) -> None:
    assert bool(may_say(kind, criterion, way)) == allowed


def test_a_rejection_has_a_reason() -> None:
    assert may_reject("a", {"a": "A"})
    assert not may_reject("", {"a": "A"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("141", "D-0141"),
        ("d141", "D-0141"),
        (" D-0141 ", "D-0141"),
        ("D 12345", "D-12345"),
        ("2026-14", "2026-014"),
        ("2026/0014", "2026-014"),
        ("2026-1234", "2026-1234"),
        ("2026", "D-2026"),
        ("", ""),
        ("somebody's whole name", "somebody's w"),
    ],
)
def test_what_somebody_may_have_meant(typed: str, meant: str) -> None:
    assert reference_or_number(typed) == meant


def test_every_agency_has_a_key_of_its_own() -> None:
    assert len(set(KEYS)) == len(KEYS)
    assert not TAKEN & set(KEYS)
    assert [key for _, key in keyed(range(3))] == ["1", "2", "3"]
    assert [key for _, key in keyed(range(len(KEYS) + 2))][-2:] == ["", ""]


def test_every_state_has_words() -> None:
    assert set(STANDINGS) == set(State)
    assert len({standing_of(state).label for state in State}) == len(State)
