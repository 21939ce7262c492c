"""Sessions as they stand: by their key, or a person's own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.accounts.models import SessionRow
from hubtable.accounts.rules.limits import Lifetime, Limits, alive


@dataclass(frozen=True, slots=True)
class Found:
    """One session: its row's id, whose it is, how long it stands, what it holds (sealed)."""

    id: UUID
    user: UUID | None
    lifetime: Lifetime
    sealed: bytes


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One of a person's own sessions, as the page lists it."""

    id: UUID
    browser: str
    created_at: datetime
    last_used_at: datetime
    this_one: bool


def find(key_hash: str) -> Found | None:
    """Return the session whose key has this hash, whether or not it still holds."""
    row = SessionRow.objects.filter(key_hash=key_hash).first()
    if row is None:
        return None
    lifetime = Lifetime(row.created_at, row.last_used_at)
    return Found(row.pk, row.user_id, lifetime, bytes(row.data))


def own_sessions(
    *, user: UUID, key_hash: str, limits: Limits, now: datetime
) -> tuple[SessionCard, ...]:
    """Return a person's sessions that still hold, the last used first."""
    rows = SessionRow.objects.filter(user=user).order_by("-last_used_at")
    return tuple(
        SessionCard(r.pk, r.browser, r.created_at, r.last_used_at, r.key_hash == key_hash)
        for r in rows
        if alive(Lifetime(r.created_at, r.last_used_at), limits, now)
    )
