"""Dumps of a database by PostgreSQL's own programs, and what such a dump holds.

A dump takes rows, tables and constraints of the schema `public`. Functions, triggers, policies and
grants stay behind: they are declared by the program, which puts its own in after a restore.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from hubtable.base.postgres.binaries import SYSTEM, installed
from hubtable.base.postgres.child import LAUNCH, last
from hubtable.base.postgres.errors import PostgresError, PostgresMissing
from hubtable.base.postgres.user import ourselves

NEWS_EVERY = 5.0
"""Seconds between two lines of progress."""
RESTORED = {
    *("TABLE", "TABLE DATA", "TABLE ATTACH", "INDEX", "INDEX ATTACH", "DEFAULT"),
    *("SEQUENCE", "SEQUENCE SET", "SEQUENCE OWNED BY"),
    *("CONSTRAINT", "CHECK CONSTRAINT", "FK CONSTRAINT"),
}
LEFT = {"POLICY", "TRIGGER", "ROW SECURITY", "ACL", "DEFAULT ACL", "SCHEMA", "COMMENT"}
KINDS = "|".join(sorted(RESTORED | LEFT, key=len, reverse=True))
ENTRY = re.compile(rf"\d+; \d+ \d+ (?P<kind>{KINDS}) (?P<schema>\S+) (?P<tag>.+) \S+")
COPY = re.compile(r'COPY public\."?([a-z0-9_]+)"? .*FROM stdin;\n?')

Tell = Callable[[str], None]


class DumpFailed(PostgresError):
    """A dump could not be made, read or restored."""


@dataclass(frozen=True)
class Tools:
    """`pg_dump` and `pg_restore` of one version."""

    folder: Path
    major: int
    version: str


def tools_for(server_version_num: int, given: Path | None = None) -> Tools:
    """Return the client programs nearest to a server's version, never older than it.

    `given`: the only folder to look in. Raises PostgresMissing where there are none.
    """
    major = server_version_num // 10000
    found = [tools for folder in _folders(given) if (tools := _read(folder))]
    fit = sorted((tools for tools in found if tools.major >= major), key=lambda t: t.major)
    if not fit:
        here = ", ".join(sorted({tools.version for tools in found})) or "none"
        raise PostgresMissing(
            f"The server is PostgreSQL {major}; its pg_dump and pg_restore, or newer ones, are not "
            f"here (found: {here}). Install postgresql-client-{major}, or name their folder in "
            "HUBTABLE_PG_BIN."
        )
    return fit[0]


def dump(
    tools: Tools, address: str, to: Path, *, snapshot: str, filtered: bool, tell: Tell
) -> None:
    """Write the schema `public` as it was in `snapshot` into the file `to`.

    `filtered`: the role reads through policies; otherwise row security makes the dump fail.
    Raises DumpFailed.
    """
    options = ["--format=custom", "--schema=public", "--lock-wait-timeout=60s", "--no-password"]
    security = ["--enable-row-security"] if filtered else []
    where, secret = _without_password(address)
    words = [*options, *security, f"--snapshot={snapshot}", f"--file={to}", f"--dbname={where}"]
    _run([tools.folder / "pg_dump", *words], secret, lambda: tell(f"database: {_size(to)}"))


def restore(tools: Tools, address: str, file: Path, *, aside: Path, tell: Tell) -> None:
    """Put tables and rows of a dump into an empty database: all or nothing.

    Row security is not switched on yet. `aside`: a folder for a short list. Raises DumpFailed.
    """
    chosen = aside / f"{file.name}.list"
    chosen.write_text("\n".join(_chosen(listed(tools, file))) + "\n", encoding="utf-8")
    where, secret = _without_password(address)
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    words = [*options, "--no-password", f"--use-list={chosen}", f"--dbname={where}", str(file)]
    try:
        _run([tools.folder / "pg_restore", *words], secret, lambda: tell("rows are going in"))
    finally:
        chosen.unlink()


def listed(tools: Tools, file: Path) -> list[str]:
    """Return the table of contents of a dump. Raises DumpFailed."""
    asked: list[str | Path] = [tools.folder / "pg_restore", "--list", file]
    told = subprocess.run(asked, capture_output=True, text=True, check=False, env=_environment({}))
    if told.returncode:
        raise DumpFailed(f"The dump cannot be read: {last(told.stderr, 1)}")
    return [line for line in told.stdout.splitlines() if line and not line.startswith(";")]


def rows_in(tools: Tools, file: Path) -> dict[str, int]:
    """Count the rows of every table in a dump by reading it to its end. Raises DumpFailed."""
    asked: list[str | Path] = [tools.folder / "pg_restore", "--data-only", "--file=-", file]
    with subprocess.Popen(
        asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment({})
    ) as reading:
        assert reading.stdout is not None  # noqa: S101 - asked for above
        assert reading.stderr is not None  # noqa: S101
        counted = dict(_counted(reading.stdout))
        said = reading.stderr.read().decode(errors="replace")
    if reading.returncode:
        raise DumpFailed(f"The dump cannot be read to its end: {last(said, 1)}")
    return counted


def _counted(lines: Iterator[bytes]) -> Iterator[tuple[str, int]]:
    for line in lines:
        if line.startswith(b"COPY ") and (begins := COPY.fullmatch(line.decode())):
            rows = 0
            for row in lines:
                if row == b"\\.\n":
                    break
                rows += 1
            yield begins[1], rows


def _chosen(contents: Sequence[str]) -> Iterator[str]:
    """Yield the entries to restore. Raises DumpFailed for one that no backup of ours holds."""
    for line in contents:
        entry = ENTRY.fullmatch(line)
        if entry is None:
            raise DumpFailed(f"The dump holds what no backup of this program does: {line[:80]}")
        if entry["kind"] in RESTORED:
            yield line


def _folders(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    yield from (found.folder for found in installed())
    yield from SYSTEM.glob("*/bin")
    if client := shutil.which("pg_dump"):
        yield Path(client).resolve().parent


def _read(folder: Path) -> Tools | None:
    if not all((folder / name).is_file() for name in ("pg_dump", "pg_restore")):
        return None
    told = subprocess.run(
        [folder / "pg_dump", "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"(\d+)(\.\d+)?", told.stdout)
    return Tools(folder, int(version[1]), version[0]) if version else None


def _run(
    command: Sequence[str | Path], secret: Mapping[str, str], news: Callable[[], None]
) -> None:
    """Run a program that ends when we end. Raises DumpFailed with its last line."""
    us = ourselves()
    launch = [sys.executable, "-I", "-S", "-B", LAUNCH, os.getpid(), us.uid, us.gid]
    with subprocess.Popen(
        [str(word) for word in (*launch, *command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env=_environment(secret),
        start_new_session=True,  # Ctrl-C reaches us, and we end the program and clean up
    ) as running:
        try:
            said = _wait(running, news)
        except BaseException:
            running.kill()
            raise
    if running.returncode:
        name = Path(command[0]).name
        raise DumpFailed(f"{name} could not: {last(said, 1) or 'it was ended from outside'}")


def _wait(running: "subprocess.Popen[str]", news: Callable[[], None]) -> str:
    begun = time.monotonic()
    while True:
        try:
            return running.communicate(timeout=NEWS_EVERY)[1]
        except subprocess.TimeoutExpired:
            if time.monotonic() - begun > NEWS_EVERY:
                news()


def _environment(secret: Mapping[str, str]) -> dict[str, str]:
    # HOME and PG…: where certificates of an external server lie, as for our own connections.
    kept = {k: v for k, v in os.environ.items() if k == "HOME" or k.startswith("PGSSL")}
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", **kept, **secret}


def _without_password(address: str) -> tuple[str, dict[str, str]]:
    """Part an address from its password: every user can read a program's arguments."""
    parts = urlsplit(address)
    user, _, password = parts.netloc.rpartition("@")[0].partition(":")
    where = parts._replace(netloc=f"{user}@{parts.netloc.rpartition('@')[2]}").geturl()
    return where, {"PGPASSWORD": unquote(password)} if password else {}


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1e6:.1f} MB" if file.exists() else "begins"
