"""The socket's folder: the only way into the server, open to nobody but its user and root."""

import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hubtable.base.postgres.errors import PlaceRefused
from hubtable.base.postgres.places import make_folder
from hubtable.base.postgres.user import Account

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
LONGEST = 90
"""Bytes of a folder whose socket still fits the 107 bytes of `sun_path` (unix(7))."""


@dataclass(frozen=True)
class Door:
    """Where a running server listens."""

    socket: Path
    """The folder of the socket."""

    def conninfo(self, dbname: str, role: str) -> dict[str, str]:
        """The libpq keywords that connect to `dbname` as `role`."""
        return {"host": str(self.socket), "port": str(PORT), "user": role, "dbname": dbname}


def make_door(data: Path, account: Account) -> Door:
    """The socket's folder, made if needed, cleared of what a killed server left in it.

    In the data folder; where that path is too long for a socket, or holds a comma (which parts
    hosts in libpq), in a folder of its own under the system's runtime folder, remembered in the
    file `socket`. Raises PlaceRefused.
    """
    folder = data / "run"
    if len(os.fsencode(folder)) > LONGEST or "," in str(folder):
        folder = _remembered(data, account) or _outside(data, account)
    elif not folder.exists():
        make_folder(folder, mode=0o700, owner=account.uid, group=account.gid)
    refuse_open(folder, account.uid)
    for left in (SOCKET, f"{SOCKET}.lock"):
        (folder / left).unlink(missing_ok=True)
    return Door(folder)


def known_door(data: Path) -> Door:
    """Where the server of this data folder listens, if it runs."""
    note = data / "socket"
    return Door(Path(note.read_text()) if note.exists() else data / "run")


def refuse_open(folder: Path, uid: int) -> None:
    """Raise PlaceRefused unless `folder` is a real folder of this user, closed to all others."""
    found = folder.lstat()
    closed = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
    if not closed or found.st_uid != uid:
        raise PlaceRefused(f"{folder}, the folder of the database socket, is open to others.")


def _remembered(data: Path, account: Account) -> Path | None:
    if not (data / "socket").exists():
        return None
    folder = known_door(data).socket
    try:
        refuse_open(folder, account.uid)
    except (OSError, PlaceRefused):
        return None
    return folder


def _outside(data: Path, account: Account) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="hubtable-", dir=_runtime()))
    os.chown(folder, account.uid, account.gid)
    note = data / "socket.tmp"
    note.write_text(str(folder))
    note.rename(data / "socket")
    return folder


def _runtime() -> Path:
    user = os.geteuid()
    place = Path("/run") if user == 0 else Path(f"/run/user/{user}")
    usable = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return place if usable else Path(tempfile.gettempdir())
