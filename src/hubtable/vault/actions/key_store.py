"""One data key a record, wrapped by the root key, as one file outside the database.

Deleting the file is what forgetting means (lock.md, Traps: Keys). The file is on the disk before
the transaction that needs it commits; a file without a row is an orphan and harmless.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from hubtable.base.keys import KeysMissing, keep, write_private

NONCE = 12


def _path(record: UUID) -> Path:
    return Path(settings.KEY_STORE) / record.hex[:2] / f"{record.hex}.key"


def encrypt(key: bytes, plain: bytes, binding: bytes) -> bytes:
    """Return nonce and AES-256-GCM ciphertext, tied to `binding`."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, binding)


def decrypt(key: bytes, sealed: bytes, binding: bytes) -> bytes:
    """Return the plain bytes.

    :raises KeysMissing: when the bytes were changed, moved, or sealed with another key.
    """
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], binding)
    except (InvalidTag, ValueError):  # ValueError: too short to be one of ours
        raise KeysMissing("A sealed value does not fit its key or its place.") from None


def key_of(record: UUID) -> bytes:
    """Return the data key of a record.

    :raises KeysMissing: when it was forgotten or the store is not there.
    """
    try:
        wrapped = _path(record).read_bytes()
    except OSError:
        raise KeysMissing("The key of this record is gone.") from None
    return decrypt(settings.KEYS.get("root"), wrapped, record.bytes)


def key_for(record: UUID) -> bytes:
    """Return the data key of a record, made if there is none."""
    if _path(record).exists():
        return key_of(record)
    key = secrets.token_bytes(32)
    _make_folder(_path(record).parent)
    try:
        write_private(_path(record), encrypt(settings.KEYS.get("root"), key, record.bytes))
    except FileExistsError:
        return key_of(record)
    return key


def destroy_key(record: UUID) -> bool:
    """Delete the key file of a record; whether there was one."""
    path = _path(record)
    if not path.exists():
        return False
    path.unlink()
    keep(path.parent)
    return True


def sweep_keys(kept: Collection[UUID], *, before: datetime) -> int:
    """Delete the keys of records that are not kept; return how many.

    A key is on the disk before the row that needs it: files younger than an hour are left alone.
    """
    old = (before - timedelta(hours=1)).timestamp()
    orphans = [
        UUID(file.stem)
        for file in Path(settings.KEY_STORE).glob("??/*.key")
        if UUID(file.stem) not in kept and file.stat().st_mtime < old
    ]
    return sum(destroy_key(orphan) for orphan in orphans)


def _make_folder(folder: Path) -> None:
    """Make a folder of the store, and the store: for us alone, and on the disk."""
    for made in (folder.parent, folder):
        if not made.is_dir():
            made.mkdir(mode=0o700, parents=True, exist_ok=True)
            keep(made.parent)
