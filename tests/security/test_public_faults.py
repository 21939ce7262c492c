"""Faults planted into who reads and writes a Hub's public pages: the attacks notice each."""

from typing import NamedTuple

import pytest

from hubtable.base.lock.policies import GUARDED
from tests.security.probes import NOTHING, Probe, Within, noticed, outcome
from tests.security.probes_public import CHANGES, PUBLIC

PROBES = [probe for probes in PUBLIC.values() for probe in probes]
GUARDS = {one.table: one for one in GUARDED if one.table.startswith("hubs_public")}


class Fault(NamedTuple):
    """One condition taken out of a policy."""

    table: str
    command: str
    old: str
    new: str = "true"

    def __str__(self) -> str:
        return f"{self.table} {self.command}: {self.old[:40]}"


PAGE, WORDS = "hubs_publicpage", "hubs_publicwords"
FAULTS = (
    Fault(PAGE, "select", "hubs_publicpage.published_at IS NOT NULL"),
    Fault(PAGE, "select", "a.hub = hubs_publicpage.hub_id"),
    Fault(PAGE, "select", "a.role = 'admin'"),
    Fault(PAGE, "insert", "a.role = 'admin'"),
    Fault(PAGE, "insert", "h.slug = hubs_publicpage.slug"),
    Fault(PAGE, "update", "a.hub = hubs_publicpage.hub_id"),
    Fault(PAGE, "update", "a.role = 'admin'"),
    Fault(WORDS, "select", "hubs_publicwords.shown"),
    Fault(WORDS, "select", "a.hub = hubs_publicwords.hub_id"),
    Fault(WORDS, "select", "a.role = 'admin'"),
    Fault(WORDS, "insert", "a.hub = hubs_publicwords.hub_id"),
    Fault(WORDS, "insert", "a.role = 'admin'"),
    Fault(WORDS, "insert", "p.hub_id = hubs_publicwords.hub_id"),
    Fault(WORDS, "update", "a.hub = hubs_publicwords.hub_id"),
    Fault(WORDS, "update", "a.role = 'admin'"),
)
"""Left out are belts: that the page of words is published (it is not seen before), and the Hub of
a new page (another Hub's own address is not seen)."""


@pytest.mark.parametrize("fault", FAULTS, ids=[str(fault) for fault in FAULTS])
def test_one_condition_less(within: Within, fault: Fault) -> None:
    rule = getattr(GUARDS[fault.table], fault.command)
    assert fault.old in rule
    weaker = rule.replace(fault.old, fault.new)
    checks = {"select": ("USING",), "insert": ("WITH CHECK",), "update": ("USING", "WITH CHECK")}
    conditions = " ".join(f"{check} ({weaker})" for check in checks[fault.command])
    statement = f"ALTER POLICY app_{fault.command} ON {fault.table} {conditions}"
    within.past.execute(statement.encode())
    assert any(noticed(within, PROBES))


def test_a_condition_of_both_is_held_where_the_page_would_show_it(within: Within) -> None:
    """Words are seen with their published page alone, even where their own policy forgets it."""
    open_pages = f"ALTER POLICY app_select ON {PAGE} USING (true)"
    within.past.execute(open_pages.encode())
    text = Probe("", "", "SELECT FROM hubs_publicwords WHERE page_id = :draft_page", NOTHING)
    assert outcome(within, text) == NOTHING


def test_who_may_does(within: Within) -> None:
    """So that what is refused above is no proof of a wall around everything."""
    for who in ("", "police", "admin", "steward", "room", "job:finder"):
        for table, column in ((PAGE, "id"), (WORDS, "page_id")):
            probe = Probe("", who, f"SELECT FROM {table} WHERE {column} = :public_page")
            assert outcome(within, probe) == "rows", (who, table)
    for who, page in (("admin", "draft_page"), ("ridge_admin", "public_page")):
        for sql in CHANGES.values():
            assert outcome(within, Probe("", who, sql.format(page))) == "rows", who
