"""Faults planted into what the index knows of hours: the property must notice every one.

Each takes one condition of `listing.sql` or of the search away. Run this file after any
change to either: a fault that finds no place to be planted fails as well. Not among them is
`c.freq <> 'MONTHLY'`: monthly on weekdays without ordinals is weekly, and all else has a condition
of its own.
"""

from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.directory.queries.scheduling import CASES, CLASSES, LEVELS
from tests.directory.queries.test_hours import told_apart

pytestmark = pytest.mark.usefixtures("directory")


class Fault(NamedTuple):
    """What is changed where: `listing.sql`, or a name of `queries/hours.py`."""

    old: str
    new: str = ""
    where: str = "listing.sql"


FAULTS = {
    "closes a minute later": Fault(
        "WHEN closes > opens THEN closes", "WHEN closes > opens THEN closes + 1"
    ),
    "closes a minute sooner": Fault(
        "WHEN closes > opens THEN closes", "WHEN closes > opens THEN closes - 1"
    ),
    "opens a minute later": Fault(
        "int4range(day * 1440 + opens,", "int4range(day * 1440 + opens + 1,"
    ),
    "opens a minute sooner": Fault(
        "int4range(day * 1440 + opens,", "int4range(greatest(0, day * 1440 + opens - 1),"
    ),
    "ends at midnight": Fault("ELSE closes + 1440 END", "ELSE 1440 END"),
    "the last minute of the day": Fault(
        "WHEN closes = 1439 THEN 1440\n", "WHEN closes = 1439 THEN 1439\n"
    ),
    "the day after": Fault("IN 'MOTUWETHFRSASU') / 2 AS day", "IN 'SUMOTUWETHFRSASU') / 2 AS day"),
    "ordinals of weekdays": Fault(" AND c.byday !~ '[0-9]'"),
    "days of the month": Fault(
        "AND c.bymonthday = '' AND NOT c.by_appointment\n", "AND NOT c.by_appointment\n"
    ),
    "by appointment": Fault(
        "AND c.bymonthday = '' AND NOT c.by_appointment\n", "AND c.bymonthday = ''\n"
    ),
    "valid to": Fault("coalesce(c.valid_from, c.valid_to) IS NOT NULL", "c.valid_from IS NOT NULL"),
    "valid from": Fault("coalesce(c.valid_from, c.valid_to) IS NOT NULL", "c.valid_to IS NOT NULL"),
    "the first date": Fault("AND c.dtstart IS NULL AND c.until", "AND c.until"),
    "the last date": Fault("AND c.until IS NULL\n"),
    "how many times": Fault("AND c.count IS NULL "),
    "every other week": Fault(" AND coalesce(c.interval, 1) IN (0, 1)"),
    "half of the hours": Fault("WHERE opens IS NOT NULL AND closes IS NOT NULL"),
    "an extra day": Fault("OR c.dated AND c.holiday = 'closed' AS silent", "OR c.dated AS silent"),
    "a day off": Fault("bool_and(r.plain OR r.only_off)", "bool_and(r.plain OR r.silent)"),
    "closed on holidays": Fault(
        "CASE WHEN bool_or(r.off) THEN 'days off' ELSE 'week' END", "'week'"
    ),
    "whose hours": Fault("WHERE r.level = r.nearest"),
    "one row of several": Fault(
        "bool_and(r.silent OR r.span IS NOT NULL)", "bool_or(r.span IS NOT NULL)"
    ),
    "a holiday": Fault(" AND NOT %(holiday)s", "", "OPENING"),
    "from Sunday into Monday": Fault(
        " OR l.hours @> %(minute)s::int4 + %(week)s", "", "MAY_BE_OPEN"
    ),
    "hours that are not known": Fault("l.hours IS NULL OR ", "", "MAY_BE_OPEN"),
    "another clock, closed": Fault("OR l.time_zone NOT IN ('', %(zone)s)", "", "MAY_BE_OPEN"),
    "another clock, open": Fault("l.time_zone IN ('', %(zone)s) AND ", "", "OPENING"),
    "clocks that are changed": Fault("", "", "clocks_stand"),
    "the night after a holiday": Fault("", "", "any"),
}


def plant(fault: Fault, patch: pytest.MonkeyPatch) -> None:
    """Change what stands in the program."""
    from hubtable.directory.actions import listing
    from hubtable.directory.queries import hours

    if fault.where == "clocks_stand":
        patch.setattr(hours, "clocks_stand", lambda *_: True)
    elif fault.where == "any":
        patch.setattr(hours, "any", lambda found: next(iter(found)), raising=False)
    elif fault.where == "listing.sql":
        text, read = listing._sql("listing.sql"), listing._sql
        patch.setattr(
            listing, "_sql", lambda name: changed if name == "listing.sql" else read(name)
        )
        changed = _changed(text, fault)
    else:
        patch.setattr(hours, fault.where, _changed(getattr(hours, fault.where), fault))


def _changed(text: str, fault: Fault) -> str:
    assert text.count(fault.old) == 1, "there is no such place any more"
    return text.replace(fault.old, fault.new)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(FAULTS[fault], monkeypatch)
    assert any(told_apart(*one) for one in (*CLASSES.values(), LEVELS))


@pytest.mark.parametrize("fault", ["closes a minute later", "valid to", "ends at midnight"])
def test_it_is_noticed_by_drawn_schedules_alone(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(FAULTS[fault], monkeypatch)

    @settings(
        max_examples=400, phases=[Phase.generate], database=None, derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(CASES)
    def agrees(case: Any) -> None:
        assert told_apart(*case) == []

    with pytest.raises(AssertionError, match="by the rules"):
        agrees()
