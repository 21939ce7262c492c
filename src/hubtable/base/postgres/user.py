"""Which system user the server runs as: ourselves, or an unprivileged one when we are root.

PostgreSQL refuses to run as root, and should: a hole in it would be a hole in the machine.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hubtable.base.postgres.errors import StartFailed

PREFERRED = ("hubtable", "postgres")


@dataclass(frozen=True)
class Account:
    """A user of the operating system."""

    name: str
    uid: int
    gid: int


def ourselves() -> Account:
    """Who runs this program. Raises StartFailed for a user id without a name."""
    return _account(os.geteuid())


def server_account(cluster: Path) -> Account:
    """Who the server runs as: the owner of its files if they exist, else a user fit for it.

    As an ordinary user: ourselves. As root: `hubtable`, else `postgres`, else a new system user
    `hubtable`. Raises StartFailed where none can be had.
    """
    if os.geteuid() != 0:
        return ourselves()
    if cluster.exists() and (owner := cluster.stat().st_uid) != 0:
        return _account(owner)
    for name in PREFERRED:
        if found := _named(name):
            return found
    return _create(PREFERRED[0])


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise StartFailed(
            f"User id {uid} has no name on this machine, and PostgreSQL needs one: add it to "
            "/etc/passwd, or run as another user."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid) if entry.pw_uid else None


def _create(name: str) -> Account:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd:
        options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run(
            [useradd, *options, "--shell", "/usr/sbin/nologin", name],
            capture_output=True,
            check=False,
        )
    made = _named(name)
    if made is None:
        raise StartFailed(
            f"PostgreSQL does not run as root, and no system user {name} could be made: create "
            "one, or start as an ordinary user."
        )
    return made
