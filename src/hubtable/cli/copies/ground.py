"""Where a restore builds: aside, in the data folder, moved into its place when all agreed."""

import fcntl
import json
import os
import shutil
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from hubtable.base.keys import NAMES as KEY_NAMES
from hubtable.base.keys import keep, write_private
from hubtable.base.postgres.places import prepare
from hubtable.base.postgres.user import server_account
from hubtable.cli.copies.counting import tables
from hubtable.cli.copies.manifest import KEYS
from hubtable.cli.copies.names import Names
from hubtable.cli.place import (
    CannotRun,
    Place,
    database_name,
    external,
    key_store_folder,
    keys_folder,
)

ASIDE = ".restoring"


@dataclass(frozen=True, slots=True)
class Ground:
    """The data folder, the folder aside where everything is made, and where keys belong."""

    data: Path
    scratch: Path
    keys: Path
    store: Path

    def settle_keys(self, names: Names) -> None:
        """Put the keys into their place; what is there stays."""
        self.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in (self.scratch / "keys").iterdir():
            if not (self.keys / file.name).exists():
                write_private(self.keys / file.name, file.read_bytes())
        if names.kind == "backup":
            _settle_store(names.keys, self.store)

    def settle(self) -> None:
        """Move the rest, the database last: with it the installation is whole."""
        if (self.scratch / "static").exists():  # what was there may be another version's
            shutil.rmtree(self.data / "static", ignore_errors=True)
            (self.scratch / "static").rename(self.data / "static")
        if (self.scratch / "postgres").exists():
            (self.scratch / "postgres").rename(self.data / "postgres")
        keep(self.data)


@contextmanager
def ground(data: Path, src: Path) -> Iterator[Ground]:
    """Make the folder aside, with the keys of a backup in it; it goes in the end.

    :raises CannotRun: when the keys here are another installation's, or another restore runs.
    """
    made = Ground(data, data / ASIDE, keys_folder(data), key_store_folder(data))
    handle = _alone(made.scratch)
    try:
        _put_keys(src, made.keys, made.scratch / "keys")
        os.environ["HUBTABLE_KEYS"] = str(made.scratch / "keys")
        yield made
    finally:
        shutil.rmtree(made.scratch, ignore_errors=True)
        os.close(handle)
        if not any(data.iterdir()):
            data.rmdir()


@contextmanager
def emptied_on_failure(place: Place) -> Iterator[None]:
    """Drop again what was put into an external database that was empty, if anything fails."""
    try:
        yield
    except BaseException:
        if external():
            _empty(place)
        raise


def _alone(scratch: Path) -> int:
    """Make the folder aside and hold it, cleared of what a killed restore left there."""
    if external():
        scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    else:  # so that the user of the database can pass through it
        prepare(scratch, server_account(scratch / "postgres" / "cluster"))
    handle = os.open(scratch, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise CannotRun(f"Another restore works in {scratch.parent}.") from None
    for left in scratch.iterdir():
        shutil.rmtree(left)
    return handle


def _put_keys(src: Path, today: Path, to: Path) -> None:
    """Put the keys of a backup and those of today into `to`; where both are, they must agree."""
    kept = {name: b64decode(text) for name, text in _keys_of(src).items()}
    here = {f.name: f.read_bytes() for f in today.glob("[a-z]*") if f.is_file()}
    if any(here[name] != kept.get(name) for name in KEY_NAMES if name in here):
        raise CannotRun(f"The keys in {today} are of another installation than the backup.")
    to.mkdir(mode=0o700)
    for name, body in (kept | here).items():
        write_private(to / name, body)


def _keys_of(src: Path) -> dict[str, str]:
    said: dict[str, str] = json.loads((src / KEYS).read_text(encoding="utf-8"))
    if set(KEY_NAMES) - set(said) or any(Path(name).name != name for name in said):
        raise CannotRun(f"{KEYS} does not hold the keys of an installation.")
    return said


def _settle_store(keys: Mapping[str, bytes], store: Path) -> None:
    """Write the key store beside its place, wait for the disk, and let it appear."""
    scratch = store.with_name(f".{store.name}{ASIDE}")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700, parents=True)
    for record, wrapped in keys.items():
        folder = scratch / record[:2]
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / f"{record}.key").write_bytes(wrapped)
    os.sync()
    scratch.rename(store)
    keep(store.parent)


def _empty(place: Place) -> None:
    keeper = sql.Identifier(f"{database_name(place)}_keeper")
    with psycopg.connect(place.addresses["owner"]) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(keeper))
        connection.execute("DROP SCHEMA IF EXISTS lock CASCADE")
        connection.execute("RESET ROLE")
        for table in tables(connection):
            dropped = sql.SQL("DROP TABLE public.{} CASCADE").format(sql.Identifier(table))
            connection.execute(dropped)
