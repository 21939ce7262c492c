"""What a practice table is filled with."""

from datetime import UTC, datetime, timedelta

import pytest

from hubtable.table.rules.moves import State
from hubtable.table.rules.practicing import MOST, SITUATIONS, invented, may_fill

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
AGENCIES = ("Police", "Housing", "Office")


def test_six_to_ten_situations_stand_in_different_steps() -> None:
    assert 6 <= len(SITUATIONS) <= 10
    states = {one.state for one in SITUATIONS}
    assert states >= {State.SUBMITTED, State.ACCEPTED, State.INTERVENING, State.CONCLUDED}
    assert len({one.type for one in SITUATIONS}) == 3


@pytest.mark.parametrize("many", [1, 2, 3])
def test_every_agency_brings_and_nobody_both_leads_and_assists(many: int) -> None:
    rows = list(invented(after=7, year=2026, agencies=AGENCIES[:many], now=NOW, words=["Housing"]))
    assert rows[0].reference == "D-0008"
    assert {row.agency for row in rows} == set(AGENCIES[:many])
    for row in rows:
        assert row.reported is not None
        assert row.reported.lead not in row.reported.assisting
        assert row.described is not None
        assert set(row.described.risks) <= {"Housing"}
        assert row.described.flags == ()
        times = [t for t in (row.submitted, row.presented, row.decided, row.concluded) if t]
        assert times == sorted(times)
        assert times[-1] <= NOW - timedelta(hours=3)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, ""),
        ({"practice": False}, "not_practice"),
        ({"desk": False}, "not_desk"),
        ({"agencies": 0}, "no_agency"),
        ({"given": MOST - len(SITUATIONS)}, ""),
        ({"given": MOST - len(SITUATIONS) + 1}, "full"),
    ],
)
def test_only_the_desk_of_a_practice_table_fills_it(facts: dict[str, int], code: str) -> None:
    whole = {"practice": True, "desk": True, "agencies": 3, "given": 0} | facts
    assert may_fill(**whole).code == code  # type: ignore[arg-type]
