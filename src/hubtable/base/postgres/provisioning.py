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
    with psycopg.connect(**_keywords(admin), autocommit=True) as connection:
        refuse_unsafe(connection.info.server_version)
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('hubtable provision'))")
            roles = _make_roles(connection, name)
            _set_passwords(connection, roles, passwords or {})
        with _member(connection, roles.owner):
            _make_database(connection, roles)
            inside = {**_keywords(admin), "dbname": name}
            with psycopg.connect(**inside) as there:
                _grant(there, roles)
            _hand_over(connection, roles)
    return roles


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


def _make_roles(connection: Connection, name: str) -> Roles:
    bypasses = _may_bypass(connection)
    for kind in KINDS:
        role = sql.Identifier(f"{name}_{kind}")
        if not _role_exists(connection, f"{name}_{kind}"):
            connection.execute(sql.SQL("CREATE ROLE {}").format(role))
        login = sql.SQL("NOLOGIN" if kind == "keeper" else "LOGIN")
        connection.execute(sql.SQL("ALTER ROLE {} {} NOINHERIT").format(role, login))
    named = {kind: f"{name}_{kind}" for kind in KINDS}
    roles = Roles(database=name, backup_bypasses=bypasses, **named)
    if bypasses:
        _do(connection, "ALTER ROLE {} BYPASSRLS", roles.backup)
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


def _make_database(connection: Connection, roles: Roles) -> None:
    if _one(connection, "SELECT 1 FROM pg_database WHERE datname = %s", roles.database):
        return
    try:
        _do(connection, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", roles.database)
    except psycopg.errors.InsufficientPrivilege as refusal:
        raise RoleRefused(
            f"Role {connection.info.user} may not create databases: give it CREATEDB, or create "
            f"database {roles.database} and make {connection.info.user} its owner."
        ) from refusal


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


def _hand_over(connection: Connection, roles: Roles) -> None:
    query = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s"
    if _one(connection, query, roles.database) == roles.owner:
        return
    may = "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreatedb)"
    if _one(connection, may):
        _do(connection, "ALTER DATABASE {} OWNER TO {}", roles.database, roles.owner)


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


def _may_bypass(connection: Connection) -> bool:
    # From 16 a role that bypasses and creates roles may pass that on.
    query = "SELECT rolsuper OR (rolbypassrls AND %s) FROM pg_roles WHERE rolname = current_user"
    return bool(_one(connection, query, connection.info.server_version >= 160000))


def _role_exists(connection: Connection, role: str) -> bool:
    return bool(_one(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role))


def _one(connection: Connection, query: str, *values: object) -> Any:
    row = connection.execute(query.encode(), values).fetchone()
    return row[0] if row else None


def _do(connection: Connection, statement: str, *names: str | sql.Composable) -> None:
    parts = [sql.Identifier(name) if isinstance(name, str) else name for name in names]
    connection.execute(sql.SQL(statement).format(*parts))


def _keywords(admin: Mapping[str, str]) -> dict[str, Any]:
    return {"connect_timeout": "10", **admin}
