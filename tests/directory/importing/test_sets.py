"""Every set of published data comes in with the counts that were counted beside the program.

Counted with csv, json and xml alone: the first row of an id holds, others are repeated (equal to
an earlier one) or duplicates; a row whose needed link names no row that holds is an orphan.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cluster import Cluster
from tests.directory.importing.feeds import balanced, bring, counted, state
from tests.material import MATERIAL, needs_material

pytestmark = needs_material
SETS = MATERIAL / "directory"
MAPPINGS = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "mappings"

COUNTS: dict[str, dict[str, tuple[int, int]]] = {
    "dc-2021-10": {
        "taxonomy": (2, 2), "taxonomy_term": (433, 433), "organization": (228, 57),
        "program": (28, 5), "service": (2004, 497), "location": (880, 220),
        "service_at_location": (1490, 736), "address": (522, 204), "accessibility": (11, 0),
        "contact": (64, 32), "phone": (2070, 431), "schedule": (981, 233), "service_area": (3, 0),
        "language": (16, 6), "attribute": (2562, 1272),
    },
    "dc-2022-07": {
        "taxonomy": (4, 4), "taxonomy_term": (447, 447), "organization": (227, 227),
        "program": (42, 25), "service": (1134, 1095), "location": (607, 607),
        "service_at_location": (1518, 1436), "address": (573, 515), "accessibility": (5, 0),
        "contact": (144, 86), "phone": (604, 524), "schedule": (2346, 1377),
        "service_area": (0, 0), "language": (12, 5), "attribute": (3009, 2835),
    },
    "openreferral-sample/all_resources": {
        "taxonomy": (1, 1), "taxonomy_term": (1, 1), "organization": (10, 10), "program": (1, 1),
        "service": (13, 13), "location": (10, 10), "service_at_location": (13, 13),
        "address": (2, 2), "accessibility": (1, 1), "contact": (1, 1), "phone": (5, 5),
        "schedule": (4, 4), "service_area": (1, 1), "language": (8, 8), "funding": (1, 1),
        "required_document": (1, 1), "attribute": (3, 3), "metadata": (1, 1),
        "meta_table_description": (1, 1),
    },
    "openreferral-sample/simple": {
        "organization": (10, 10), "service": (13, 13), "location": (10, 10),
        "service_at_location": (13, 13), "phone": (5, 5), "language": (6, 6),
        "metadata": (131, 62),
    },
    "bc211-airs-xml/BC211_data_excerpt.xml": {
        "taxonomy": (2, 2), "taxonomy_term": (144, 144), "organization": (15, 15),
        "service": (39, 39), "location": (39, 39), "service_at_location": (39, 39),
        "address": (77, 77), "contact": (79, 79), "phone": (211, 211), "service_area": (58, 58),
        "attribute": (238, 232),
    },
    "ma-courts": {
        "organization": (1, 1), "service": (179, 178), "location": (179, 178),
        "service_at_location": (179, 178), "address": (179, 178), "contact": (219, 217),
        "phone": (492, 489), "schedule": (70, 70),
    },
    "ma-food": {
        "organization": (245, 245), "service": (245, 245), "location": (245, 245),
        "service_at_location": (245, 245), "address": (245, 245), "phone": (245, 245),
        "schedule": (101, 101), "attribute": (260, 260),
    },
    "ma-youth-services": {
        "organization": (277, 277), "service": (323, 323), "location": (323, 323),
        "service_at_location": (323, 323), "address": (323, 323), "contact": (91, 91),
        "phone": (304, 304), "attribute": (809, 809),
    },
}  # fmt: skip
"""Set → table → rows read, of which new; the others are quarantined."""
MAPPED = {"ma-courts": "courts", "ma-food": "food", "ma-youth-services": "youth"}

REASONS: dict[str, dict[tuple[str, str], int]] = {
    "dc-2021-10": {
        ("organization", "repeated"): 171, ("service", "repeated"): 1006,
        ("service", "duplicate"): 497, ("service", "orphan"): 4, ("location", "repeated"): 660,
        ("service_at_location", "orphan"): 754, ("program", "orphan"): 20,
        ("program", "unlinked"): 3, ("phone", "repeated"): 1032, ("phone", "orphan"): 602,
        ("phone", "unlinked"): 5, ("attribute", "orphan"): 1290, ("address", "duplicate"): 30,
        ("address", "orphan"): 286, ("address", "unlinked"): 2, ("contact", "repeated"): 32,
        ("schedule", "duplicate"): 301, ("schedule", "orphan"): 155,
        ("schedule", "unlinked"): 280, ("schedule", "empty"): 12,
        ("accessibility", "duplicate"): 3, ("accessibility", "orphan"): 6,
        ("accessibility", "empty"): 2, ("service_area", "unlinked"): 3, ("language", "orphan"): 10,
    },
    "dc-2022-07": {
        ("program", "unlinked"): 17, ("service", "orphan"): 39,
        ("service_at_location", "orphan"): 82, ("address", "duplicate"): 56,
        ("address", "orphan"): 1, ("address", "empty"): 1, ("contact", "unlinked"): 58,
        ("phone", "duplicate"): 80, ("schedule", "duplicate"): 636, ("schedule", "orphan"): 176,
        ("schedule", "empty"): 157, ("attribute", "orphan"): 174, ("language", "orphan"): 1,
        ("language", "unlinked"): 6, ("accessibility", "duplicate"): 1,
        ("accessibility", "empty"): 4,
    },
}  # fmt: skip


def bring_set(name: str, **more: Any) -> Any:
    mapping = MAPPINGS / f"{MAPPED[name]}.toml" if name in MAPPED else None
    return bring(SETS / name, mapping=mapping, **more)


@pytest.mark.parametrize("name", COUNTS)
def test_a_set_comes_in_once(cluster: Cluster, database: str, name: str) -> None:
    report = bring_set(name)
    assert counted(report, "read", "new") == COUNTS[name]
    assert balanced(report)
    assert counted(report, "quarantined") == {k: (r - n,) for k, (r, n) in COUNTS[name].items()}
    assert len(report.problems) == sum(read - new for read, new in COUNTS[name].values())
    before = state(cluster, database)
    again = bring_set(name)
    assert counted(again, "read", "unchanged") == COUNTS[name]
    assert not any(c.new or c.changed or c.missing_from_feed for c in again.tables.values())
    assert state(cluster, database) == before


@pytest.mark.parametrize("name", REASONS)
def test_each_row_in_quarantine_has_its_reason(database: str, name: str) -> None:
    report = bring_set(name)
    assert Counter((one.table, one.reason) for one in report.problems) == REASONS[name]
    assert all(one.row > 0 for one in report.problems)


def test_a_dry_run_says_the_same_and_does_nothing(cluster: Cluster, database: str) -> None:
    before = state(cluster, database)
    report = bring_set("dc-2022-07", dry_run=True)
    assert counted(report, "read", "new") == COUNTS["dc-2022-07"]
    assert state(cluster, database) == before


def test_the_changed_feed_of_bc_gives_its_one_difference(database: str) -> None:
    bring(SETS / "bc211-airs-xml" / "BC211_data_excerpt.xml")
    report = bring(SETS / "bc211-airs-xml" / "BC211_data_excerpt_with_one_changed_organization.xml")
    assert report.source == "bc211-data-excerpt"
    changed = {k: c.changed for k, c in report.tables.items() if c.changed or c.new}
    assert changed == {"organization": 1}
    assert not any(c.missing_from_feed for c in report.tables.values())


def test_the_reduced_feed_of_bc_marks_what_went(cluster: Cluster, database: str) -> None:
    bring(SETS / "bc211-airs-xml" / "BC211_data_excerpt.xml")
    less = SETS / "bc211-airs-xml" / "BC211_data_excerpt_with_one_less_organization.xml"
    for _ in range(2):
        report = bring(less)
        assert not any(c.new or c.changed for c in report.tables.values())
        missing = {k: c.missing_from_feed for k, c in report.tables.items() if c.missing_from_feed}
        assert missing == GONE
    back = bring(SETS / "bc211-airs-xml" / "BC211_data_excerpt.xml")
    assert not any(c.new or c.missing_from_feed for c in back.tables.values())


GONE = {
    "organization": 1, "service": 1, "location": 1, "service_at_location": 1, "address": 2,
    "contact": 3, "phone": 8, "service_area": 2, "attribute": 1, "taxonomy_term": 1,
}  # fmt: skip
