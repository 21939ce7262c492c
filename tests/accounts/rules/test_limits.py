"""How long a session lasts."""

from datetime import UTC, datetime, timedelta

from hubtable.accounts.rules.limits import Lifetime, Limits, alive, use_is_due

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LIMITS = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
TICK = timedelta(microseconds=1)


def used(ago: timedelta, *, began: timedelta = timedelta(hours=1)) -> Lifetime:
    return Lifetime(NOON - began, NOON - ago)


def test_a_session_in_use_holds() -> None:
    assert alive(used(timedelta(minutes=5)), LIMITS, NOON)


def test_idle_ends_at_the_limit_not_before() -> None:
    assert alive(used(timedelta(minutes=30) - TICK), LIMITS, NOON)
    verdict = alive(used(timedelta(minutes=30)), LIMITS, NOON)
    assert (bool(verdict), verdict.code) == (False, "idle")


def test_the_absolute_limit_ends_a_session_that_was_just_used() -> None:
    almost = used(timedelta(0), began=timedelta(hours=12) - TICK)
    assert alive(almost, LIMITS, NOON)
    verdict = alive(used(timedelta(0), began=timedelta(hours=12)), LIMITS, NOON)
    assert (bool(verdict), verdict.code) == (False, "absolute")


def test_a_use_is_written_once_a_minute() -> None:
    assert not use_is_due(used(timedelta(seconds=59)), LIMITS, NOON)
    assert use_is_due(used(timedelta(seconds=60)), LIMITS, NOON)


def test_a_short_limit_is_written_often_enough_to_hold() -> None:
    short = Limits(idle=timedelta(minutes=1), absolute=timedelta(hours=12))
    assert use_is_due(used(timedelta(seconds=15)), short, NOON)
