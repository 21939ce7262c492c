"""Backup and restore where somebody else keeps the server and nobody of ours is a superuser."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hubtable.base.postgres.binaries import choose
from hubtable.base.postgres.provisioning import login_roles
from hubtable.base.postgres.supervisor import Server
from tests.browsing import ROOT, newcomer


class City:
    """A server with a role that may make roles and databases, and folders of two machines."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self.server = server

    def run(self, database: str, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        """Run the program on a database of this server."""
        info = self.server.conninfo(database, "maker")
        url = f"postgresql://maker@/{database}?host={info['host']}&port={info['port']}"
        return subprocess.run(
            [sys.executable, "-m", "hubtable", *map(str, words)],
            env=newcomer() | {"HUBTABLE_DATABASE_URL": url},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, database: str, query: str) -> list[Any]:
        """Look past the lock."""
        info = self.server.conninfo(database, self.server.superuser)
        with psycopg.connect(**info, autocommit=True) as past:
            return past.execute(query.encode()).fetchall()


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """A Hub in the database `cityhub`, and its backup."""
    folder = Path(tempfile.mkdtemp(prefix="hubtable-city-"))
    folder.chmod(0o711)
    roles = ("maker", *login_roles("cityhub"), *login_roles("newhub"))
    with Server(folder / "server", roles=roles, binaries=choose(), fsync=False) as server:
        with psycopg.connect(
            **server.conninfo("postgres", server.superuser), autocommit=True
        ) as past:
            past.execute("CREATE ROLE maker LOGIN CREATEROLE CREATEDB")
            past.execute("CREATE DATABASE cityhub OWNER maker")
            past.execute("CREATE DATABASE newhub OWNER maker")
        made = City(folder, server)
        new = ("--hub", "City Hub", "--admin-email", "ada@example.org")
        done = made.run("cityhub", "init", "--data", folder / "one", *new)
        assert done.returncode == 0, done.stderr
        done = made.run("cityhub", "backup", "--data", folder / "one", folder / "backup")
        assert done.returncode == 0, done.stderr
        yield made
    shutil.rmtree(folder, ignore_errors=True)


PASSWORDS = "SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE 'cityhub%' ORDER BY 1"
TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"


def test_a_role_without_bypass_makes_the_backup(city: City) -> None:
    bypass = "SELECT rolbypassrls FROM pg_roles WHERE rolname = 'cityhub_backup'"
    assert city.ask("cityhub", bypass) == [(False,)]
    rows = json.loads((city.folder / "backup" / "manifest.json").read_text())["rows"]
    assert rows["hubs_seat"] == 1


def test_a_full_database_is_refused_and_stays_as_it_was(city: City) -> None:
    before = city.ask("cityhub", PASSWORDS)
    done = city.run("cityhub", "restore", "--data", city.folder / "two", city.folder / "backup")
    assert done.returncode == 1
    assert "The database is not empty" in done.stderr.splitlines()[-1]
    assert city.ask("cityhub", PASSWORDS) == before
    assert not (city.folder / "two").exists()


def test_a_restore_that_fails_leaves_the_database_empty_and_another_succeeds(city: City) -> None:
    """Into a database of another name: its roles are others, the lock is put in anew."""
    wrong = city.folder / "wrong"
    shutil.copytree(city.folder / "backup", wrong)
    said = json.loads((wrong / "manifest.json").read_text())
    said["rows"]["hubs_seat"] = 2
    (wrong / "manifest.json").write_text(json.dumps(said))
    done = city.run("newhub", "restore", "--data", city.folder / "two", wrong)
    assert done.returncode == 1
    assert "hubs_seat has 1 rows instead of 2" in done.stderr.splitlines()[-1]
    assert city.ask("newhub", TABLES) == []
    assert not (city.folder / "two").exists()
    done = city.run("newhub", "restore", "--data", city.folder / "two", city.folder / "backup")
    assert done.returncode == 0, done.stderr
    (seat,) = json.loads(
        city.run("newhub", "seats", "--data", city.folder / "two", "--json").stdout
    )["seats"]
    assert (seat["hub"], seat["role"]) == ("city-hub", "admin")
    checks = json.loads(
        city.run("newhub", "check", "--data", city.folder / "two", "--json").stdout
    )["checks"]
    assert {one["name"] for one in checks if not one["ok"]} <= {"mail", "disk"}
