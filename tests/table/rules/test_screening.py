"""Screening: what stops, what is missing, what school records may not say, codes only."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.hubs.rules.policies import Keeping, Regime
from hubtable.table.rules.hotlines import ABUSE, CHECK, EMERGENCY, abuse_lines, crisis_lines
from hubtable.table.rules.languages import Language
from hubtable.table.rules.moves import State
from hubtable.table.rules.screening import (
    Screened,
    closed_to_school,
    may_describe,
    may_go_on,
    may_keep_identity,
    may_submit,
    missing,
)
from hubtable.table.rules.words import PLACES, ConsentGiven, Criterion, DiscussionType

COMPLETE = Screened(
    type=DiscussionType.PERSON,
    danger_now=False,
    abuse_suspected=False,
    criteria=frozenset(c.value for c in Criterion),
    tried=frozenset({"outreach"}),
    consent="none",
    regimes=frozenset({"none"}),
    risk_factors=frozenset({"Housing"}),
    interpreter=False,
    people=(("main", "female", "30-39"),),
)


def test_a_complete_worksheet_may_be_submitted() -> None:
    assert may_submit(COMPLETE)
    assert missing(COMPLETE) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("danger_now", None),
        ("abuse_suspected", None),
        ("criteria", frozenset({"interest", "probability", "severity"})),
        ("tried", frozenset()),
        ("consent", ""),
        ("regimes", frozenset()),
        ("risk_factors", frozenset()),
        ("interpreter", None),
        ("people", ()),
        ("people", (("main", "", "30-39"),)),
    ],
)
def test_each_open_answer_is_named(field: str, value: object) -> None:
    one = replace(COMPLETE, **{field: value})
    assert set(missing(one)) == {field}
    assert may_submit(one).code == "incomplete"


def test_an_interpreter_needs_a_language() -> None:
    one = replace(COMPLETE, interpreter=True)
    assert set(missing(one)) == {"language"}
    assert may_submit(replace(one, language=Language.SPANISH.value))


def test_danger_stops_whatever_else_is_answered() -> None:
    assert may_submit(replace(COMPLETE, danger_now=True)).code == "danger_now"
    assert not may_go_on(True)
    assert may_go_on(False)
    assert may_go_on(None)


def test_a_family_is_two_and_a_place_is_nobody() -> None:
    family = replace(COMPLETE, type=DiscussionType.FAMILY)
    assert set(missing(family)) == {"people"}
    assert may_submit(replace(family, people=COMPLETE.people * 2))
    for place in PLACES:
        assert may_submit(replace(COMPLETE, type=place, people=()))


SCHOOL = replace(
    COMPLETE,
    regimes=frozenset({Regime.FERPA.value}),
    risk_factors=frozenset({"Housing", "Gangs: gang member"}),
    flags=frozenset({"Settlement challenges"}),
)


def test_school_records_do_not_say_gang_or_origin_without_consent() -> None:
    assert closed_to_school(SCHOOL) == {"Gangs: gang member", "Settlement challenges"}
    assert set(missing(SCHOOL)) == {"flags"}


@pytest.mark.parametrize("consent", [ConsentGiven.VERBAL, ConsentGiven.WRITTEN])
def test_with_consent_school_records_may(consent: ConsentGiven) -> None:
    assert may_submit(replace(SCHOOL, consent=consent.value))


def test_other_agencies_may_say_it() -> None:
    assert may_submit(replace(SCHOOL, regimes=frozenset({Regime.CORI.value})))


@given(st.text(min_size=1, max_size=12))
def test_no_word_of_ones_own_gets_into_a_description(text: str) -> None:
    known = {"main", "female", "30-39", *Language.labels()}
    if text in known:
        return
    for people in ([(text, "", "")], [("", text, "")], [("", "", text)]):
        assert not may_describe(frozenset(), "", people) or text in {"parent", "child", "other"}
    assert not may_describe(frozenset(), text, [])
    assert not may_describe(frozenset({text}), "", [])


def test_codes_and_open_answers_may_be_saved() -> None:
    assert may_describe(frozenset(), "", [])
    assert may_describe(frozenset(), "khmer", [("", "", ""), ("child", "male", "0-5")])
    assert may_describe(frozenset(), "", [("female", "main", "0-5")]).code == "not_a_code"


@pytest.mark.parametrize("state", State)
def test_names_are_kept_where_the_table_keeps_them_and_while_they_are_needed(state: State) -> None:
    assert may_keep_identity(Keeping.NOT_STORED, state).code == "not_stored"
    over = {State.REJECTED, State.WITHDRAWN, State.CONCLUDED, State.FORGOTTEN}
    for keeping in (Keeping.UNTIL_CONTACT, Keeping.UNTIL_CONCLUSION):
        assert bool(may_keep_identity(keeping, state)) == (state not in over)


def test_numbers_to_call() -> None:
    assert [line.number for line in EMERGENCY] == ["911", "988"]
    assert crisis_lines([])[:2] == EMERGENCY
    assert [line.number for line in crisis_lines(["MA", "MA"])] == ["911", "988", "833-773-2445"]
    assert [line.number for line in abuse_lines(["MA"])] == [
        "1-800-792-5200",
        "1-800-922-2275",
        "1-800-426-9009",
    ]
    assert abuse_lines(["MA"]) == ABUSE["MA"]
    assert len(abuse_lines(["MA", "NH"])) == 5
    assert len(abuse_lines([])) == 2
    assert abuse_lines(["MA"])[0].dial == "18007925200"
    assert "counsel" in CHECK
