"""The first matrix as a pure function, against the page written by hand (security/matrix.md)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.security import expected

from hubtable.table.rules.disclosing import (
    MATRIX,
    Facts,
    Relation,
    Seen,
    Sight,
    Viewer,
    relations,
    rows,
    sees,
    stage,
)
from hubtable.table.rules.moves import State

TABLE, OTHER_TABLE = uuid4(), uuid4()
ONE, TWO = uuid4(), uuid4()
WHO: Mapping[str, UUID] = {
    name: uuid4()
    for name in (
        "originating agency",
        "picked, told on screen",
        "picked, told by word",
        "lead",
        "assisting",
        "assisting, told by word",
        "assisting, protected program",
        "present",
        "chair",
        "coordinator",
        "at the table, not present",
        "broke the glass for person 1",
        expected.ELSE,
    )
}
"""Relation → delegation; the chair's own agency is the one that is present."""
ORIGIN, LEAD = WHO["originating agency"], WHO["lead"]
GLASS_SEAT = uuid4()
T0 = datetime(2026, 11, 24, 15, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

SCREEN = ("picked, told on screen", "lead", "assisting", "assisting, protected program")
WORD = ("picked, told by word", "assisting, told by word")
ANSWERS = {uuid4(): WHO[name] for name in (*SCREEN, *WORD)}
PRESENT = frozenset(WHO[name] for name in (*SCREEN, *WORD, "present", "chair"))
PICKS = {(WHO[name], ONE): name in SCREEN for name in (*SCREEN, *WORD)} | {(LEAD, TWO): True}
ASSISTING = frozenset(
    WHO[name] for name in ("assisting", "assisting, told by word", "assisting, protected program")
)


def facts(state: State, **also: Any) -> Facts:
    base: dict[str, Any] = {
        "table": TABLE,
        "state": state,
        "subjects": {ONE: ORIGIN, TWO: ORIGIN},
        "origins": frozenset({ORIGIN}),
    }
    return Facts(**(base | also))


GLASS: Any = {"glass": {(GLASS_SEAT, ONE): T0 + HOUR}}
SHOWN: Any = GLASS | {"present": PRESENT, "presented_at": T0}
ASKED: Any = SHOWN | {"picks": PICKS, "answers": ANSWERS}
ASSIGNED: Any = ASKED | {"lead": LEAD, "assisting": ASSISTING}
ENDED: Any = ASSIGNED | {"concluded_at": T0 + HOUR / 2}

LAPSED = {(WHO["assisting, protected program"], ONE): T0 + HOUR / 4}
"""The protected program was told on a consent that was withdrawn."""
PICKED, SECOND = WHO["picked, told on screen"], WHO["picked, told by word"]
TOGETHER: Any = {"origins": frozenset({ORIGIN, SECOND}), "subjects": {ONE: ORIGIN, TWO: SECOND}}
"""Two agencies brought one person each, in situations that were joined."""
IN_ROOM: Any = {"present": PRESENT, "presented_at": T0}

MOMENTS: dict[str, tuple[Facts, datetime]] = {
    "screening": (facts(State.SCREENING), T0),
    "submitted": (facts(State.SUBMITTED, **GLASS), T0),
    "presented": (facts(State.PRESENTED, **SHOWN), T0),
    "presented, window over": (facts(State.PRESENTED, **SHOWN), T0 + DAY),
    "put back": (facts(State.SUBMITTED, **GLASS), T0),
    "accepted": (facts(State.ACCEPTED, **SHOWN), T0 + HOUR / 2),
    "accepted, window over": (facts(State.ACCEPTED, **SHOWN), T0 + DAY),
    "rejected": (facts(State.REJECTED, **SHOWN), T0 + HOUR / 2),
    "rejected, window over": (facts(State.REJECTED, **SHOWN), T0 + DAY),
    "decision undone": (facts(State.PRESENTED, **SHOWN), T0 + HOUR / 2),
    "names round": (facts(State.IDENTIFYING, **ASKED), T0 + HOUR / 2),
    "round closed": (facts(State.ACCEPTED, **SHOWN, answers=ANSWERS), T0 + HOUR / 2),
    "round closed, window over": (facts(State.ACCEPTED, **SHOWN, answers=ANSWERS), T0 + DAY),
    "round opened again": (facts(State.IDENTIFYING, **SHOWN, answers=ANSWERS), T0 + HOUR / 2),
    "intervening": (facts(State.INTERVENING, **ASSIGNED), T0 + HOUR / 2),
    "person 1 declined": (
        facts(State.INTERVENING, **ASSIGNED, declined=frozenset({ONE})),
        T0 + HOUR / 2,
    ),
    "concluded": (facts(State.CONCLUDED, **ENDED), T0 + HOUR / 2),
    "concluded, 30 days over": (facts(State.CONCLUDED, **ENDED), T0 + HOUR / 2 + 30 * DAY),
    "reopened": (facts(State.INTERVENING, **ASSIGNED), T0 + HOUR / 2),
    "withdrawn": (facts(State.WITHDRAWN, **GLASS), T0),
    "not now": (facts(State.INTERVENING, **ASSIGNED), T0 + HOUR / 2),
    "consent withdrawn": (facts(State.INTERVENING, **ASSIGNED, lapses=LAPSED), T0 + HOUR / 2),
    "under hold": (facts(State.INTERVENING, **ASSIGNED, lapses=LAPSED), T0 + HOUR / 2),
    "names deleted at first visit": (
        facts(State.INTERVENING, **ASSIGNED, lapses=LAPSED),
        T0 + HOUR / 2,
    ),
    "joined": (facts(State.SUBMITTED, **TOGETHER), T0),
    "joined, presented": (facts(State.PRESENTED, **TOGETHER, **IN_ROOM), T0),
    "joined, names round": (
        facts(
            State.IDENTIFYING,
            **TOGETHER,
            **IN_ROOM,
            picks={
                (LEAD, ONE): True,
                (LEAD, TWO): True,
                (WHO["picked, told on screen"], TWO): True,
            },
            answers={uuid4(): LEAD, uuid4(): WHO["picked, told on screen"]},
        ),
        T0,
    ),
    "forgotten": (facts(State.FORGOTTEN, **ENDED), T0 + HOUR / 2),
    "rejected and forgotten": (facts(State.FORGOTTEN, **SHOWN), T0 + HOUR / 2),
}
STRANGERS = (
    Viewer(uuid4(), WHO[expected.ELSE], OTHER_TABLE, desk=True),
    Viewer(uuid4(), LEAD, OTHER_TABLE, desk=True),
    Viewer(uuid4(), LEAD, TABLE, desk=True, holds=False),
    Viewer(GLASS_SEAT, LEAD, TABLE, desk=True, holds=False),
    Viewer(uuid4(), ORIGIN, TABLE, desk=True, holds=False),
    Viewer(uuid4(), None, TABLE, desk=True),
    Viewer(uuid4(), None, None, desk=False),
)
"""Another table, an end, no place at a table: whatever else they are, they see nothing."""


def viewers(relation: str) -> tuple[Viewer, ...]:
    if relation == expected.ELSE:
        return STRANGERS
    seat = GLASS_SEAT if relation.startswith("broke") else uuid4()
    return (Viewer(seat, WHO[relation], TABLE, desk=relation in {"chair", "coordinator"}),)


def test_the_page_and_this_test_speak_of_the_same_moments_and_relations() -> None:
    assert expected.moments() == set(MOMENTS)
    assert expected.relations() == set(WHO)


@pytest.mark.parametrize(("relation", "moment"), sorted(expected.table()))
def test_every_cell(relation: str, moment: str) -> None:
    what, now = MOMENTS[moment]
    for viewer in viewers(relation):
        meant = expected.seen(
            expected.table()[relation, moment], (ONE, TWO), what.answers, viewer.delegation
        )
        assert sees(viewer, what, now=now) == meant


def test_each_relation_alone_is_what_the_page_says() -> None:
    assert rows() == expected.alone()


def test_every_state_has_its_row() -> None:
    assert {stage(state) for state in State} == set(MATRIX)


SINGLE: dict[Relation, dict[str, Any]] = {
    Relation.TABLE: {},
    Relation.ORIGIN: {"origins": frozenset({LEAD}), "subjects": {ONE: LEAD, TWO: ORIGIN}},
    Relation.PICKED: {"picks": {(LEAD, ONE): True}},
    Relation.LEAD: {"lead": LEAD},
    Relation.ASSISTING: {"assisting": frozenset({LEAD})},
    Relation.PRESENT: {"present": frozenset({LEAD})},
}


@pytest.mark.parametrize("state", State)
def test_sights_of_several_relations_add_up(state: State) -> None:
    """With everything told, what a viewer with many relations sees is the union of each."""
    told = {
        "picks": {(LEAD, ONE): True},
        "answers": ANSWERS,
        "presented_at": T0,
        "concluded_at": T0,
    }
    for size in range(len(SINGLE) + 1):
        for chosen in combinations(SINGLE, size):
            many = facts(state, **told)
            for one in chosen:
                many = replace(many, **SINGLE[one])
            viewer = Viewer(uuid4(), LEAD, TABLE, desk=False)
            grants = {
                sight
                for r in relations(viewer, many, T0)
                for sight in MATRIX[stage(state)].get(r, ())
            }
            assert {s.sight for s in sees(viewer, many, now=T0)} == grants


@pytest.mark.parametrize("state", State)
def test_who_was_told_of_one_person_never_sees_another(state: State) -> None:
    what = facts(state, **ASSIGNED, concluded_at=T0)
    for name, delegation in WHO.items():
        if name not in {"originating agency", "lead"}:
            viewer = Viewer(GLASS_SEAT, delegation, TABLE, desk=True)
            assert not {s for s in sees(viewer, what, now=T0) if s.part == TWO}, name


def test_an_originator_that_leads_keeps_its_person_after_a_no() -> None:
    what = facts(State.INTERVENING, lead=ORIGIN, declined=frozenset({ONE}))
    seen = sees(Viewer(uuid4(), ORIGIN, TABLE, desk=False), what, now=T0)
    assert {Seen(Sight.IDENTIFIED, ONE), Seen(Sight.PLANNED, ONE)} <= seen


def test_nothing_follows_from_a_time_that_is_not_set() -> None:
    """A window without a presentation, 30 days without a conclusion: closed, not open."""
    present = facts(State.PRESENTED, present=frozenset({LEAD}))
    viewer = Viewer(uuid4(), LEAD, TABLE, desk=True)
    assert sees(viewer, present, now=T0) == {Seen(Sight.REPORTED)}
    concluded = facts(State.CONCLUDED, lead=LEAD, picks={(LEAD, ONE): True})
    assert sees(viewer, concluded, now=T0) == {Seen(Sight.DESCRIBED), Seen(Sight.REPORTED)}


def test_the_emergency_look_is_the_seats_own_and_for_one_hour() -> None:
    what = facts(State.SUBMITTED, **GLASS)
    looking = Viewer(GLASS_SEAT, LEAD, TABLE, desk=False)
    colleague = replace(looking, seat=uuid4())
    just_before = T0 + HOUR - timedelta(microseconds=1)
    assert sees(looking, what, now=just_before) == {Seen(Sight.IDENTIFIED, ONE)}
    assert sees(looking, what, now=T0 + HOUR) == frozenset()
    assert sees(colleague, what, now=T0) == frozenset()


@pytest.mark.parametrize("hours", [1, 24, 72])
def test_the_offering_window_is_the_tables(hours: int) -> None:
    what = facts(State.PRESENTED, **SHOWN, offering_hours=hours)
    viewer = Viewer(uuid4(), WHO["present"], TABLE, desk=False)
    end = T0 + timedelta(hours=hours)
    assert Seen(Sight.DESCRIBED) in sees(viewer, what, now=end - timedelta(microseconds=1))
    assert Seen(Sight.DESCRIBED) not in sees(viewer, what, now=end)
