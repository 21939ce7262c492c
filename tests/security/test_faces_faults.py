"""Faults planted into who puts, sees and removes a photo, and whose row says the languages."""

from typing import NamedTuple

import pytest

from hubtable.base.lock.policies import GUARDED
from tests.security.probes import NOTHING, Probe, Within, noticed, outcome
from tests.security.probes_faces import FACES, SPEAK
from tests.security.scene import _words
from tests.security.test_planted_faults import rewrite

PROBES = [probe for probes in FACES.values() for probe in probes]
PHOTO = next(guarded for guarded in GUARDED if guarded.table == "hubs_photo")


class Fault(NamedTuple):
    """One condition taken out of a policy of photos."""

    command: str
    old: str
    new: str = ""

    def __str__(self) -> str:
        return f"{self.command}: {self.old[:40]}"


FAULTS = (
    Fault("select", " AND (p.ends_at IS NULL OR p.ends_at > a.at)"),
    Fault("insert", " AND a.hub = hubs_photo.hub_id"),
    Fault("insert", " AND a.person = hubs_photo.person_id"),
    Fault("delete", "a.role = 'admin'", "true"),
    Fault("delete", "a.role = 'agency_lead' AND "),
    Fault("delete", " AND p.agency_id = a.agency"),
)
"""The other conditions are belts: what row security shows of people has them too."""


@pytest.mark.parametrize("fault", FAULTS, ids=[str(fault) for fault in FAULTS])
def test_one_condition_less(within: Within, fault: Fault) -> None:
    rule = getattr(PHOTO, fault.command)
    assert fault.old in rule
    checked = "WITH CHECK" if fault.command == "insert" else "USING"
    weaker = rule.replace(fault.old, fault.new)
    within.past.execute(
        f"ALTER POLICY app_{fault.command} ON hubs_photo {checked} ({weaker})".encode()
    )
    assert any(noticed(within, PROBES))


def test_the_languages_of_others(within: Within) -> None:
    """Without its own row in the condition, one would speak for everybody."""
    own = "UPDATE hubs_person SET version = 7 WHERE id = :person_fire"
    within.past.execute(_words(own), within.ids)
    probe = Probe("languages of others", "fire", SPEAK.format("ARRAY['Twi']"), "40001")
    assert outcome(within, probe) == probe.meant
    rewrite(within, "speak", lambda text: text.replace("p.id = a.person AND ", ""))
    assert outcome(within, probe) != probe.meant


def test_who_may_does(within: Within) -> None:
    """So that what is refused above is no proof of a wall around everything."""
    photo = "SELECT FROM hubs_photo WHERE person_id = :person_police"
    taken = "DELETE FROM hubs_photo WHERE person_id = :person_police"
    for who, sql in (("chair", photo), ("admin", taken), ("police", taken)):
        assert outcome(within, Probe("", who, sql)) != NOTHING, who
    assert outcome(within, Probe("", "fire", SPEAK.format("ARRAY['Twi']"))) == "rows"
