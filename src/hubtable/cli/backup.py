"""Makes a backup: database, keys and sealed names in one new folder, verified by row counts.

Of a running or a stopped installation. The folder appears whole or not at all.
"""

import argparse
import fcntl
import json
import os
import shutil
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from hubtable.base.keys import keep
from hubtable.base.postgres.dumping import Tools, dump, rows_in, tools_for
from hubtable.cli.copies import backup_keys, counting, last, manifest
from hubtable.cli.copies.manifest import DATABASE, KEYS, NAMES, PARTS, Manifest
from hubtable.cli.place import (
    CannotRun,
    Place,
    data_folder,
    data_option,
    given_binaries,
    installed_as,
    key_store_folder,
    keys_folder,
    opened,
)

UNFINISHED = ".unfinished-backup"


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)
    one.add_argument("dest", type=Path, metavar="DEST", help="the folder to make; must not exist")
    one.add_argument("--json", action="store_true", help="print one JSON object")


def run(chosen: argparse.Namespace) -> int:
    """Make a backup.

    :raises CannotRun: when it could not be made whole; nothing is left then.
    """
    data = data_folder(chosen.data, "hubtable")
    dest = chosen.dest.expanduser().absolute()
    _refuse_place(dest, data)
    try:
        with opened(data) as place, _whole(dest) as scratch:
            made = _make(place, scratch)
    except OSError as problem:
        raise CannotRun(f"No backup was made: {problem.strerror}: {problem.filename}.") from None
    except KeyboardInterrupt:
        raise CannotRun("Stopped; no backup was made.") from None
    except psycopg.OperationalError:
        raise
    except psycopg.Error as problem:
        raise CannotRun(f"No backup was made: {problem.diag.message_primary}.") from None
    last.note(data, made_at=made.made_at, dest=dest)
    _say(made, dest, as_json=chosen.json)
    return 0


def _refuse_place(dest: Path, data: Path) -> None:
    _refuse_taken(dest)
    if not dest.parent.is_dir():
        raise CannotRun(f"{dest.parent} is not there; is the disk for backups mounted?")
    if dest.is_relative_to(data):
        raise CannotRun(f"{dest} lies in the data folder; a backup belongs on another disk.")


def _refuse_taken(dest: Path) -> None:
    if dest.exists() or dest.is_symlink():
        raise CannotRun(f"{dest} is there already; a backup never overwrites. Name a new folder.")


@contextmanager
def _whole(dest: Path) -> Iterator[Path]:
    """Give a folder beside `dest` that takes its name when all went well, and goes otherwise."""
    _sweep(dest.parent)
    scratch = dest.with_name(f".{dest.name}{UNFINISHED}")
    try:
        scratch.mkdir(mode=0o700)
    except FileExistsError:
        raise CannotRun(f"Another backup is being made as {dest}.") from None
    handle = os.open(scratch, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield scratch
        _fsync(scratch)
        _refuse_taken(dest)
        scratch.rename(dest)
        keep(dest.parent)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what killed backups left: unfinished folders that no process holds."""
    for left in folder.glob(f".*{UNFINISHED}"):
        handle = os.open(left, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(handle)


def _make(place: Place, folder: Path) -> Manifest:
    at = datetime.now(UTC)
    practice = installed_as(place)
    if practice is None:
        raise CannotRun("The database has no Hub yet; there is nothing to back up.")
    dumped = _dump(place, folder / DATABASE)
    names, day = _seal_keys(place, folder, at)
    made = Manifest(
        format=manifest.FORMAT,
        made_at=at.isoformat(timespec="seconds"),
        practice=practice,
        program=version("hubtable"),
        server=dumped.server,
        tools=dumped.tools.major,
        migrations=dumped.migrations,
        rows=dumped.rows,
        names=names,
        sealed_by=day,
        parts={name: manifest.digest(folder / name) for name in PARTS},
    )
    manifest.write(folder, made)
    return manifest.read(folder)


@dataclass(frozen=True, slots=True)
class _Dumped:
    """What was true of the database in the snapshot of the dump."""

    rows: dict[str, int]
    migrations: list[str]
    server: int
    tools: Tools


def _dump(place: Place, to: Path) -> _Dumped:
    """Dump the database and count its rows in one snapshot; then read the dump back."""
    address = place.addresses.get("backup")
    if not address:
        raise CannotRun("Give HUBTABLE_DATABASE_URL_BACKUP: only the backup role reads all rows.")
    with psycopg.connect(address) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        server = connection.info.server_version
        tools = tools_for(server, given_binaries())
        _tell("counting rows")
        filtered = counting.sees_through_policies(connection)
        rows, migrations = counting.count(connection), counting.migrations(connection)
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        _tell(f"database: pg_dump {tools.version}")
        dump(tools, address, to, snapshot=snapshot, filtered=filtered, tell=_tell)
    _verify(tools, to, rows)
    return _Dumped(rows, migrations, server, tools)


def _verify(tools: Tools, file: Path, rows: dict[str, int]) -> None:
    """Read the dump to its end and compare its rows with those the database has."""
    _tell("reading the dump back")
    if wrong := counting.different(rows, rows_in(tools, file)):
        raise CannotRun(f"The dump does not hold what the database holds: {wrong}.")


def _seal_keys(place: Place, folder: Path, at: datetime) -> tuple[int, str]:
    """Write the two parts of keys; after the dump, so that no name in it lacks its key."""
    keys = keys_folder(place.data)
    plain = {f.name: _text(f) for f in sorted(keys.iterdir()) if _is_key(f)}
    (folder / KEYS).write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    store = dict(_key_store(key_store_folder(place.data)))
    _tell(f"sealing the keys of {len(store)} names")
    backup_keys.retire(keys, today=at.date(), days=backup_keys.days_kept())
    key = backup_keys.key_of_today(keys, at.date())
    sealed = backup_keys.seal(key, store, of=manifest.digest(folder / DATABASE))
    (folder / NAMES).write_bytes(sealed)
    return len(store), at.date().isoformat()


def _is_key(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".")


def _text(file: Path) -> str:
    return b64encode(file.read_bytes()).decode()


def _key_store(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in folder.glob("??/*.key"):
        try:
            yield file.stem, file.read_bytes()
        except FileNotFoundError:  # forgotten while we looked
            continue


def _fsync(folder: Path) -> None:
    for file in (*folder.iterdir(), folder):
        keep(file)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _say(made: Manifest, dest: Path, *, as_json: bool) -> None:
    rows, days = sum(made.rows.values()), backup_keys.days_kept()
    if as_json:
        size = sum(file.stat().st_size for file in dest.iterdir())
        said = {"backup": str(dest), "made_at": made.made_at, "practice": made.practice}
        counts = {"tables": len(made.rows), "rows": rows, "names": made.names, "bytes": size}
        print(json.dumps({**said, **counts, "names_open_days": days}))
        return
    kind = "practice data" if made.practice else "a real Hub"
    print(f"{dest} holds {kind}: {rows} rows of {len(made.rows)} tables, as counted.")
    print(f"Its {made.names} keys of names open for {days} days.")
