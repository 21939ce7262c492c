"""Seals what sign-in keeps (AES-256-GCM): a session by its cookie, a secret for its account."""

import base64
import hashlib
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
VERSION = "1."


def key_hash(key: str) -> str:
    """Return what stands in the table for a session's key (SHA-256)."""
    return hashlib.sha256(key.encode()).hexdigest()


def seal_content(key: str, content: bytes) -> bytes:
    """Seal what a session holds, so that only the browser's cookie opens it."""
    nonce = os.urandom(NONCE)
    return nonce + _cipher(key).encrypt(nonce, content, key_hash(key).encode())


def open_content(key: str, sealed: bytes) -> bytes | None:
    """Return what a session holds; nothing when it was not sealed by this key."""
    try:
        return _cipher(key).decrypt(sealed[:NONCE], sealed[NONCE:], key_hash(key).encode())
    except InvalidTag:
        return None


def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"hubtable session content\0" + key.encode()).digest())


def seal_secret(text: str, *, key: bytes, user: UUID) -> str:
    """Return the sealed secret; it opens only in the row of the same account."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), _bound_to(user))
    return VERSION + base64.urlsafe_b64encode(nonce + sealed).decode()


def open_secret(sealed: str, *, key: bytes, user: UUID) -> str:
    """Return the secret.

    :raises cryptography.exceptions.InvalidTag: when it was changed, or is another account's.
    """
    raw = base64.urlsafe_b64decode(sealed.removeprefix(VERSION))
    return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], _bound_to(user)).decode()


def _bound_to(user: UUID) -> bytes:
    return b"hubtable second factor|" + user.bytes
