"""A private PostgreSQL for one test process: a migrated template, and clones of it.

Tests connect as the roles the program serves with (never superuser, owner or BYPASSRLS), so that
row security holds in tests as it does in use.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from hubtable.base.keys import Keys
from hubtable.base.postgres.binaries import choose
from hubtable.base.postgres.provisioning import login_roles, provision
from hubtable.base.postgres.supervisor import Server

NAME = "hubtable"


MEMORY = Path("/dev/shm")
ROOM = 6 * 2**30
"""Bytes that must be free there: two processes with a server each, and its write-ahead log."""


def memory() -> Path | None:
    """Return where files stay in memory, if there is room: a clone is a thousand small files."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return None


class Cluster:
    """The server, its data folder and its clones; the folder is made `within` another."""

    def __init__(self, *, within: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hubtable-test-", dir=within))
        self.folder.chmod(0o711)
        self.server = Server(
            self.folder / "data", roles=login_roles(NAME), binaries=choose(), fsync=False
        )
        self._clones = 0

    def start(self) -> None:
        """Start the server, make roles and the template's keys, and point the settings at it."""
        self.server.start()
        provision(self.conninfo("postgres", self.server.superuser), NAME)
        Keys(self.folder / "keys").make()
        os.environ |= {
            "HUBTABLE_DATA": str(self.folder / "data"),
            "HUBTABLE_KEYS": str(self.folder / "keys"),
            "HUBTABLE_KEY_STORE": str(self.folder / "keystore"),
            "HUBTABLE_PLAIN_STATIC": "1",
            "HUBTABLE_ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
            **{f"HUBTABLE_DATABASE_URL_{r.upper()}": self.url(NAME, r) for r in ROLES},
        }

    def stop(self) -> None:
        """End the server and remove its folder."""
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def conninfo(self, database: str, role: str) -> dict[str, str]:
        """Return libpq keywords."""
        return self.server.conninfo(database, role)

    def url(self, database: str, role: str) -> str:
        """Return the address of a database for one of owner, app, auth, backup."""
        info = self.conninfo(database, f"{NAME}_{role}")
        return (
            f"postgresql://{info['user']}@/{quote(database)}?"
            f"{urlencode({'host': info['host'], 'port': info['port']})}"
        )

    def as_superuser(self, database: str = NAME) -> psycopg.Connection[tuple[object, ...]]:
        """Return a superuser's connection: to look past the lock, never to act."""
        return psycopg.connect(**self.conninfo(database, self.server.superuser), autocommit=True)

    def clone(self, template: str = NAME, name: str = "") -> str:
        """Make a copy of a database and return its name."""
        self._clones += 1
        made = name or f"{NAME}_{self._clones}"
        with self.as_superuser("postgres") as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
                    sql.Identifier(made), sql.Identifier(template), sql.Identifier(f"{NAME}_owner")
                )
            )
            for grant in ("REVOKE ALL ON DATABASE {} FROM PUBLIC",):
                connection.execute(sql.SQL(grant).format(sql.Identifier(made)))
            for role in ROLES:
                connection.execute(
                    sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                        sql.Identifier(made), sql.Identifier(f"{NAME}_{role}")
                    )
                )
        return made

    def drop(self, database: str) -> None:
        """Drop a clone, whoever is still connected."""
        with self.as_superuser("postgres") as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database))
            )


ROLES = ("owner", "app", "auth")


def env_of(cluster: Cluster, database: str) -> Mapping[str, str]:
    """Return the settings a separate process needs to serve one clone."""
    return {f"HUBTABLE_DATABASE_URL_{r.upper()}": cluster.url(database, r) for r in ROLES}
