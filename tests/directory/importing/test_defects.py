"""Whatever a feed looks like, each row is in one place, and a second time changes nothing."""

import csv
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cluster import Cluster
from tests.directory.importing.feeds import balanced, bring, rows, state

KEYS = st.sampled_from(["1", "2", "3", "0", "", "1,2", "9", "5f0c9b0e-5c0b-4c3e-9a3d-6f1c7a1d2e44"])
ODD = (
    "",
    "x",
    "A &amp; B",
    "<b>Bold</b>",
    "line\\nline",
    "\u00e9t\u00e9",
    "a\x00b\x1fc\x1ed\x02",
    "'\"",
)
TEXT = st.one_of(st.sampled_from(ODD), st.text(max_size=12))
CELLS = {
    "organizations": {"id": KEYS, "name": TEXT, "url": TEXT, "year_incorporated": TEXT},
    "services": {
        "id": KEYS, "organization_id": KEYS, "name": TEXT, "status": TEXT, "minimum_age": TEXT,
        "taxonomy_ids": KEYS,
    },
    "locations": {
        "id": KEYS, "organization_id": KEYS, "name": TEXT,
        "latitude": st.sampled_from(["42.3", "-71.4", "0", "", "north", "4707171.4"]),
        "longitude": st.sampled_from(["-71.4", "42.3", "0", "", "west"]),
    },
    "services_at_location": {"id": KEYS, "service_id": KEYS, "location_id": KEYS},
    "phones": {
        "id": KEYS, "service_id": KEYS, "location_id": KEYS, "language": TEXT,
        "number": st.sampled_from(
            ["(508) 555-0100", "211", "508-555-0100 x2, 617-555-0199", "", "call us", "\u2603"]
        ),
    },
    "physical_addresses": {
        "id": KEYS, "location_id": KEYS, "address_1": TEXT, "city": TEXT,
        "postal_code": st.sampled_from(["01702", "1702", "017022", "", "x"]),
    },
    "schedules": {
        "id": KEYS, "service_id": KEYS, "byday": TEXT, "dtstart": TEXT,
        "description": st.sampled_from(["", "Mon-Fri 9-5", "call", "Monday 9am-12pm; Sat 1-2pm"]),
    },
    "taxonomy_terms": {"id": KEYS, "term": TEXT, "parent_id": KEYS, "taxonomy": TEXT},
}  # fmt: skip


@st.composite
def feeds(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    """A folder of files: rows with doubles, orphans, too many and too few cells."""
    names = draw(st.sets(st.sampled_from(sorted(CELLS)), min_size=1))
    made = {}
    for name in sorted(names):
        columns = CELLS[name]
        row = st.tuples(*columns.values()).map(list)
        lines = draw(st.lists(row, max_size=6))
        lines += draw(st.lists(st.sampled_from(lines), max_size=2)) if lines else []
        if lines and draw(st.booleans()):
            lines[-1] = [*lines[-1], "one too many"]
        if lines and draw(st.booleans()):
            lines[0] = lines[0][:2]
        made[name] = [list(columns), *lines]
    return made


def write(folder: Path, feed: dict[str, list[list[str]]]) -> None:
    for name, lines in feed.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)


@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(feed=feeds(), second=feeds())
def test_every_row_is_in_one_place(
    cluster: Cluster,
    database: str,
    feed: dict[str, list[list[str]]],
    second: dict[str, list[list[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        write(Path(folder), feed)
        write(Path(other), second)
        report = bring(Path(folder), source="one")
        assert balanced(report)
        assert sum(c.quarantined for c in report.tables.values()) == len(report.problems)
        read = {t: c.read for t, c in report.tables.items() if t in ("organization", "service")}
        for table, count in read.items():
            told = feed.get(f"{table}s", [[]])[1:]
            assert count == sum(1 for line in told if any(cell.strip("\x00") for cell in line))
        before = state(cluster, database)
        again = bring(Path(folder), source="one")
        assert balanced(again)
        assert not any(c.new or c.changed for c in again.tables.values())
        assert state(cluster, database) == before
        assert balanced(bring(Path(other), source="one"))
    lost = "SELECT count(*) FROM directory_service s LEFT JOIN directory_organization o"
    assert rows(cluster, database, f"{lost} ON o.id = s.organization_id WHERE o.id IS NULL") == [
        (0,)
    ]
