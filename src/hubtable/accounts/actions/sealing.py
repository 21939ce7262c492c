"""Seals the secrets of second factors, each bound to its account (AES-256-GCM)."""

import base64
import os
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
VERSION = "1."


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
