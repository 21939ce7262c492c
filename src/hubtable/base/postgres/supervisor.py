"""A private PostgreSQL server as our own child: it ends with us, however we end."""

import fcntl
import logging
import os
import signal
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg.conninfo import make_conninfo

from hubtable.base.postgres import cluster as clusters
from hubtable.base.postgres.binaries import Binaries
from hubtable.base.postgres.child import Child, last
from hubtable.base.postgres.door import Door, known_door, make_door
from hubtable.base.postgres.errors import AlreadyRunning, PostgresError, StartFailed
from hubtable.base.postgres.places import prepare, reachable
from hubtable.base.postgres.settings import SUPERUSER, options, write_access
from hubtable.base.postgres.user import Account, ourselves, server_account

log = logging.getLogger(__name__)

LOG_LIMIT = 2_000_000
"""Bytes of server.log before it is begun anew."""
FAST, IMMEDIATE = 60.0, 10.0
"""Seconds a fast shutdown gets before an immediate one, and that one before the kill."""
NEWS_EVERY = 5.0
"""Seconds between two lines of progress while the server recovers."""
LOOK_EVERY = 60.0
"""Seconds between two looks at the length of the log."""
SILENT = 60.0
"""Seconds without any answer, not even "starting up", before we give up."""
CANNOT_CONNECT_NOW = "57P03"
"""SQLSTATE of a server that recovers. https://www.postgresql.org/docs/current/errcodes-appendix.html"""


class Server:
    """The server of one data folder."""

    superuser = SUPERUSER

    def __init__(
        self, data: Path, *, roles: Sequence[str], binaries: Binaries, fsync: bool = True
    ) -> None:
        """Describe the server; `roles` are let in beside the superuser. Nothing is touched yet.

        `fsync=False` is for data that may be lost with the machine, such as tests.
        """
        self.data = data.resolve()
        self.binaries = binaries
        self._roles = tuple(roles)
        self._fsync = fsync
        self._cluster = self.data / "cluster"
        self._lock: int | None = None
        self._child: Child | None = None
        self._door: Door | None = None
        self._turn = threading.RLock()
        self._stopping = threading.Event()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def socket(self) -> Path:
        """The folder of the server's socket."""
        return self.door.socket

    @property
    def door(self) -> Door:
        """How to connect. Raises StartFailed before the server was started."""
        if self._door is None:
            raise StartFailed("The database server was not started.")
        return self._door

    def conninfo(self, dbname: str, role: str) -> dict[str, str]:
        """The libpq keywords that connect to `dbname` as `role`."""
        return self.door.conninfo(dbname, role)

    def start(self) -> Self:
        """Start the server, making its files first where there are none; returns when it answers.

        Raises AlreadyRunning, PlaceRefused, PostgresMissing, PostgresUnsafe or StartFailed.
        """
        with self._turn:
            self._stopping.clear()
            try:
                self._begin()
            except BaseException:
                self._release()
                raise
        return self

    def alive(self) -> bool:
        """Whether the server runs."""
        return self._child is not None and not self._child.ended()

    def ensure(self) -> bool:
        """Start the server again if it died; whether that was needed. Raises as `start`."""
        with self._turn:
            if self.alive() or self._stopping.is_set():
                return False
            self._begin()
            return True

    def watch(self) -> None:
        """From now on start the server again whenever it dies, until `stop`."""
        threading.Thread(target=self._keep, name="postgres-watch", daemon=True).start()

    def stop(self) -> None:
        """End the server: orderly, then at once, then by force; and give the folder free."""
        self._stopping.set()
        with self._turn:
            self._end_child()
            self._release()

    def _keep(self) -> None:
        pause = 1.0
        while not self._stopping.is_set():
            child = self._child
            if child is None:
                self._stopping.wait(pause)
            elif not child.ended(LOOK_EVERY):
                self._trim_log()
                continue
            try:
                if self.ensure():
                    log.warning("the database server had died and was started again")
                pause = 1.0
            except PostgresError as refusal:
                log.warning(
                    "the database server does not start", extra={"facts": {"why": str(refusal)}}
                )
                pause = min(pause * 2, 30.0)

    def _begin(self) -> None:
        try:
            account = server_account(self._cluster)
            prepare(self.data, account)
            self._take_lock()
            self._end_child()
            self._run(account)
        except OSError as problem:
            raise StartFailed(f"{problem.strerror}: {problem.filename}") from problem

    def _end_child(self) -> None:
        if self._child:
            _end(self._child)
            self._child = None

    def _release(self) -> None:
        self._door = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        path = self.data / "lock"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 20).decode()
            os.close(handle)
            raise AlreadyRunning(
                f"A database server already runs in {self.data} (started by process {holder}): "
                "stop that one, or choose another data folder."
            ) from None
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        self._lock = handle

    def _run(self, account: Account) -> None:
        binaries = clusters.matching(self.binaries, self._cluster)
        self.binaries = reachable(binaries, self.data, account)
        if not self._cluster.exists():
            clusters.create(self._cluster, self.binaries, account, fsync=self._fsync)
        clusters.clear(self._cluster)
        self._door = make_door(self.data, account)
        write_access(self.data, person=ourselves().name, roles=self._roles, group=account.gid)
        flags = options(self.data, self._door.socket, fsync=self._fsync)
        self._trim_log()
        output = self._open_log()
        try:
            begin = os.fstat(output).st_size
            server = self.binaries.tool("postgres")
            self._child = Child([server, "-D", self._cluster, *flags], account, output)
        finally:
            os.close(output)
        try:
            self._await(self._child, begin)
        except BaseException:
            self._end_child()
            raise

    def _await(self, child: Child, begin: int) -> None:
        # Recovery after a crash takes as long as it takes, and the server says so all along. Only
        # its end is a failure, or silence.
        began = news = heard = time.monotonic()
        while refusal := _refusal(self.door.conninfo("postgres", SUPERUSER)):
            if child.ended(0.02):
                raise StartFailed(f"The database server ended while starting: {self._said(begin)}")
            if self._stopping.is_set():
                raise StartFailed("Told to stop while the database was getting ready.")
            now = time.monotonic()
            if refusal.sqlstate:
                heard = now
            if now - heard > SILENT:
                raise StartFailed(f"The database server does not answer: {refusal}")
            if now - news > NEWS_EVERY:
                news = now
                facts = {"seconds": round(now - began)}
                log.warning("the database is getting ready", extra={"facts": facts})

    def _said(self, since: int) -> str:
        with (self.data / "server.log").open("rb") as written:
            written.seek(since)
            return last(written.read().decode(errors="replace"))

    def _open_log(self) -> int:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        return os.open(self.data / "server.log", flags, 0o600)

    def _trim_log(self) -> None:
        # The server appends, so a file cut to nothing goes on from its new beginning.
        path = self.data / "server.log"
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            os.truncate(path, 0)


def running(data: Path) -> Door | None:
    """How to connect to the server another process runs in this folder; None where none runs."""
    try:
        handle = os.open(data / "lock", os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return known_door(data.resolve())
    finally:
        os.close(handle)
    return None


def _refusal(conninfo: dict[str, str]) -> psycopg.OperationalError | None:
    """Why the server does not let us in yet; None where it does. Raises StartFailed for good."""
    try:
        psycopg.connect(make_conninfo(**conninfo), connect_timeout=5).close()
    except psycopg.OperationalError as refusal:
        if refusal.sqlstate in {None, CANNOT_CONNECT_NOW}:
            return refusal
        raise StartFailed(f"The database server refuses us: {refusal}") from refusal
    return None


def _end(child: Child) -> None:
    for order, patience in (
        (signal.SIGINT, FAST),
        (signal.SIGQUIT, IMMEDIATE),
        (signal.SIGKILL, IMMEDIATE),
    ):
        child.tell(order)
        if child.ended(patience):
            return
