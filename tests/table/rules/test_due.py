"""Hours are elapsed hours, also over the night when clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hubtable.table.rules.due import first_visit_by, offering_ends

SATURDAY = datetime(2026, 10, 31, 20, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)


def test_elapsed_hours() -> None:
    assert offering_ends(SATURDAY, 20) == datetime(2026, 11, 1, 20, tzinfo=UTC)
    assert first_visit_by(SATURDAY, 48) == datetime(2026, 11, 3, 0, tzinfo=UTC)
