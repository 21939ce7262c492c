"""What the restore drills share: a Hub with names in it, its backup, and programs that fail."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from tests.browsing import ROOT, newcomer

from hubtable.base.postgres.binaries import choose
from hubtable.base.postgres.door import known_door
from hubtable.base.postgres.provisioning import login_roles
from hubtable.base.postgres.settings import SUPERUSER
from hubtable.base.postgres.supervisor import Server

Ran = subprocess.CompletedProcess[str]
RESTORING_WRITES = {"audit_entry", "audit_head", "accounts_session"}
"""A restore notes itself in the trail and ends every session."""


def run(*words: str | Path, **settings: str) -> Ran:
    """Run the program."""
    return subprocess.run(
        [sys.executable, "-m", "hubtable", *map(str, words)],
        cwd=ROOT,
        env=newcomer() | settings,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def scene(what: str, data: Path) -> str:
    """Run `drill_scene` on an installation."""
    words = [sys.executable, "-m", "tests.faults.drill_scene", what, data, data.parent / "scene"]
    done = subprocess.run(
        words, cwd=ROOT, env=newcomer(), capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@dataclass(frozen=True)
class Hub:
    """An installation with two situations, and a backup of it."""

    data: Path
    backup: Path
    held: dict[str, str]
    """The contents of the database when the backup was made."""

    @property
    def folder(self) -> Path:
        """Where everything of the drill lies."""
        return self.data.parent

    @property
    def manifest(self) -> dict[str, Any]:
        """What the backup says of itself."""
        said: dict[str, Any] = json.loads((self.backup / "manifest.json").read_text())
        return said


def make_hub(folder: Path) -> Hub:
    """Found a Hub, bring situations to it, and back it up while it is stopped."""
    data, backup = folder / "hub", folder / "backup"
    made = run("init", "--data", data, "--hub", "Our Hub", "--admin-email", "ada@example.org")
    assert made.returncode == 0, made.stderr
    scene("make", data)
    done = run("backup", "--data", data, backup)
    assert done.returncode == 0, done.stderr
    return Hub(data, backup, contents(data))


@contextmanager
def superuser(data: Path) -> Iterator[psycopg.Connection[Any]]:
    """Look past the lock; the server runs meanwhile."""
    server = Server(data / "postgres", roles=login_roles("hubtable"), binaries=choose())
    with (
        server,
        psycopg.connect(**server.conninfo("hubtable", SUPERUSER), autocommit=True) as connection,
    ):
        yield connection


def contents(data: Path) -> dict[str, str]:
    """Return a digest of the rows of every table, but for those a restore writes itself."""
    with superuser(data) as past:
        names = past.execute(
            "SELECT relname::text FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        return {name: _digest(past, name) for (name,) in names if name not in RESTORING_WRITES}


def _digest(past: psycopg.Connection[Any], table: str) -> str:
    rows = past.execute(f'SELECT t::text FROM public."{table}" t ORDER BY 1'.encode()).fetchall()
    return f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"


def copy(hub: Hub, name: str, **changes: Any) -> Path:
    """Copy the backup, with other words in its manifest."""
    made = hub.folder / name
    shutil.copytree(hub.backup, made)
    (made / "manifest.json").write_text(json.dumps(hub.manifest | changes))
    return made


def reseal(backup: Path, part: str) -> None:
    """Let the manifest agree with a part that was changed."""
    file = backup / "manifest.json"
    said = json.loads(file.read_text())
    said["parts"][part] = hashlib.sha256((backup / part).read_bytes()).hexdigest()
    file.write_text(json.dumps(said))


def programs(folder: Path, pg_dump: str) -> Path:
    """Make a folder of PostgreSQL's programs with another `pg_dump`; `$REAL` is the true one."""
    real = choose().folder
    folder.mkdir(mode=0o755)
    for tool in real.iterdir():
        if tool.name != "pg_dump":
            (folder / tool.name).symlink_to(tool)
    version = f'[ "$1" = --version ] && exec {real}/pg_dump --version'
    (folder / "pg_dump").write_text(f"#!/bin/sh\nREAL={real}/pg_dump\n{version}\n{pg_dump}\n")
    (folder / "pg_dump").chmod(0o755)
    return folder


def address(data: Path, role: str) -> dict[str, str]:
    """Return how to reach the database of a program that serves."""
    return known_door(data / "postgres").conninfo("hubtable", role)


def inside(folder: Path) -> set[str]:
    """Return what lies in a folder."""
    return {file.name for file in folder.iterdir()}


def visible(folder: Path) -> set[str]:
    """Return what a person sees in a folder."""
    return {name for name in inside(folder) if not name.startswith(".")}
