"""Sessions in the table: nothing there lets anybody in."""

from datetime import UTC, datetime, timedelta

from hubtable.accounts.actions.sealing import key_hash
from hubtable.accounts.rules.limits import Limits

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_sweeping_takes_what_is_over_and_nothing_else(database: str) -> None:
    from hubtable.accounts.actions import keeping
    from hubtable.accounts.actions.sweeping import sweep
    from hubtable.accounts.models import SessionRow

    limits = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
    for key, began, used in (
        ("fresh", timedelta(hours=1), timedelta(minutes=29)),
        ("idle", timedelta(hours=1), timedelta(minutes=30)),
        ("old", timedelta(hours=12), timedelta(0)),
    ):
        content = keeping.Content(None, "", NOON - began, b"{}")
        keeping.begin(at=NOON - used, key=key, content=content)
    assert sweep(at=NOON, limits=limits) == 2
    assert [row.key_hash for row in SessionRow.objects.all()] == [key_hash("fresh")]


def test_sweeping_clears_marks_of_the_cache_that_are_over(database: str) -> None:
    from django.core.cache import cache
    from django.db import connections

    from hubtable.accounts.actions.sweeping import sweep

    cache.set("a-mark", 1, timeout=60)
    limits = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
    assert sweep(at=datetime.now(UTC), limits=limits) == 0
    assert sweep(at=datetime.now(UTC) + timedelta(seconds=61), limits=limits) == 1
    with connections["auth"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_cache")
        assert cursor.fetchone() == (0,)
