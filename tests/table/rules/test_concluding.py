"""Why a situation is closed, who may, and what may follow."""

from datetime import timedelta

import pytest
from tests.world import NOW

from hubtable.table.rules.concluding import (
    Reason,
    fits,
    may_conclude,
    may_reopen,
    may_return,
    reasons_for,
)
from hubtable.table.rules.moves import Mover, State

DESK, LEAD, ORIGIN = (frozenset({one}) for one in (Mover.DESK, Mover.LEAD, Mover.ORIGIN))
REASONS = tuple(
    Reason(code, code, group)
    for code, group in (
        ("Not acutely elevated risk", "rejected"),
        ("Unable to locate", "other"),
        ("Systemic issue", "still_aer"),
        ("Connected to personal supports", "lowered"),
        ("Hazard reduced (place)", "lowered"),
    )
)


def codes(*, place: bool) -> dict[str, list[str]]:
    return {w: [one.code for one in of] for w, of in reasons_for(REASONS, place=place)}


def test_grouped_and_without_those_of_rejecting() -> None:
    assert codes(place=False) == {
        "Overall risk lowered": ["Connected to personal supports"],
        "Still at acutely elevated risk": ["Systemic issue"],
        "Other": ["Unable to locate"],
    }


def test_a_place_has_its_own_and_cannot_be_unlocated() -> None:
    assert "Hazard reduced (place)" in codes(place=True)["Overall risk lowered"]
    assert "Other" not in codes(place=True)


@pytest.mark.parametrize(
    ("reason", "lowered", "code"),
    [
        ("Systemic issue", None, ""),
        ("Systemic issue", False, ""),
        ("Systemic issue", True, "contradicts"),
        ("Connected to personal supports", True, ""),
        ("Connected to personal supports", False, "contradicts"),
        ("Unable to locate", True, ""),
        ("Not acutely elevated risk", None, "reason"),
        ("made up", None, "reason"),
    ],
)
def test_the_reason_and_the_answer_agree(reason, lowered, code) -> None:
    assert fits(reason, lowered, REASONS).code == code


def test_the_lead_while_agencies_act_the_desk_from_acceptance_on() -> None:
    assert may_conclude(State.INTERVENING, LEAD)
    assert not may_conclude(State.ACCEPTED, LEAD)
    assert may_conclude(State.ACCEPTED, DESK)
    assert not may_conclude(State.INTERVENING, ORIGIN)
    assert not may_conclude(State.CONCLUDED, DESK)


def test_open_again_within_thirty_days() -> None:
    days = timedelta(days=30)
    assert may_reopen(State.CONCLUDED, NOW, NOW + days - timedelta(seconds=1), LEAD)
    assert may_reopen(State.CONCLUDED, NOW, NOW + days, LEAD).code == "too_late"
    assert not may_reopen(State.CONCLUDED, NOW, NOW, ORIGIN)
    assert not may_reopen(State.REJECTED, NOW, NOW, DESK)


def test_a_return_begins_where_reopening_ends() -> None:
    days = timedelta(days=30)
    assert may_return(State.CONCLUDED, NOW, NOW + days)
    assert may_return(State.CONCLUDED, NOW, NOW).code == "reopen"
    assert may_return(State.FORGOTTEN, None, NOW)
    assert may_return(State.REJECTED, None, NOW).code == "not_closed"
