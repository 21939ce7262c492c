"""The keys that seal the names of backups: one a day, deleted after some days.

A name that is forgotten today is still in today's backup. When the key of that day is gone, nobody
opens that part of the backup any more, and the rest of it stays good.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hubtable.base.keys import keep, write_private
from hubtable.cli.place import CannotRun
from hubtable.config.environment import read_whole_number

NONCE = 12
FOLDER = "backup"
"""The folder below the installation's keys; no backup holds it."""


# BACKUP_KEY_DAYS: days after which the key that opens the names of a day's backups is deleted.
def days_kept() -> int:
    """Return how many days a backup key is kept."""
    return read_whole_number("BACKUP_KEY_DAYS", 30)


def key_of_today(keys: Path, day: date) -> bytes:
    """Return the backup key of a day, made if there is none."""
    folder = keys / FOLDER
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        keep(keys)
    with suppress(FileExistsError):
        write_private(folder / day.isoformat(), secrets.token_bytes(32))
    return (folder / day.isoformat()).read_bytes()


def retire(keys: Path, *, today: date, days: int) -> int:
    """Delete the backup keys older than `days`; return how many."""
    folder = keys / FOLDER
    last = (today - timedelta(days=days)).isoformat()
    old = [file for file in folder.glob("????-??-??") if file.name < last]
    for file in old:
        file.unlink(missing_ok=True)
    if old:
        keep(folder)
    return len(old)


def seal(key: bytes, names: Mapping[str, bytes], *, of: str) -> bytes:
    """Seal the files of the key store with AES-256-GCM, tied to the dump whose SHA-256 is `of`."""
    plain = json.dumps({name: b64encode(body).decode() for name, body in names.items()}).encode()
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, of.encode())


def unseal(key: bytes, sealed: bytes, *, of: str) -> dict[str, bytes]:
    """Return record (hexadecimal) → wrapped key.

    :raises CannotRun: when the key, or the dump beside it, is another.
    """
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], of.encode())
    except (InvalidTag, ValueError):
        raise CannotRun("The backup key does not open the names of this backup.") from None
    return {name: b64decode(body) for name, body in json.loads(plain).items()}
