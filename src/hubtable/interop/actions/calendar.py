"""A seat's calendar address: made, renewed, stopped. Only its hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat

LASTS = timedelta(days=366)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret address. It is random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


@recorded
def make_address(*, by: Seat, at: datetime) -> str:
    """Make the seat's secret address for a year and return it; the one before stops."""
    secret = secrets.token_urlsafe(32)
    call("feed_make", digest_of(secret), at + LASTS)
    record("feed_made", by.id)
    return secret


@recorded
def stop_address(*, by: Seat, at: datetime) -> None:
    """Stop the seat's address: who fetches it finds nothing."""
    call("feed_end")
    record("feed_stopped", by.id)
