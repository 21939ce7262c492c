"""The order of what waits: total, the same however it came, overdue before due before undated."""

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tests.world import NOW

from hubtable.home.rules.urgency import ON_NOW, Band, Line, Waiting, band, in_order, once

MOMENTS = st.none() | st.integers(-100, 100).map(lambda hours: NOW + timedelta(hours=hours))
LINES = st.builds(
    Line,
    kind=st.sampled_from(Waiting),
    which=st.sampled_from(["", "D-0001", "D-0002", "2026-001"]),
    due=MOMENTS,
    since=MOMENTS,
    of=st.none() | st.integers(1, 3).map(lambda n: UUID(int=n)),
    note=st.sampled_from(["", "x"]),
    count=st.integers(0, 2),
)


@given(st.lists(LINES, max_size=12), st.randoms(use_true_random=False))
def test_the_same_lines_in_any_order_give_the_same_list(lines: list[Line], random) -> None:
    mixed = list(lines)
    random.shuffle(mixed)
    assert in_order(mixed, NOW) == in_order(lines, NOW)
    assert sorted(map(repr, in_order(lines, NOW))) == sorted(map(repr, lines))


@given(st.lists(LINES, max_size=12))
def test_now_before_overdue_before_due_before_undated(lines: list[Line]) -> None:
    bands = [band(line, NOW) for line in in_order(lines, NOW)]
    assert bands == sorted(bands)


@given(st.lists(LINES, max_size=12), LINES)
def test_what_comes_new_moves_no_other(lines: list[Line], new: Line) -> None:
    if new not in lines:
        after = [line for line in in_order([*lines, new], NOW) if line != new]
        assert after == list(in_order(lines, NOW))


@given(st.lists(LINES, max_size=12))
def test_of_what_is_due_the_next_comes_first(lines: list[Line]) -> None:
    for found in (Band.OVERDUE, Band.DUE):
        dues = [x.due for x in in_order(lines, NOW) if band(x, NOW) is found and x.due]
        assert dues == sorted(dues)


def test_what_is_on_comes_before_an_overdue_visit() -> None:
    visit = Line(Waiting.VISIT, "D-0001", due=NOW - timedelta(hours=5))
    for kind in ON_NOW:
        assert in_order([visit, Line(kind)], NOW)[0].kind is kind


def test_a_moment_that_is_now_is_overdue() -> None:
    assert band(Line(Waiting.VISIT, due=NOW), NOW) is Band.OVERDUE
    assert band(Line(Waiting.VISIT, due=NOW + timedelta(seconds=1)), NOW) is Band.DUE


def test_without_a_time_what_others_wait_for_comes_before_the_own_drafts() -> None:
    old = NOW - timedelta(days=30)
    lines = [Line(Waiting.DRAFT, since=old), Line(Waiting.QUESTION, since=NOW), Line(Waiting.OFFER)]
    found = [line.kind for line in in_order(lines, NOW)]
    assert found == [Waiting.OFFER, Waiting.QUESTION, Waiting.DRAFT]


def test_what_is_late_is_said_once() -> None:
    late = [Line(Waiting.LATE, of=UUID(int=n)) for n in (1, 2, 3)]
    visit = Line(Waiting.VISIT, of=UUID(int=1))
    nobody = Line(Waiting.UNASSIGNED, of=UUID(int=2))
    assert once([*late, visit, nobody]) == (late[2], visit, nobody)


def test_who_has_no_agreement_comes_before_one_that_ends() -> None:
    ends = Line(Waiting.AGREEMENT_ENDS, due=NOW + timedelta(days=45))
    none = Line(Waiting.NO_AGREEMENT)
    assert in_order([ends, none], NOW) == (none, ends)


def test_of_two_drafts_the_older_comes_first() -> None:
    old = Line(Waiting.DRAFT, since=NOW - timedelta(days=2), of=UUID(int=2))
    young = Line(Waiting.DRAFT, since=NOW, of=UUID(int=1))
    assert in_order([young, old], NOW) == (old, young)
