"""kill -9, stale notes, full disks: nothing that was acknowledged is lost, and it starts again."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from tests.base.postgres.ground import new_ground, settle, settled_once

from hubtable.base.postgres import supervisor
from hubtable.base.postgres.binaries import Binaries, choose
from hubtable.base.postgres.child import LAUNCH, run
from hubtable.base.postgres.cluster import processes
from hubtable.base.postgres.errors import AlreadyRunning, PostgresError, StartFailed
from hubtable.base.postgres.supervisor import Server
from hubtable.base.postgres.user import Account, server_account

SUPERVISOR = """
import json, signal, sys, time
from pathlib import Path
from hubtable.base.postgres import supervisor
from hubtable.base.postgres.binaries import Binaries, choose
from hubtable.base.postgres.supervisor import Server
# A shell that starts the tests in the background lets them ignore SIGINT.
signal.signal(signal.SIGINT, signal.default_int_handler)
with Server(Path(sys.argv[1]), roles=[], binaries=choose()) as server:
    print(json.dumps(server.conninfo("postgres", server.superuser)), flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def original() -> Iterator[Path]:
    with settled_once() as folder:
        yield folder


@pytest.fixture
def ground(original: Path) -> Iterator[Path]:
    """A place with the data of a server in `pg`."""
    with new_ground() as folder:
        settle(folder, original)
        yield folder


@pytest.fixture
def other(ground: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that serves from ground/pg."""
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(ground / "pg")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()
        eventually(lambda: not list(workers(ground)))


def fresh(ground: Path) -> Server:
    """With fsync, as in earnest."""
    return Server(ground / "pg", roles=[], binaries=choose())


def workers(ground: Path) -> list[int]:
    cluster = ground / "pg" / "cluster"
    return processes(cluster) if cluster.exists() else []


def postmaster(ground: Path) -> int:
    note = ground / "pg" / "cluster" / "postmaster.pid"
    return int(note.read_text().splitlines()[0])


def started_after(ground: Path, first: int) -> bool:
    with contextlib.suppress(FileNotFoundError, IndexError):
        return postmaster(ground) != first
    return False


def eventually(true: Callable[[], bool], within: float = 20) -> None:
    until = time.monotonic() + within
    while not true():
        assert time.monotonic() < until, "did not happen in time"
        time.sleep(0.02)


def rows(server: Server) -> int:
    with psycopg.connect(make_conninfo(**server.conninfo("postgres", server.superuser))) as link:
        found = link.execute("SELECT count(*) FROM acts").fetchone()
    return int(found[0]) if found else 0


class Writer:
    """Writes one row after another, each its own transaction, and counts what was acknowledged."""

    def __init__(self, conninfo: dict[str, str]) -> None:
        self.acknowledged = 0
        self._link = psycopg.connect(make_conninfo(**conninfo), autocommit=True)
        self._link.execute("CREATE TABLE IF NOT EXISTS acts (n int)")
        self._thread = threading.Thread(target=self._write)
        self._thread.start()

    def _write(self) -> None:
        with contextlib.suppress(psycopg.OperationalError), self._link:
            while True:
                self._link.execute("INSERT INTO acts VALUES (1)")
                self.acknowledged += 1

    def ended(self) -> int:
        self._thread.join(20)
        assert not self._thread.is_alive()
        return self.acknowledged


def begin(other: subprocess.Popen[str]) -> Writer:
    assert other.stdout
    writer = Writer(json.loads(other.stdout.readline()))
    eventually(lambda: writer.acknowledged > 100)
    return writer


def test_killed_supervisor_takes_the_server_along_and_loses_nothing(
    ground: Path, other: subprocess.Popen[str]
) -> None:
    writer = begin(other)
    other.kill()
    other.wait()
    with fresh(ground) as server:  # at once: the old one may still be ending
        assert rows(server) >= writer.ended() > 100
    assert not workers(ground)


def test_a_slow_end_of_the_old_server_is_waited_for(
    ground: Path, other: subprocess.Popen[str]
) -> None:
    begin(other)
    old = postmaster(ground)
    os.kill(old, signal.SIGSTOP)
    other.kill()
    other.wait()
    threading.Timer(1, os.kill, (old, signal.SIGCONT)).start()
    with fresh(ground) as server:
        assert postmaster(ground) != old
        assert rows(server) > 100
    said = (ground / "pg" / "server.log").read_text()
    assert said.index("received fast shutdown") < said.rindex("ready to accept connections")
    assert "immediate shutdown" not in said


def test_killed_supervisor_leaves_no_process(ground: Path, other: subprocess.Popen[str]) -> None:
    begin(other)
    assert workers(ground)
    other.kill()
    eventually(lambda: not workers(ground), within=10)
    control = run([choose().tool("pg_controldata"), ground / "pg" / "cluster"], account(ground))
    assert "shut down" in control.stdout, "the server ended in order"


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
def test_an_ordered_end_of_the_supervisor_is_one_of_the_server(
    ground: Path, other: subprocess.Popen[str], order: signal.Signals
) -> None:
    begin(other)
    other.send_signal(order)
    other.wait(20)
    eventually(lambda: not workers(ground))
    assert "database system is shut down" in (ground / "pg" / "server.log").read_text()


def test_another_process_is_refused_and_the_first_goes_on(
    ground: Path, other: subprocess.Popen[str]
) -> None:
    writer = begin(other)
    with pytest.raises(AlreadyRunning, match=f"started by process {other.pid}"):
        fresh(ground).start()
    before = writer.acknowledged
    eventually(lambda: writer.acknowledged > before)


def test_killed_server_is_started_again_and_loses_nothing(ground: Path) -> None:
    with fresh(ground) as server:
        writer = Writer(server.conninfo("postgres", server.superuser))
        eventually(lambda: writer.acknowledged > 100)
        assert not server.ensure()
        os.kill(postmaster(ground), signal.SIGKILL)
        eventually(lambda: not server.alive())
        assert server.ensure()
        assert rows(server) >= writer.ended() > 100


def test_a_busy_session_of_a_killed_server_does_not_hinder(ground: Path) -> None:
    with fresh(ground) as server:
        link = psycopg.connect(make_conninfo(**server.conninfo("postgres", server.superuser)))
        busy = threading.Thread(target=spin, args=(link,))
        busy.start()
        eventually(lambda: bool(burning(link.info.backend_pid)))
        os.kill(postmaster(ground), signal.SIGKILL)
        eventually(lambda: not server.alive())
        assert link.info.backend_pid in workers(ground)
        server.ensure()
        busy.join(20)
        assert not busy.is_alive()


def spin(link: psycopg.Connection[tuple[object, ...]]) -> None:
    """Keep one session computing, so that it does not notice that its server is gone."""
    with contextlib.suppress(psycopg.OperationalError), link:
        link.execute("DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$")


def burning(pid: int) -> bool:
    ticks = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11]
    return int(ticks) > 5


def test_watching_starts_it_again_without_being_asked(ground: Path) -> None:
    with fresh(ground) as server:
        server.watch()
        for _ in range(2):
            first = postmaster(ground)
            os.kill(first, signal.SIGKILL)
            eventually(partial(started_after, ground, first))
        assert server.alive()
    time.sleep(0.3)
    assert not server.alive(), "after stop it stays down"
    assert not workers(ground)


def test_watching_goes_on_after_a_failed_attempt(
    ground: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with fresh(ground) as server:
        server.watch()
        control = ground / "pg" / "cluster" / "global" / "pg_control"
        control.rename(ground / "kept")
        os.kill(postmaster(ground), signal.SIGKILL)
        eventually(lambda: "does not start" in caplog.text)
        assert not server.alive()
        (ground / "kept").rename(control)
        eventually(server.alive)


def test_a_stop_while_it_gets_ready_is_obeyed(
    ground: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "NEWS_EVERY", 0.2)
    server = Server(ground / "pg", roles=[], binaries=mute(ground))
    refusals: list[PostgresError] = []
    starter = threading.Thread(target=attempt, args=(server, refusals))
    starter.start()
    eventually(lambda: "getting ready" in caplog.text)
    server.stop()
    starter.join(10)
    assert not starter.is_alive()
    assert "Told to stop" in str(refusals[0])
    assert not server.alive()


def test_a_server_that_never_answers_is_given_up(
    ground: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SILENT", 0.5)
    with pytest.raises(StartFailed, match="does not answer"):
        Server(ground / "pg", roles=[], binaries=mute(ground)).start()


def attempt(server: Server, refusals: list[PostgresError]) -> None:
    try:
        server.start()
    except PostgresError as refusal:
        refusals.append(refusal)


def mute(ground: Path) -> Binaries:
    """A server that runs, ends when told, and never says a word."""
    folder = ground / "bin"
    folder.mkdir(mode=0o755)
    program = folder / "postgres"
    program.write_text("#!/bin/sh\ntrap 'kill $!; exit' INT\nsleep 60 &\nwait\n")
    program.chmod(0o755)
    return replace(choose(), folder=folder, origin="given")


def test_it_outlives_the_thread_that_started_it(ground: Path) -> None:
    server = fresh(ground)
    starter = threading.Thread(target=server.start)
    starter.start()
    starter.join()
    time.sleep(0.5)
    assert server.alive()
    server.stop()


def test_a_stale_note_whose_process_id_lives_on_elsewhere(ground: Path) -> None:
    with fresh(ground) as server:
        note = ground / "pg" / "cluster" / "postmaster.pid"
        stale = note.read_text().splitlines()
        socket = server.socket
    with subprocess.Popen(["sleep", "60"], user=account(ground).uid) as sleeper:
        stale[0] = str(sleeper.pid)
        text = "\n".join([*stale, ""])
        for left in (note, socket / ".s.PGSQL.5432.lock"):
            left.write_text(text)
            os.chown(left, account(ground).uid, -1)
            left.chmod(0o600)
        try:
            with fresh(ground) as server:
                assert server.alive()
            assert sleeper.poll() is None, "the stranger was left alone"
        finally:
            sleeper.kill()


@pytest.mark.parametrize("note", ["", "not a number\n", "999999999\n"])
def test_a_broken_note(ground: Path, note: str) -> None:
    with fresh(ground):
        pass
    (ground / "pg" / "cluster" / "postmaster.pid").write_text(note)
    with fresh(ground) as server:
        assert server.alive()


def test_a_promise_made_to_a_dead_parent_is_not_kept(ground: Path) -> None:
    ids = [str(os.geteuid()), str(os.getegid())]
    started = subprocess.run(
        [sys.executable, "-I", "-S", str(LAUNCH), "1", *ids, "/bin/echo", "alive"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 1
    assert "gone" in started.stderr
    assert not started.stdout


def test_a_full_disk_is_one_clear_line(ground: Path) -> None:
    with small_disk(ground / "disk"), pytest.raises(StartFailed, match="No space left") as refusal:
        Server(ground / "disk" / "pg", roles=[], binaries=choose()).start()
    assert "\n" not in str(refusal.value)


def test_a_read_only_place_is_one_clear_line(ground: Path) -> None:
    if os.geteuid() == 0:
        place = Path("/proc")  # where not even root can make a folder
    else:
        place = ground / "closed"
        place.mkdir(mode=0o500)
    with pytest.raises(PostgresError, match=str(place)) as refusal:
        Server(place / "pg", roles=[], binaries=choose()).start()
    assert "\n" not in str(refusal.value)


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[None]:
    """A disk of 8 MB, a third of what a new cluster needs."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=0711", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root of a whole machine can make a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def account(ground: Path) -> Account:
    return server_account(ground / "pg" / "cluster")
