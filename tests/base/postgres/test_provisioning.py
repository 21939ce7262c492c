import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from hubtable.base.postgres.errors import PostgresUnsafe, RoleRefused
from hubtable.base.postgres.provisioning import Roles, login_roles, provision, refuse_role
from hubtable.base.postgres.supervisor import Server

Connection = psycopg.Connection[Any]

SNAPSHOT = """
SELECT 'role', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls
    FROM pg_roles WHERE rolname LIKE 'hub\\_%' UNION ALL
SELECT 'database', datname || pg_get_userbyid(datdba) || datacl::text, n, n, n, n, n, n
    FROM pg_database, (SELECT NULL::bool n) x WHERE datname = 'hub' UNION ALL
SELECT 'schema', pg_get_userbyid(nspowner) || nspacl::text, n, n, n, n, n, n
    FROM pg_namespace, (SELECT NULL::bool n) x WHERE nspname = 'public' UNION ALL
SELECT 'default', concat(defaclrole, defaclobjtype, defaclacl), n, n, n, n, n, n
    FROM pg_default_acl, (SELECT NULL::bool n) x UNION ALL
SELECT 'member', roleid::regrole::text || ' ' || member::regrole, admin_option, n, n, n, n, n
    FROM pg_auth_members, (SELECT NULL::bool n) x ORDER BY 1, 2
"""


def connect(server: Server, role: str, database: str = "hub") -> Connection:
    return psycopg.connect(make_conninfo(**server.conninfo(database, role)), autocommit=True)


def admin(server: Server) -> dict[str, str]:
    return server.conninfo("postgres", server.superuser)


@pytest.fixture(scope="module")
def roles(private: Server) -> Roles:
    return provision(admin(private), "hub")


@pytest.fixture
def owner(private: Server, roles: Roles) -> Iterator[Connection]:
    """The owner, in a schema that is empty again afterwards."""
    with connect(private, roles.owner) as connection:
        yield connection
        connection.execute("DROP TABLE IF EXISTS sealed CASCADE")
        connection.execute("DROP FUNCTION IF EXISTS peek()")


def sealed_for_keeper(owner: Connection, roles: Roles) -> None:
    """A table only keeper sees rows of, and a function by which app may look."""
    owner.execute("CREATE TABLE sealed (body text)")
    owner.execute("INSERT INTO sealed VALUES ('one')")
    owner.execute("ALTER TABLE sealed ENABLE ROW LEVEL SECURITY")
    owner.execute("ALTER TABLE sealed FORCE ROW LEVEL SECURITY")
    owner.execute(f"CREATE POLICY keep ON sealed TO {roles.keeper} USING (true)".encode())
    owner.execute(f"GRANT SELECT ON sealed TO {roles.keeper}, {roles.app}".encode())
    owner.execute(
        b"CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
        b"SET search_path = pg_catalog, public, pg_temp AS 'SELECT count(*) FROM sealed'"
    )
    owner.execute(f"ALTER FUNCTION peek() OWNER TO {roles.keeper}".encode())


def test_the_roles_are_named_after_the_database(roles: Roles) -> None:
    assert roles.logins == login_roles("hub") == ("hub_owner", "hub_app", "hub_auth", "hub_backup")
    assert roles.keeper == "hub_keeper"
    assert roles.backup_bypasses


@pytest.mark.parametrize("kind", ["owner", "app", "auth", "backup"])
def test_no_plan_is_compiled(private: Server, roles: Roles, kind: str) -> None:
    """A query that takes a millisecond would take a second more: its policies make it look dear."""
    with connect(private, getattr(roles, kind)) as connection:
        assert connection.execute("SHOW jit").fetchone() == ("off",)


def test_run_again_it_changes_nothing(private: Server, roles: Roles) -> None:
    with connect(private, private.superuser) as connection:
        before = connection.execute(SNAPSHOT).fetchall()
        assert provision(admin(private), "hub") == roles
        assert connection.execute(SNAPSHOT).fetchall() == before
        assert len(before) > 8


def test_run_again_it_takes_back_what_was_added(private: Server, roles: Roles) -> None:
    with connect(private, private.superuser) as connection:
        before = connection.execute(SNAPSHOT).fetchall()
        connection.execute("ALTER ROLE hub_app BYPASSRLS CREATEROLE INHERIT")
        connection.execute("GRANT TEMP ON DATABASE hub TO PUBLIC")
        provision(admin(private), "hub")
        assert connection.execute(SNAPSHOT).fetchall() == before


@pytest.mark.parametrize("role", ["hub_app", "hub_auth", "hub_backup"])
def test_no_role_of_the_program_makes_anything(private: Server, roles: Roles, role: str) -> None:
    with connect(private, role) as connection:
        for statement in (
            b"CREATE TEMP TABLE t (x int)",
            b"CREATE TABLE t (x int)",
            b"CREATE SCHEMA s",
            b"CREATE EXTENSION pg_trgm",
            b"CREATE ROLE r",
            b"SET ROLE hub_owner",
            b"SET ROLE hub_keeper",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_nobody_signs_in_as_keeper(private: Server, roles: Roles) -> None:
    with connect(private, private.superuser) as connection:
        row = connection.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'hub_keeper'")
        assert row.fetchone() == (False,)


def test_other_databases_stay_closed(private: Server, roles: Roles) -> None:
    second = provision(admin(private), "second")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        connect(private, roles.app, second.database)


def test_owner_can_make_the_extensions(owner: Connection) -> None:
    for extension in (b"pg_trgm", b"unaccent", b"btree_gist"):
        owner.execute(b"CREATE EXTENSION IF NOT EXISTS " + extension)


def test_owner_gives_functions_to_keeper_without_seeing_what_keeper_sees(
    private: Server, roles: Roles, owner: Connection
) -> None:
    sealed_for_keeper(owner, roles)
    assert owner.execute("SELECT count(*) FROM sealed").fetchone() == (0,)
    with connect(private, roles.app) as app:
        assert app.execute("SELECT count(*) FROM sealed").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="function peek"):
            app.execute("SELECT peek()")
        with owner.transaction():
            owner.execute("SET LOCAL ROLE hub_keeper")
            owner.execute("GRANT EXECUTE ON FUNCTION peek() TO hub_app")
            assert owner.execute("SELECT count(*) FROM sealed").fetchone() == (1,)
        assert app.execute("SELECT peek()").fetchone() == (1,)
    owner.execute("DROP FUNCTION peek()")


def test_backup_reads_past_the_policies(private: Server, roles: Roles, owner: Connection) -> None:
    sealed_for_keeper(owner, roles)
    with connect(private, roles.backup) as backup:
        assert backup.execute("SELECT count(*) FROM sealed").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            backup.execute("INSERT INTO sealed VALUES ('two')")


@pytest.mark.parametrize("role", ["hub_app", "hub_auth"])
def test_the_roles_that_serve_pass(private: Server, roles: Roles, role: str) -> None:
    with connect(private, role) as connection:
        refuse_role(connection)


@pytest.mark.parametrize(
    ("role", "why"),
    [
        ("hubtable_super", "is a superuser"),
        ("hub_owner", "owns the database"),
        ("hub_backup", "bypasses row security"),
    ],
)
def test_roles_above_the_lock_are_refused(
    private: Server, roles: Roles, role: str, why: str
) -> None:
    with connect(private, role) as connection, pytest.raises(RoleRefused, match=why):
        refuse_role(connection)


@pytest.mark.parametrize(
    ("climb", "back", "why"),
    [
        ("GRANT hub_owner TO hub_app", "REVOKE hub_owner FROM hub_app", "can become, hub_owner"),
        ("ALTER ROLE hub_app CREATEROLE", "ALTER ROLE hub_app NOCREATEROLE", "creates roles"),
        (
            "GRANT pg_execute_server_program TO hub_app",
            "REVOKE pg_execute_server_program FROM hub_app",
            "programs of the server",
        ),
        (
            "CREATE TABLE stray (); ALTER TABLE stray OWNER TO hub_app",
            "DROP TABLE stray",
            "owns the database or tables",
        ),
    ],
)
def test_roles_that_can_climb_are_refused(
    private: Server, roles: Roles, climb: str, back: str, why: str
) -> None:
    with connect(private, private.superuser) as boss, connect(private, roles.app) as app:
        boss.execute(climb.encode())
        try:
            with pytest.raises(RoleRefused, match=why):
                refuse_role(app)
        finally:
            boss.execute(back.encode())
        refuse_role(app)


@pytest.mark.parametrize("owns_it", [False, True], ids=["creates databases", "was given one"])
def test_a_role_that_only_creates_roles_is_enough(private: Server, owns_it: bool) -> None:
    role = "holder" if owns_it else "maker"
    name = f"of_{role}"
    with connect(private, private.superuser, "postgres") as boss:
        boss.execute(f"CREATE ROLE {role} LOGIN CREATEROLE".encode())
        boss.execute(f"ALTER ROLE {role} {'NOCREATEDB' if owns_it else 'CREATEDB'}".encode())
        boss.execute(f"CREATE DATABASE {name if owns_it else role} OWNER {role}".encode())
    conninfo = private.conninfo(name if owns_it else role, role)
    made = provision(conninfo, name)
    assert provision(conninfo, name) == made
    assert not made.backup_bypasses
    with connect(private, made.app, name) as app:
        refuse_role(app)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TEMP TABLE t (x int)")
    with connect(private, made.owner, name) as owner:
        owner.execute("CREATE EXTENSION pg_trgm")
        sealed_for_keeper(owner, made)
        assert owner.execute("SELECT count(*) FROM sealed").fetchone() == (0,)
    with connect(private, made.app, name) as connection:
        member = "SELECT pg_has_role(%s, %s, 'USAGE')"
        assert connection.execute(member, (role, made.owner)).fetchone() == (False,)


def test_a_role_that_may_not_is_told_before_anything_is_made(private: Server) -> None:
    with connect(private, private.superuser, "postgres") as boss:
        boss.execute("DROP DATABASE IF EXISTS lobby")
        boss.execute("CREATE DATABASE lobby")
        boss.execute("CREATE ROLE nobody_special LOGIN")
        conninfo = private.conninfo("lobby", "nobody_special")
        with pytest.raises(RoleRefused, match="give it CREATEROLE"):
            provision(conninfo, "of_nobody_special")
        boss.execute("ALTER ROLE nobody_special CREATEROLE")
        with pytest.raises(RoleRefused, match="give it CREATEDB, or create database"):
            provision(conninfo, "of_nobody_special")
        made = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'of_nobody%'"
        assert boss.execute(made).fetchone() == (0,)
        boss.execute("DROP ROLE nobody_special")


def test_an_unreachable_server_is_one_sentence(private: Server) -> None:
    with pytest.raises(RoleRefused, match="could not be made"):
        provision({**admin(private), "host": "/nowhere"}, "hub")


def test_old_servers_are_refused(private: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hubtable.base.postgres.binaries.OLDEST_MAJOR", 99)
    with pytest.raises(PostgresUnsafe, match="too old"):
        provision(admin(private), "hub")


def test_passwords_reach_the_server_as_verifiers(private: Server, roles: Roles) -> None:
    password = "Hornbeam-Lattice-77"
    with connect(private, private.superuser) as connection:
        connection.execute("SET log_statement = 'all'")
        provision(admin(private), "hub", passwords={"app": password})
        row = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'hub_app'")
        stored = row.fetchone()
        assert stored
        method, parameters, keys = stored[0].split("$")
        rounds, salt = parameters.split(":")
        assert method == "SCRAM-SHA-256"
        salted = hashlib.pbkdf2_hmac(
            "sha256", password.encode(), base64.b64decode(salt), int(rounds)
        )
        client = hashlib.sha256(_hmac(salted, b"Client Key")).digest()
        assert base64.b64decode(keys.split(":")[0]) == client
        connection.execute("ALTER ROLE hub_app PASSWORD NULL")
    assert password not in (private.data / "server.log").read_text()


def _hmac(key: bytes, message: bytes) -> bytes:
    import hmac

    return hmac.digest(key, message, "sha256")
