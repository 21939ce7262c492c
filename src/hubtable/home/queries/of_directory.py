"""The lines of a directory steward: what others brought, then what nobody confirmed."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from hubtable.directory.queries.verifying import counts
from hubtable.home.rules.urgency import Line, Waiting
from hubtable.kernel.seat import Seat

KINDS = (
    Waiting.PROPOSALS,
    Waiting.MISTAKES,
    Waiting.FEEDS,
    Waiting.QUARANTINE,
    Waiting.UNCHECKED,
)


def lines_of_directory(*, by: Seat, at: datetime) -> Iterator[Line]:
    """Yield how much of each kind waits; nothing of what does not."""
    found = counts(at.astimezone(ZoneInfo(by.time_zone)).date())
    yield from (Line(kind, count=found[kind]) for kind in KINDS if found[kind])
