"""Where an installation lives, and how its database is reached: embedded, or named by settings.

Nothing here may import Django's settings: the addresses it finds become the settings.
"""

import argparse
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from hubtable.base.keys import Keys, write_private
from hubtable.base.postgres.binaries import choose
from hubtable.base.postgres.door import known_door
from hubtable.base.postgres.errors import AlreadyRunning
from hubtable.base.postgres.places import default_data
from hubtable.base.postgres.provisioning import login_roles, provision
from hubtable.base.postgres.settings import SUPERUSER
from hubtable.base.postgres.supervisor import Server
from hubtable.config.environment import database, read

DATABASE = "hubtable"
SERVING = ("app", "auth")
ALL = ("owner", *SERVING)
LOGINS = (*ALL, "backup")


class CannotRun(Exception):
    """The command cannot run here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """One installation: its folder, and the server when we keep it."""

    data: Path
    server: Server | None
    addresses: Mapping[str, str]

    def settings(self, *, owner: bool = False, practice: bool = False) -> dict[str, str]:
        """Return the `HUBTABLE_*` variables of this place; the owner's only where it is needed."""
        roles = ALL if owner else SERVING
        chosen = {f"HUBTABLE_DATABASE_URL_{r.upper()}": self.addresses[r] for r in roles}
        extra = {"HUBTABLE_PRACTICE": "1"} if practice else {}
        return {"HUBTABLE_DATA": str(self.data), **chosen, **extra}


def data_option(one: argparse.ArgumentParser) -> None:
    """Add `--data DIR`."""
    one.add_argument("--data", type=Path, help="data folder (else HUBTABLE_DATA, else the usual)")


def data_folder(given: Path | None, name: str) -> Path:
    """Return the data folder: the option, the setting, or the usual place for `name`."""
    chosen = given or (Path(found) if (found := read("DATA")) else default_data(name, os.environ))
    return chosen.expanduser().absolute()


@contextmanager
def opened(data: Path, *, create: bool = False, alone: bool = False) -> Iterator[Place]:
    """Open an installation's database for the length of a block.

    An embedded server that another process keeps is used as it runs, unless we want to keep it
    `alone`. `create` makes keys, roles and database where they are missing.

    :raises CannotRun: when there is no installation and `create` is not set.
    :raises AlreadyRunning: when another process keeps the server and we want to.
    """
    if not create and not Keys(keys_folder(data)).exist():
        raise CannotRun(f"There is no installation in {data}. Run `hubtable init` first.")
    if external():
        _make_keys(data, create=create)
        yield Place(data, None, _external_addresses(data, create=create))
        return
    server = Server(
        data / "postgres", roles=login_roles(DATABASE), binaries=choose(given_binaries())
    )
    try:
        with server:  # first: it makes the folders, so that its own user can pass through them
            _make_keys(data, create=create)
            yield Place(data, server, _embedded_addresses(server, create=create))
    except AlreadyRunning:
        if create or alone:
            raise
        door = known_door(data / "postgres")
        yield Place(
            data, None, {r: _address(door.conninfo(DATABASE, f"{DATABASE}_{r}")) for r in LOGINS}
        )


def _make_keys(data: Path, *, create: bool) -> None:
    if create:
        Keys(keys_folder(data)).make()


def keys_folder(data: Path) -> Path:
    """Return the folder of the installation's keys."""
    return Path(read("KEYS", str(data / "keys")))


def key_store_folder(data: Path) -> Path:
    """Return the folder of the keys of names."""
    return Path(read("KEY_STORE", str(data / "keystore")))


# PG_BIN: the folder of the PostgreSQL programs to use (initdb, postgres, pg_dump, pg_restore).
def given_binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs where one is named."""
    return Path(given) if (given := read("PG_BIN")) else None


# DATABASE_URL: an external server, by a role that may create roles: `init` makes the others.
def external() -> bool:
    """Say whether somebody else keeps the database server."""
    return bool(read("DATABASE_URL") or read("DATABASE_URL_APP"))


def _embedded_addresses(server: Server, *, create: bool) -> dict[str, str]:
    if create:
        provision(server.conninfo("postgres", SUPERUSER), DATABASE)
    return {r: _address(server.conninfo(DATABASE, f"{DATABASE}_{r}")) for r in LOGINS}


def _external_addresses(data: Path, *, create: bool) -> dict[str, str]:
    given = {r: read(f"DATABASE_URL_{r.upper()}") for r in LOGINS}
    for address in filter(None, given.values()):
        database(address)  # refused here, before libpq's error repeats it with its password
    if all(given[r] for r in SERVING):
        return {r: url for r, url in given.items() if url}
    url = read("DATABASE_URL")
    if not url:
        raise CannotRun("Give HUBTABLE_DATABASE_URL, or HUBTABLE_DATABASE_URL_APP and _AUTH.")
    passwords = _passwords(data, create=create)
    name = urlsplit(url).path.strip("/") or DATABASE
    if create:
        provision(_admin(url), name, passwords=passwords)
    return {r: _with_role(url, f"{name}_{r}", passwords[r]) for r in LOGINS}


def _admin(url: str) -> dict[str, str]:
    """Return libpq keywords of the given role: to the named database, or where it is not made yet
    to `postgres`, from which it is made."""
    keywords = {k: str(v) for k, v in conninfo_to_dict(url).items() if v}
    try:
        psycopg.connect(**keywords).close()  # type: ignore[arg-type]
    except psycopg.OperationalError as problem:
        if "does not exist" not in str(problem):
            raise
        return {**keywords, "dbname": "postgres"}
    return keywords


def _passwords(data: Path, *, create: bool) -> dict[str, str]:
    """Return the passwords of the roles; they stay with the keys."""
    file = keys_folder(data) / "roles.json"
    if create and not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = {r: secrets.token_urlsafe(24) for r in LOGINS}
        write_private(file, json.dumps(made).encode())
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except OSError:
        raise CannotRun("The passwords of the database roles are missing from the keys.") from None


def _address(info: Mapping[str, str]) -> str:
    where = urlencode({"host": info["host"], "port": info["port"]}, quote_via=quote)
    return f"postgresql://{quote(info['user'])}@/{quote(info['dbname'])}?{where}"


def _with_role(url: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    where = parts.netloc.rpartition("@")[2]
    netloc = f"{quote(role)}:{quote(password, safe='')}@{where}"
    path = parts.path if parts.path.strip("/") else f"/{DATABASE}"
    return parts._replace(netloc=netloc, path=path).geturl()


def database_name(place: Place) -> str:
    """Return the name the roles are made from: that of the database."""
    return urlsplit(place.addresses["app"]).path.strip("/")


def installed_as(place: Place) -> bool | None:
    """Return whether the data here is practice (True), real (False) or not there yet (None)."""
    try:
        with psycopg.connect(place.addresses["auth"]) as connection:
            row = connection.execute("SELECT practice FROM base_installation").fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    except psycopg.errors.InsufficientPrivilege:
        return None
    return None if row is None else bool(row[0])
