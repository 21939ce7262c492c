"""The roles and the database, made by a role that may create roles; run again, it changes nothing.

    <name>_owner   migrations; owns database, schema and tables
    <name>_keeper  nobody signs in as it; owns the functions that policies let through
    <name>_app     the web program
    <name>_auth    signing in: users, sessions, second factors
    <name>_backup  reads everything, past row security where the server lets us grant that

Owner is a member of keeper so that it can give functions to keeper (ALTER FUNCTION … OWNER TO,
SET ROLE). It does not inherit: what a policy grants TO keeper, owner sees only after SET ROLE.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from hubtable.base.postgres.binaries import refuse_unsafe
from hubtable.base.postgres.errors import RoleRefused

KINDS = ("owner", "keeper", "app", "auth", "backup")
LOGINS = ("owner", "app", "auth", "backup")
Connection = psycopg.Connection[Any]


@dataclass(frozen=True)
class Roles:
    """The names of what was made."""

    database: str
    owner: str
    keeper: str
    app: str
    auth: str
    backup: str
    backup_bypasses: bool
    """Whether backup reads past row security. If not, a dump of forced tables fails."""

    @property
    def logins(self) -> tuple[str, ...]:
        """The roles that somebody signs in as."""
        return (self.owner, self.app, self.auth, self.backup)


def login_roles(name: str) -> tuple[str, ...]:
    """The roles that sign in to database `name`, before it exists: what `Server` lets in."""
    return tuple(f"{name}_{kind}" for kind in LOGINS)


def provision(
    admin: Mapping[str, str], name: str, *, passwords: Mapping[str, str] | None = None
) -> Roles:
    """Make the roles and the database `name`, or bring them back to what they should be.

    `admin` are libpq keywords of a superuser, or of a role with CREATEROLE that may also create
    databases or already owns the database. `passwords` by kind (owner, app, auth, backup); only
    their SCRAM verifiers reach the server. Raises PostgresUnsafe, RoleRefused.
    """
    try:
        with psycopg.connect(**_keywords(admin), autocommit=True) as connection:
            refuse_unsafe(connection.info.server_version)
            return _provision(connection, admin, name, passwords or {})
    except psycopg.Error as problem:
        said = problem.diag.message_primary or problem
        raise RoleRefused(f"The roles of database {name} could not be made: {said}") from problem


def refuse_role(connection: Connection) -> None:
    """Refuse to serve as a role that stands above row security, or can climb there.

    Raises RoleRefused for a superuser, BYPASSRLS, CREATEROLE, the owner of the database or of a
    table, programs or files of the server, and every member of such a role.
    """
    found = connection.execute(ABOVE).fetchone()
    if found:
        raise RoleRefused(
            f"The database role {found[0]} must not serve: it is, or can become, {found[1]}, who "
            f"{found[2]}. Use the role that init made for this."
        )


ABOVE = """
SELECT session_user, r.rolname, CASE
    WHEN r.rolsuper THEN 'is a superuser'
    WHEN r.rolbypassrls THEN 'bypasses row security'
    WHEN r.rolcreaterole THEN 'creates roles'
    WHEN r.rolname LIKE 'pg\\_%' THEN 'reaches files or programs of the server'
    ELSE 'owns the database or tables in it' END
FROM pg_roles r
WHERE (pg_has_role(session_user, r.oid, 'MEMBER') OR pg_has_role(current_user, r.oid, 'MEMBER'))
AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole
    OR r.rolname IN ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files')
    OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r','p','v','m'))
    OR EXISTS (SELECT FROM pg_database d WHERE d.datname = current_database()
               AND d.datdba = r.oid))
ORDER BY r.rolname = session_user DESC LIMIT 1
"""


def _provision(
    connection: Connection, admin: Mapping[str, str], name: str, passwords: Mapping[str, str]
) -> Roles:
    connection.execute("SELECT pg_advisory_lock(hashtext('hubtable provision'))")
    _refuse_unable(connection, name)
    with connection.transaction():
        roles = _make_roles(connection, name)
        _set_passwords(connection, roles, passwords)
    with _member(connection, roles.owner):
        if not _database_owner(connection, name):
            _do(connection, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
        with psycopg.connect(**{**_keywords(admin), "dbname": name}) as inside:
            _grant(inside, roles)
        if _database_owner(connection, name) != roles.owner and _may(connection, "rolcreatedb"):
            _do(connection, "ALTER DATABASE {} OWNER TO {}", name, roles.owner)
        # Whoever gave the database away comes again, to upgrade.
        _do(connection, "GRANT CONNECT ON DATABASE {} TO {}", name, connection.info.user)
    return roles


def _refuse_unable(connection: Connection, name: str) -> None:
    us = connection.info.user
    if not _may(connection, "rolcreaterole"):
        raise RoleRefused(f"Role {us} may not create roles: give it CREATEROLE.")
    if not _database_owner(connection, name) and not _may(connection, "rolcreatedb"):
        raise RoleRefused(
            f"Role {us} may not create databases: give it CREATEDB, or create database {name} "
            f"and make {us} its owner."
        )


def _make_roles(connection: Connection, name: str) -> Roles:
    named = {kind: f"{name}_{kind}" for kind in KINDS}
    # Only a superuser may name these at all; for others, new roles are without them.
    humble = "NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"
    for kind, role in named.items():
        if not _one(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            _do(connection, "CREATE ROLE {}", role)
        login = "NOLOGIN" if kind == "keeper" else "LOGIN"
        if _may(connection, "rolsuper"):
            login = f"{login} {humble}"
        _do(connection, f"ALTER ROLE {{}} NOINHERIT {login}", role)
        # Policies let a plan look dear that runs a millisecond: compiling it takes a second.
        _do(connection, "ALTER ROLE {} SET jit = off", role)
    bypasses = _may_bypass(connection)
    if bypasses:
        _do(connection, "ALTER ROLE {} BYPASSRLS", named["backup"])
    roles = Roles(database=name, backup_bypasses=bypasses, **named)
    _join_keeper(connection, roles)
    return roles


def _join_keeper(connection: Connection, roles: Roles) -> None:
    # From 16 a membership itself says whether it inherits; in 15 NOINHERIT of the member does.
    options = " WITH INHERIT FALSE, SET TRUE" if connection.info.server_version >= 160000 else ""
    _do(connection, "GRANT {} TO {}" + options, roles.keeper, roles.owner)


def _set_passwords(connection: Connection, roles: Roles, passwords: Mapping[str, str]) -> None:
    for kind, password in passwords.items():
        role = getattr(roles, kind)
        # Hashed here: the password itself would stand in the server's log and activity.
        verifier = connection.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        )
        _do(connection, "ALTER ROLE {} PASSWORD {}", role, sql.Literal(verifier.decode()))


def _grant(there: Connection, roles: Roles) -> None:
    database, schema = sql.Identifier(roles.database), sql.SQL("SCHEMA public")
    logins = sql.SQL(", ").join(sql.Identifier(role) for role in roles.logins)
    others = (roles.app, roles.auth, roles.backup, roles.keeper)
    _do(there, "ALTER SCHEMA public OWNER TO {}", roles.owner)
    _do(there, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
    _do(there, "GRANT CONNECT ON DATABASE {} TO {}", database, logins)
    _do(there, "GRANT CREATE ON DATABASE {} TO {}", database, roles.owner)
    _do(there, "REVOKE ALL ON {} FROM PUBLIC", schema)
    for role in others:
        _do(there, "GRANT USAGE ON {} TO {}", schema, role)
    # A function can only be given to a role that may create in its schema.
    _do(there, "GRANT CREATE ON {} TO {}", schema, roles.keeper)
    _default_privileges(there, roles)


def _default_privileges(there: Connection, roles: Roles) -> None:
    mine = "ALTER DEFAULT PRIVILEGES FOR ROLE {} "
    for maker in (roles.owner, roles.keeper):
        with _member(there, maker):
            _do(there, mine + "REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC", maker)
    for kind in ("TABLES", "SEQUENCES"):
        _do(there, f"{mine} GRANT SELECT ON {kind} TO {{}}", roles.owner, roles.backup)


@contextmanager
def _member(connection: Connection, role: str) -> Iterator[None]:
    """Hold membership in `role` for a while, where we are not a superuser and lack it."""
    modern = connection.info.server_version >= 160000
    held = "SELECT pg_has_role(%s, 'USAGE')" + (" AND pg_has_role(%s, 'SET')" if modern else "")
    if _one(connection, held, *([role] * (2 if modern else 1))):
        yield
        return
    options = " WITH INHERIT TRUE, SET TRUE" if modern else ""
    _do(connection, "GRANT {} TO CURRENT_USER" + options, role)
    try:
        yield
    finally:
        _do(connection, "REVOKE {} FROM CURRENT_USER", role)


def _may(connection: Connection, attribute: str) -> bool:
    query = "SELECT rolsuper OR (to_jsonb(r) ->> %s)::bool FROM pg_roles r WHERE rolname = %s"
    return bool(_one(connection, query, attribute, connection.info.user))


def _may_bypass(connection: Connection) -> bool:
    # From 16 a role that bypasses and creates roles may pass that on.
    modern = connection.info.server_version >= 160000
    return _may(connection, "rolbypassrls" if modern else "rolsuper")


def _database_owner(connection: Connection, name: str) -> str | None:
    query = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s"
    found: str | None = _one(connection, query, name)
    return found


def _one(connection: Connection, query: str, *values: object) -> Any:
    row = connection.execute(query.encode(), values).fetchone()
    return row[0] if row else None


def _do(connection: Connection, statement: str, *names: str | sql.Composable) -> None:
    parts = [sql.Identifier(name) if isinstance(name, str) else name for name in names]
    connection.execute(sql.SQL(statement).format(*parts))


def _keywords(admin: Mapping[str, str]) -> dict[str, Any]:
    return {"connect_timeout": "10", **admin}
