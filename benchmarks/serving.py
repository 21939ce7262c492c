"""The real program in a process of its own, as `hubtable serve` runs it, and what it costs.

Run as a program it serves: `python benchmarks/serving.py FOLDER PORT`.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.cluster import Cluster

from benchmarks.browsers import Place

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
KIB = 1024
WORKERS = int(os.environ.get("BENCH_WORKERS", "0")) or None
"""Processes that answer; unset as `hubtable serve` has it: one a core, at most four."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs, by its process and port."""

    pid: int
    port: int

    @property
    def processes(self) -> tuple[int, ...]:
        """The keeper, and the processes it keeps that answer."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return self.pid, *(int(one) for one in children)


@dataclass(frozen=True, slots=True)
class Ground:
    """What every part measures: the database, the server, the members' cookies, how long."""

    cluster: Cluster
    server: Serving
    cookies: Sequence[str]
    keys: int
    minutes: float

    @property
    def place(self) -> Place:
        """Where the server listens."""
        return Place("127.0.0.1", self.server.port)


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[Serving]:
    """Serve until the block ends. Addresses of the database and keys are in the environment."""
    port = _free_port()
    log = (folder / "serve.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__)), str(folder), str(port)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), **settings},
        stdout=subprocess.DEVNULL,
        stderr=log,
    )
    try:
        _wait(process, port)
        yield Serving(process.pid, port)
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("the server did not start")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the CPU seconds processes have used so far."""
    return sum(_cpu(pid) for pid in pids)


def _cpu(pid: int) -> float:
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / TICKS


def resident(pids: Iterable[int]) -> float:
    """Return MiB that processes hold of their own, with their share of what they share."""
    return sum(_pss(pid) for pid in pids) / KIB


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def backends(data: Path) -> tuple[int, ...]:
    """Return the processes of a private PostgreSQL, the server's own first."""
    server = (data / "cluster" / "postmaster.pid").read_text().split()[0]
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return int(server), *(int(one) for one in children)


def main() -> None:
    """Serve the database the environment names, exactly as `hubtable serve` does."""
    from hubtable.cli.place import Place
    from hubtable.cli.serve import listen

    if os.environ.get("BENCH_TWIN"):
        _with_twin()
    addresses = {
        role: os.environ[f"HUBTABLE_DATABASE_URL_{role.upper()}"] for role in ("app", "auth")
    }
    place = Place(Path(sys.argv[1]), None, addresses)
    listen(place, host="127.0.0.1", port=int(sys.argv[2]), workers=WORKERS)


def _with_twin() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
    import django

    django.setup()
    from benchmarks.twin.engine import install

    install()


if __name__ == "__main__":
    main()
