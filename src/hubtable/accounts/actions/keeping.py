"""Writes a browser's session: the key hashed, what it holds sealed by the key itself.

Whoever reads the table, or a copy of it, can neither sign in with a row nor read it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hubtable.accounts.actions.sealing import key_hash, seal_content
from hubtable.accounts.models import SessionRow
from hubtable.accounts.rules.limits import Limits


@dataclass(frozen=True, slots=True)
class Content:
    """What is written of a session. `created_at` is when its person signed in."""

    user: UUID | None
    browser: str
    created_at: datetime
    plain: bytes


def begin(*, at: datetime, key: str, content: Content) -> None:
    """Write a new session."""
    SessionRow.objects.create(
        key_hash=key_hash(key),
        data=seal_content(key, content.plain),
        user_id=content.user,
        browser=content.browser,
        created_at=content.created_at,
        last_used_at=at,
    )


def rewrite(*, key: str, content: Content) -> bool:
    """Write what a session now holds; false when it was ended meanwhile."""
    changed = SessionRow.objects.filter(key_hash=key_hash(key)).update(
        data=seal_content(key, content.plain), user_id=content.user, created_at=content.created_at
    )
    return bool(changed)


def touch(*, at: datetime, key: str) -> None:
    """Note that a session was used."""
    SessionRow.objects.filter(key_hash=key_hash(key)).update(last_used_at=at)


def drop(*, key: str) -> None:
    """Forget a session."""
    SessionRow.objects.filter(key_hash=key_hash(key)).delete()


def sweep(*, at: datetime, limits: Limits) -> int:
    """Delete the sessions that no longer hold; return how many there were."""
    over = Q(created_at__lte=at - limits.absolute) | Q(last_used_at__lte=at - limits.idle)
    return SessionRow.objects.filter(over).delete()[0]
