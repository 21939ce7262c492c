"""The installation's keys: one file of 32 random bytes each, readable by us alone."""

import os
import secrets
from pathlib import Path

NAMES = ("secret", "actor", "root", "audit", "totp", "pepper")
"""secret: cookies. actor: who acts. root: wraps identity keys. audit: checkpoints. totp: codes.

pepper: recognizes one person brought twice."""


class KeysMissing(Exception):
    """A key file is not there; without it what it protects cannot be read."""


class Keys:
    """The folder of keys. It lies outside the database and outside its backups."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, bytes] = {}

    def exist(self) -> bool:
        """Return whether every key is there."""
        return all((self.folder / name).is_file() for name in NAMES)

    def make(self) -> None:
        """Make every key that is missing; never replaces one."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in NAMES:
            if not (self.folder / name).exists():
                write_private(self.folder / name, secrets.token_bytes(32))

    def get(self, name: str) -> bytes:
        """Return the 32 bytes of one key.

        :raises KeysMissing: when the file is not there or not 32 bytes long.
        """
        if name not in self._read:
            self._read[name] = self._load(name)
        return self._read[name]

    def text(self, name: str) -> str:
        """Return a key as hexadecimal text."""
        return self.get(name).hex()

    def _load(self, name: str) -> bytes:
        try:
            key = (self.folder / name).read_bytes()
        except OSError as error:
            raise KeysMissing(f"The key file '{name}' cannot be read: {error.strerror}.") from None
        if len(key) != 32:
            raise KeysMissing(f"The key file '{name}' is damaged: it is not 32 bytes long.")
        return key


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only we can read, and wait until the disk has it.

    It appears whole or not at all: whoever finds it can read it, and a crash leaves no half of it.

    :raises FileExistsError: when there is one already.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()
    keep(path.parent)


def keep(folder: Path) -> None:
    """Wait until the disk has what was added to or removed from a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
