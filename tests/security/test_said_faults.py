"""Faults planted into what keeps words beside a shelter with it: the attacks notice each."""

from typing import NamedTuple

import pytest

from tests.security.probes import NOTHING, Probe, Within, noticed
from tests.security.probes_directory import BESIDE, DIRECTORY
from tests.security.scene import _words
from tests.security.test_planted_faults import rewrite

ROW = "added_at, changed_at, version, source_key, fingerprint"
FED = ":at, :at, 1, '~1', '\\x0102'"
METADATA = (
    "INSERT INTO directory_metadata (id, resource_id, resource_type, last_action_type, field_name,"
    f" updated_by, previous_value, replacement_value, {ROW}) SELECT gen_random_uuid(), of, '', '',"
    f" '', '', '{{0}}', '{{1}}', {FED} FROM unnest(ARRAY[:shelter, :door]::uuid[]) of"
)
ATTRIBUTE = (
    f"INSERT INTO directory_attribute (id, link_id, link_type, link_entity, value, label, {ROW})"
    f" VALUES (gen_random_uuid(), :shelter, '', 'location', '{{0}}', '{{1}}', {FED})"
)
TRANSLATION = (
    "INSERT INTO directory_translation (id, record, kind, field, language, translator,"
    f" translated_on, reviewed_at, text, of, {ROW}) VALUES (gen_random_uuid(), :shelter,"
    f" 'location', 'transportation', 'pt{{0}}', 'x', :at, :at, '{{0}}', '{{1}}', {FED})"
)
WRITTEN = [
    statement.format(*said)
    for statement in (METADATA, ATTRIBUTE, TRANSLATION)
    for said in (("42.3", ""), ("", "42.30001"))
]
"""What a feed says of the shelter after it was hidden."""
HASHES = [
    Probe(f"guess by a hash in directory_{table}", "chair",
          f"SELECT FROM directory_{table} WHERE source_key = '~1' OR fingerprint = '\\x0102'",
          NOTHING)
    for table in BESIDE
]  # fmt: skip
PROBES = [*DIRECTORY["what is said beside a shelter"], *HASHES]


class Fault(NamedTuple):
    """One piece of a function taken out."""

    function: str
    old: str
    new: str = ""

    def __str__(self) -> str:
        return f"{self.function}: {self.old[-40:]} {self.new}"


JOINED = "JOIN lock.kept_records() k ON k.record = f."
FAULTS = (
    Fault("kept_records", "SELECT c.location_id, c.location_id", "SELECT NULL::uuid, NULL::uuid"),
    Fault("kept_records", "SELECT d.id, d.location_id", "SELECT NULL::uuid, NULL::uuid"),
    *(Fault("cover_said", f"{one} || {other}", left)
      for one, other in (("f.previous_value", "f.replacement_value"), ("f.value", "f.label"),
                         ("f.text", "f.of")) for left in (one, other)),
    Fault("cover_said", "regexp_replace(x.source_key, '^~.*', '')", "x.source_key"),
    Fault("cover_said", "fingerprint = lock.marked()", "fingerprint = x.fingerprint"),
    *(Fault("cover_said", f"{JOINED}{one}", f"{JOINED}id")
      for one in ("resource_id", "link_id", "record")),
)  # fmt: skip


def feed(within: Within) -> None:
    for statement in WRITTEN:
        within.past.execute(_words(statement), within.ids)


def test_an_untouched_lock_tells_nothing(within: Within) -> None:
    feed(within)
    assert list(noticed(within, PROBES)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=[str(fault) for fault in FAULTS])
def test_one_piece_less(within: Within, fault: Fault) -> None:
    rewrite(within, fault.function, lambda text: text.replace(fault.old, fault.new))
    feed(within)
    assert any(noticed(within, PROBES))


@pytest.mark.parametrize("table", BESIDE)
def test_a_trigger_less(within: Within, table: str) -> None:
    within.past.execute(f"DROP TRIGGER cover_said_insert ON directory_{table}".encode())
    feed(within)
    assert any(noticed(within, PROBES))
