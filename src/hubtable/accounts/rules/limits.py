"""How long a session lasts (OWASP ASVS 5.0.0, 7.3.1 and 7.3.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hubtable.kernel.verdict import YES, Verdict, no

USE_STEP = timedelta(minutes=1)
"""The last use of a session is written at most this often."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`idle`: without a request; `absolute`: since signing in, whatever happens."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, slots=True)
class Lifetime:
    """When a session began and when it was last used."""

    created_at: datetime
    last_used_at: datetime


def alive(session: Lifetime, limits: Limits, now: datetime) -> Verdict:
    """Say whether a session still holds. At the limit itself it is over."""
    if now - session.created_at >= limits.absolute:
        return no("absolute", "You were signed out because it was time to sign in again.")
    if now - session.last_used_at >= limits.idle:
        return no("idle", "You were signed out because nothing happened for a while.")
    return YES


def use_is_due(session: Lifetime, limits: Limits, now: datetime) -> bool:
    """Say whether the last use is to be written: once a minute, more often for short limits."""
    return now - session.last_used_at >= min(USE_STEP, limits.idle / 4)
