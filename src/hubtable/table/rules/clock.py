"""When somebody is reminded that a first visit is due (process.md, intervening).

Target and limit are elapsed hours after the acceptance, kept in UTC: a change of daylight saving
between acceptance and limit makes the day an hour longer or shorter, never the limit.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

AHEAD = timedelta(hours=4)
"""How long before the target and before the limit the lead is reminded."""


class Reminding(StrEnum):
    """What somebody is reminded of."""

    TARGET_NEAR = "target_near"
    LIMIT_NEAR = "limit_near"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Times:
    """When a first visit should have been made, and when it must; aware datetimes."""

    target_at: datetime
    limit_at: datetime


def due(times: Times, now: datetime, done: Set[Reminding]) -> Reminding | None:
    """Return the one reminder to send now, or nothing.

    Only the latest one makes sense: after the worker was down, an overdue situation does not also
    get the reminder that its target is near. What was done is not done again.
    """
    if now >= times.limit_at:
        latest = Reminding.OVERDUE
    elif now >= times.limit_at - AHEAD:
        latest = Reminding.LIMIT_NEAR
    elif now >= times.target_at - AHEAD:
        latest = Reminding.TARGET_NEAR
    else:
        return None
    return None if latest in done else latest
