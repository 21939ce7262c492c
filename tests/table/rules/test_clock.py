"""Reminders are due once, in their hours, by elapsed time."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.table.rules.clock import AHEAD, Reminding, Times, due

ACCEPTED = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
EASTERN = ZoneInfo("America/New_York")
NEAR, LAST, OVER = Reminding
NONE: frozenset[Reminding] = frozenset()


def times(target: float = 24, limit: float = 48, since: datetime = ACCEPTED) -> Times:
    return Times(since + timedelta(hours=target), since + timedelta(hours=limit))


@pytest.mark.parametrize(
    ("hours", "meant"),
    [
        (0, None),
        (19.99, None),
        (20, NEAR),
        (24, NEAR),
        (43.99, NEAR),
        (44, LAST),
        (47.99, LAST),
        (48, OVER),
        (4800, OVER),
    ],
)
def test_what_is_due_when(hours: float, meant: Reminding | None) -> None:
    assert due(times(), ACCEPTED + timedelta(hours=hours), NONE) is meant


@pytest.mark.parametrize("kind", list(Reminding))
def test_nothing_is_done_twice(kind: Reminding) -> None:
    hours = {NEAR: 21, LAST: 45, OVER: 49}[kind]
    assert due(times(), ACCEPTED + timedelta(hours=hours), frozenset({kind})) is None


def test_after_downtime_only_the_latest_makes_sense() -> None:
    """An overdue situation does not also get a late reminder of its target."""
    assert due(times(), ACCEPTED + timedelta(hours=60), NONE) is OVER
    assert due(times(), ACCEPTED + timedelta(hours=46), NONE) is LAST
    assert due(times(), ACCEPTED + timedelta(hours=60), frozenset({OVER})) is None


def test_a_target_at_the_limit_gives_one_reminder_before_it() -> None:
    assert due(times(48, 48), ACCEPTED + timedelta(hours=43.9), NONE) is None
    assert due(times(48, 48), ACCEPTED + timedelta(hours=44), NONE) is LAST


@pytest.mark.parametrize(
    ("accepted", "local_limit"),
    [
        (datetime(2026, 3, 7, 10, 0, tzinfo=EASTERN), datetime(2026, 3, 9, 11, 0, tzinfo=EASTERN)),
        (
            datetime(2026, 10, 31, 10, 0, tzinfo=EASTERN),
            datetime(2026, 11, 2, 9, 0, tzinfo=EASTERN),
        ),
        (datetime(2026, 6, 1, 10, 0, tzinfo=EASTERN), datetime(2026, 6, 3, 10, 0, tzinfo=EASTERN)),
    ],
    ids=["clocks go forward", "clocks go back", "no change"],
)
def test_limits_are_elapsed_hours_over_daylight_saving(
    accepted: datetime, local_limit: datetime
) -> None:
    """48 hours over the change in spring end at 11 on the clock, over that in fall at 9."""
    of = times(since=accepted.astimezone(UTC))
    over = local_limit
    assert of.limit_at == over.astimezone(UTC)
    second = timedelta(seconds=1)
    assert due(of, over.astimezone(UTC), NONE) is OVER
    assert due(of, over.astimezone(UTC) - second, NONE) is LAST
    assert due(of, over.astimezone(UTC) - AHEAD - second, frozenset({NEAR})) is None


@given(
    rounds=st.lists(st.floats(0, 100), max_size=60),
    target=st.floats(1, 48),
    more=st.floats(0, 48),
)
def test_however_often_the_worker_looks(rounds: list[float], target: float, more: float) -> None:
    """Each kind at most once, in their order, and overdue if it looked after the limit."""
    of = times(target, target + more)
    sent: list[Reminding] = []
    for hours in sorted(rounds):
        kind = due(of, ACCEPTED + timedelta(hours=hours), frozenset(sent))
        sent += [kind] if kind else []
    order = list(Reminding)
    assert all(order.index(one) < order.index(other) for one, other in pairwise(sent))
    late = any(ACCEPTED + timedelta(hours=hours) >= of.limit_at for hours in rounds)
    assert (OVER in sent) == late
