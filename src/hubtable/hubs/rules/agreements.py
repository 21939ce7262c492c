"""Whether an agency's agreement holds, and whether it is time to renew it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hubtable.hubs.rules.policies import Choice

WARN_BEFORE = timedelta(days=60)
"""How long before its end an agreement is shown as ending: two months to get a signature."""


class Standing(Choice):
    """How an agency stands with its information sharing agreement."""

    CURRENT = "current"
    ENDING = "ending"
    NONE = "none"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "current": "Agreement current",
            "ending": "Agreement ends soon",
            "none": "No current agreement",
        }


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when something was agreed."""

    starts_at: datetime
    ends_at: datetime


def covered_until(periods: Iterable[Period], now: datetime) -> datetime | None:
    """Return until when agreements cover without a gap from now on; None when none holds now."""
    until: datetime | None = None
    for period in sorted(periods, key=lambda p: p.starts_at):
        reached = until or now
        if period.starts_at <= reached < period.ends_at:
            until = period.ends_at
    return until


def standing(periods: Iterable[Period], now: datetime) -> Standing:
    """Say how somebody stands at a moment."""
    until = covered_until(periods, now)
    if until is None:
        return Standing.NONE
    return Standing.ENDING if until - now <= WARN_BEFORE else Standing.CURRENT
