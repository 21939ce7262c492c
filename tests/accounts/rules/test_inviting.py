"""When an invitation's link still opens the door."""

from datetime import UTC, datetime, timedelta

import pytest

from hubtable.accounts.rules.inviting import Standing, usable

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(microseconds=1)


def test_an_open_link_opens() -> None:
    assert usable(Standing(LATER, used=False, revoked=False), NOW)


@pytest.mark.parametrize(
    "standing",
    [
        None,
        Standing(LATER, used=True, revoked=False),
        Standing(LATER, used=False, revoked=True),
        Standing(NOW, used=False, revoked=False),
    ],
    ids=["forged", "used", "replaced", "expired"],
)
def test_every_other_link_gets_one_and_the_same_answer(standing: Standing | None) -> None:
    verdict = usable(standing, NOW)
    assert (bool(verdict), verdict.code) == (False, "link_over")
