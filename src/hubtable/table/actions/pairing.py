"""Pairing: the desk lets a device that is nobody's show the room's screen, for one meeting."""

import hashlib
import secrets
from datetime import datetime
from typing import cast
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.rules.meeting import may_run
from hubtable.table.rules.room import may_pair


def digest_of(secret: str) -> str:
    """Return what is kept of a screen's secret. It is random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


@recorded
def offer_pairing(*, by: Seat, at: datetime) -> str:
    """Make a code that pairs one screen within ten minutes; the one before ends.

    :raises Refused: without a meeting that is on, and when too many screens are paired.
    """
    may_run(by).or_refuse()
    may_pair(len(call("room_screens"))).or_refuse()
    code = str(call("room_offer")[0][0])
    record("pairing_offered", None, seat=by.id)
    return code


@recorded
def claim_pairing(*, at: datetime, code: str) -> str | None:
    """Pair a screen by the code typed on it, as the job `screens`; return the screen's secret.

    Returns nothing for a code that is wrong, used or ended: all three look the same.
    """
    secret = secrets.token_urlsafe(32)
    rows = call("room_claim", code, digest_of(secret))
    record("screen_paired" if rows else "pairing_refused", cast(UUID, rows[0][0]) if rows else None)
    return secret if rows else None


@recorded
def end_pairing(*, by: Seat, at: datetime, screen: UUID) -> None:
    """Unpair a screen: it shows nothing more."""
    may_run(by).or_refuse()
    call("room_end", screen)
    record("screen_unpaired", screen, seat=by.id)
