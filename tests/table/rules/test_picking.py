"""Whom the originating agency may tell, and what stands in the way in words."""

from uuid import uuid4

import pytest

from hubtable.hubs.rules.bases import BASES, Basis
from hubtable.hubs.rules.policies import NamesRound
from hubtable.table.rules.later_words import Manner
from hubtable.table.rules.picking import (
    MANNERS,
    Agreement,
    Hearer,
    Party,
    barred,
    manners,
    may_show,
    may_tell,
    needs_written,
)

BASIS = {one.code: one for one in BASES}
OWN, THREAT, SIGNED, EMERGENCY = (
    BASIS["own_observation"],
    BASIS["hipaa_threat"],
    BASIS["hipaa_authorization"],
    BASIS["ferpa_emergency"],
)
OPEN = Party(protected=False, named=True)
KNOWN = Party(protected=True, named=True)


def agency(sector: str = "Housing", *, protected: bool = False) -> Hearer:
    return Hearer(uuid4(), "An agency", sector, frozenset(), protected)


def agreement(who: Hearer, *, written: bool = True) -> Agreement:
    return Agreement(uuid4(), written, frozenset({who.id}))


PLAIN, SHELTER, POLICE = agency(), agency("Victim services", protected=True), agency("Policing")
WRITTEN, SPOKEN = agreement(SHELTER), agreement(SHELTER, written=False)
OTHER = agreement(PLAIN)


@pytest.mark.parametrize(
    ("party", "who", "own", "ground", "agreed", "code"),
    [
        (OPEN, PLAIN, (), OWN, None, ""),
        (OPEN, PLAIN, ("hipaa",), THREAT, None, ""),
        (OPEN, SHELTER, (), OWN, None, "needs_consent"),
        (OPEN, SHELTER, (), OWN, SPOKEN, "needs_consent"),
        (OPEN, SHELTER, (), OWN, OTHER, "needs_consent"),
        (OPEN, SHELTER, (), OWN, WRITTEN, ""),
        (KNOWN, PLAIN, ("part2",), BASIS["other"], None, "needs_consent"),
        (KNOWN, PLAIN, ("part2",), BASIS["part2_consent"], OTHER, ""),
        (OPEN, PLAIN, ("hipaa",), SIGNED, None, "basis_needs_consent"),
        (OPEN, PLAIN, ("hipaa",), SIGNED, OTHER, ""),
        (OPEN, POLICE, ("ferpa",), OWN, None, "school"),
        (OPEN, POLICE, ("ferpa",), EMERGENCY, None, ""),
        (OPEN, POLICE, ("ferpa",), OWN, agreement(POLICE, written=False), ""),
        (OPEN, POLICE, ("cori",), OWN, None, ""),
        (Party(False, True, frozenset({"police"})), POLICE, (), OWN, None, "must_not"),
        (Party(False, True, declined=True), PLAIN, (), OWN, None, "declined"),
    ],
)
def test_who_may_be_told(
    party: Party,
    who: Hearer,
    own: tuple[str, ...],
    ground: Basis,
    agreed: Agreement | None,
    code: str,
) -> None:
    assert may_tell(party, who, own, ground, agreed).code == code


def test_who_must_not_be_told_bars_its_sector_and_no_other() -> None:
    child = Party(False, True, frozenset({"school", "child_welfare", "landlord"}))
    assert not barred(child, agency("Education"))
    assert not barred(child, agency("Child welfare"))
    assert barred(child, agency("Housing"))
    assert barred(child, POLICE)


def test_consent_is_needed_in_both_directions() -> None:
    assert needs_written(KNOWN, PLAIN)
    assert needs_written(OPEN, SHELTER)
    assert not needs_written(OPEN, PLAIN)


def test_on_screen_only_what_is_kept() -> None:
    assert may_show([OPEN], Manner.SCREEN)
    assert not may_show([OPEN, Party(protected=False, named=False)], Manner.SCREEN)
    assert may_show([Party(protected=False, named=False)], Manner.PAPER)
    assert Manner.SCREEN not in manners(kept=False)
    assert set(manners(kept=True)) == set(Manner)


def test_every_mode_of_a_table_has_its_manner() -> None:
    assert set(MANNERS) == set(NamesRound)
    assert MANNERS[NamesRound.SILENT] is Manner.SCREEN
