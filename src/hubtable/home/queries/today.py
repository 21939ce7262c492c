"""What waits for the acting seat: one list across domains, the most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from hubtable.home.queries.at_table import lines_at_table, lines_of_record
from hubtable.home.queries.of_directory import lines_of_directory
from hubtable.home.rules.setting_up import SetUp, Step, steps
from hubtable.home.rules.urgency import Line, Waiting, in_order, once
from hubtable.hubs.queries.agencies import AgencyRow, agencies
from hubtable.hubs.queries.hub import overview
from hubtable.hubs.rules.agreements import Standing
from hubtable.hubs.rules.entering import keeps_directory, reviews
from hubtable.kernel.seat import Seat
from hubtable.table.queries.next_meeting import next_meeting


@dataclass(frozen=True, slots=True)
class Day:
    """The lines that wait; when the table meets next; for an administrator the steps of set-up."""

    lines: tuple[Line, ...]
    meets: datetime | None = None
    steps: tuple[Step, ...] = ()


def today(*, by: Seat, at: datetime) -> Day:
    """Return what waits for the acting seat."""
    lines: list[Line] = []
    if by.at_table:
        meets = next_meeting(by=by, at=at)
        lines = [*lines_at_table(by=by, at=at, meets=meets), *lines_of_record(by=by, at=at)]
        return Day(in_order(once(lines), at), meets)
    if by.admin:
        return _administering(by, at)
    if keeps_directory(by):
        lines.extend(lines_of_directory(by=by, at=at))
    if reviews(by):
        lines.extend(lines_of_record(by=by, at=at))
    return Day(in_order(lines, at))


def _administering(by: Seat, at: datetime) -> Day:
    hub = overview(by, at)
    so_far = SetUp(
        towns=len(hub.towns),
        agencies=hub.agencies,
        without_agreement=hub.without_agreement,
        tables=len(hub.tables),
        people=hub.people,
        not_signed=hub.not_signed,
    )
    listed = (row for row in agencies(by, at) if not row.ended)
    return Day(in_order(_agreements(listed, by), at), steps=steps(so_far))


def _agreements(rows: Iterator[AgencyRow], by: Seat) -> Iterator[Line]:
    for row in rows:
        if row.standing is Standing.NONE:
            yield Line(Waiting.NO_AGREEMENT, row.name, of=row.id)
        elif row.standing is Standing.ENDING and row.until:
            ends = datetime.combine(row.until, time.max, ZoneInfo(by.time_zone))
            yield Line(Waiting.AGREEMENT_ENDS, row.name, due=ends, of=row.id)
