"""The server's files: made whole or not at all, and freed of what killed servers left behind."""

import logging
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

from hubtable.base.postgres.binaries import Binaries, choose
from hubtable.base.postgres.child import last, run
from hubtable.base.postgres.errors import AlreadyRunning, StartFailed
from hubtable.base.postgres.settings import SUPERUSER
from hubtable.base.postgres.user import Account

log = logging.getLogger(__name__)

ORDERLY = 120.0
"""Seconds an orphaned server gets to finish the shutdown that the death of its parent ordered."""


def matching(binaries: Binaries, cluster: Path) -> Binaries:
    """Programs of the version that wrote the files, preferably the given ones.

    Raises PostgresMissing or PostgresUnsafe.
    """
    version = cluster / "PG_VERSION"
    if not version.exists():
        return binaries
    major = int(version.read_text())
    return binaries if major == binaries.major else choose(major=major)


def create(cluster: Path, binaries: Binaries, account: Account, *, fsync: bool) -> None:
    """Make a new cluster with checksums, in UTF-8; a killed attempt leaves nothing to trip over.

    Raises StartFailed with what initdb said.
    """
    for unfinished in cluster.parent.glob("cluster.tmp.*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    # A name of its own each time: an initdb whose parent was killed may still be cleaning up.
    scratch = Path(tempfile.mkdtemp(prefix="cluster.tmp.", dir=cluster.parent))
    os.chown(scratch, account.uid, account.gid)
    shape = ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--auth=peer"]
    quiet = ["--no-instructions", *([] if fsync else ["--no-sync"])]
    made = run(
        [binaries.tool("initdb"), "-D", scratch, "-U", SUPERUSER, *shape, *quiet],
        account,
    )
    if made.returncode:
        shutil.rmtree(scratch, ignore_errors=True)
        raise StartFailed(f"PostgreSQL's files could not be made in {cluster}: {last(made.stdout)}")
    scratch.rename(cluster)
    _sync(cluster.parent)


def clear(cluster: Path) -> None:
    """Wait for, or end, what still runs on these files; then drop the note of its process id.

    To be called under the lock only. A process id in that note may long belong to another program,
    and PostgreSQL would refuse to start because of it. Raises AlreadyRunning for a server that
    does not end.
    """
    note = cluster / "postmaster.pid"
    if _noted(note) in processes(cluster):
        _await_orphan(cluster, _noted(note))
    for order, patience in ((signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        for backend in processes(cluster):
            _tell(backend, order)
        _gone(cluster, patience)
    note.unlink(missing_ok=True)


def processes(cluster: Path) -> list[int]:
    """The PostgreSQL processes that work in this folder."""
    here = cluster.stat()
    return [int(p.name) for p in Path("/proc").glob("[0-9]*") if _works_in(p, here)]


def _await_orphan(cluster: Path, pid: int) -> None:
    if _gone(cluster, 2):
        return
    log.warning(
        "waiting for an earlier database server to finish", extra={"facts": {"process": pid}}
    )
    if not _gone(cluster, ORDERLY):
        raise AlreadyRunning(f"Another PostgreSQL (process {pid}) works in {cluster}: stop it.")


def _gone(cluster: Path, patience: float) -> bool:
    until = time.monotonic() + patience
    while processes(cluster):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _works_in(process: Path, here: os.stat_result) -> bool:
    try:
        there = (process / "cwd").stat()
        program = (process / "exe").readlink().name
    except OSError:  # ended meanwhile, or another user's
        return False
    return os.path.samestat(here, there) and program.startswith("postgres")


def _noted(note: Path) -> int:
    try:
        return int(note.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _tell(pid: int, order: signal.Signals) -> None:
    try:
        os.kill(pid, order)
    except ProcessLookupError:
        return


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
