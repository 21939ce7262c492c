"""Writes a browser's session: the key hashed, what it holds sealed by the key itself.

Whoever reads the table, or a copy of it, can neither sign in with a row nor read it.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Q

from hubtable.accounts.models import SessionRow
from hubtable.accounts.rules.limits import Limits

NONCE = 12


def key_hash(key: str) -> str:
    """Return what stands in the table for a session's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def seal(key: str, content: bytes) -> bytes:
    """Seal what a session holds, so that only the browser's cookie opens it (AES-256-GCM)."""
    nonce = os.urandom(NONCE)
    return nonce + _cipher(key).encrypt(nonce, content, key_hash(key).encode())


def unseal(key: str, sealed: bytes) -> bytes | None:
    """Return what a session holds; nothing when it was not sealed by this key."""
    try:
        return _cipher(key).decrypt(sealed[:NONCE], sealed[NONCE:], key_hash(key).encode())
    except InvalidTag:
        return None


def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"hubtable session content\0" + key.encode()).digest())


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
        data=seal(key, content.plain),
        user_id=content.user,
        browser=content.browser,
        created_at=content.created_at,
        last_used_at=at,
    )


def rewrite(*, key: str, content: Content) -> bool:
    """Write what a session now holds; false when it was ended meanwhile."""
    changed = SessionRow.objects.filter(key_hash=key_hash(key)).update(
        data=seal(key, content.plain), user_id=content.user, created_at=content.created_at
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
