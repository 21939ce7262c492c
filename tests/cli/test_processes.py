"""Several processes answer behind one address; none is left over, however it ends."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hubtable.base.postgres.cluster import processes as database
from tests.browsing import ROOT, free_port, newcomer

PATIENCE = 120.0


def eventually(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "did not happen in time"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A real Hub in a folder the database's user can enter."""
    folder = Path(tempfile.mkdtemp(prefix="hubtable-processes-"))
    folder.chmod(0o711)
    words = ["--hub", "Our Hub", "--admin-name", "Z. Canary", "--admin-email", "z@example.org"]
    subprocess.run(
        [sys.executable, "-m", "hubtable", "init", "--data", str(folder / "hub"), *words],
        cwd=ROOT,
        env=newcomer(),
        stdout=subprocess.DEVNULL,
        timeout=240,
        check=True,
    )
    yield folder / "hub"
    shutil.rmtree(folder, ignore_errors=True)


class Served:
    """The program with two processes for requests."""

    def __init__(self, data: Path) -> None:
        self.port, self.cluster = free_port(), data / "postgres" / "cluster"
        command = ["serve", "--data", str(data), "--workers", "2", "--port", str(self.port)]
        self.keeper = subprocess.Popen(
            [sys.executable, "-m", "hubtable", *command],
            cwd=ROOT,
            env=newcomer(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        eventually(lambda: len(self.workers()) == 2 and self.answers())
        self.first = self.workers()

    def workers(self) -> list[int]:
        """Return the processes that answer requests."""
        found = Path(f"/proc/{self.keeper.pid}/task/{self.keeper.pid}/children").read_text()
        return [pid for pid in map(int, found.split()) if b"spawn_main" in _command(pid)]

    def answers(self) -> bool:
        """Say whether a page is answered."""
        assert self.keeper.poll() is None, "it ended"
        try:
            with urllib.request.urlopen(self.address, timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/account/login/"

    def nothing_is_left(self) -> bool:
        """Say whether every process of it is gone, the database's included."""
        return not any(map(_command, self.first)) and not database(self.cluster)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    one = Served(data)
    yield one
    if one.keeper.poll() is None:
        one.keeper.terminate()
    one.keeper.wait(60)
    eventually(one.nothing_is_left)


def test_a_process_that_was_killed_is_begun_again(served: Served) -> None:
    servers = set(database(served.cluster))
    os.kill(served.first[0], signal.SIGKILL)
    eventually(lambda: len(served.workers()) == 2 and served.workers() != served.first)
    eventually(served.answers)
    assert served.first[1] in served.workers()
    assert min(database(served.cluster)) == min(servers), "the database was started again"
    served.first = sorted({*served.first, *served.workers()})


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_ends_in_order(served: Served, how: signal.Signals) -> None:
    """Asked by a system, by Ctrl-C or by a terminal that closes: those two reach every process."""
    if how == signal.SIGTERM:
        served.keeper.terminate()
    else:
        os.killpg(served.keeper.pid, how)
    assert served.keeper.wait(60) == 0
    eventually(served.nothing_is_left)


def test_nothing_outlives_a_keeper_that_was_killed(served: Served) -> None:
    served.keeper.kill()
    served.keeper.wait(10)
    eventually(served.nothing_is_left)
