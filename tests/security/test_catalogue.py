"""The catalogue of the database against what is declared: nothing more, nothing less."""

from collections.abc import Iterator

import psycopg
import pytest

from hubtable.base.lock.policies import (
    APP_FUNCTIONS,
    AUTH_FUNCTIONS,
    AUTH_TABLES,
    GUARDED,
    OWNER_FUNCTIONS,
    Guarded,
)
from tests.cluster import NAME, Cluster

BESIDE = {"django_migrations": "names of migrations; the program reads it to know its version"}
"""Tables without row security that the web's role may read, and why."""
DECLARED = {guarded.table: guarded for guarded in GUARDED}
EXTENSIONS = {"plpgsql", "pg_trgm", "unaccent"}
"""Trusted by PostgreSQL: their functions compute, and reach no file, table or program."""
OWN = " NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = {0}.oid AND e.deptype = 'e')"
"""Not a member of an extension."""
Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def past(cluster: Cluster) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with cluster.as_superuser() as connection:
        yield connection


def rows(past: psycopg.Connection[tuple[object, ...]], sql: str) -> Rows:
    return past.execute(sql.encode()).fetchall()


def names(past: psycopg.Connection[tuple[object, ...]], sql: str) -> set[str]:
    return {str(row[0]) for row in rows(past, sql)}


def test_only_known_extensions_are_there(past: psycopg.Connection[tuple[object, ...]]) -> None:
    assert names(past, "SELECT extname FROM pg_extension") == EXTENSIONS


def test_every_table_is_declared(past: psycopg.Connection[tuple[object, ...]]) -> None:
    found = names(past, "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
                        " AND relnamespace = 'public'::regnamespace")  # fmt: skip
    assert found == DECLARED.keys() | AUTH_TABLES.keys() | BESIDE.keys()


def test_guarded_tables_are_forced(past: psycopg.Connection[tuple[object, ...]]) -> None:
    forced = names(past, "SELECT relname FROM pg_class WHERE relrowsecurity AND"
                         " relforcerowsecurity AND relnamespace = 'public'::regnamespace"
                         " AND pg_get_userbyid(relowner) = 'hubtable_owner'")  # fmt: skip
    assert forced == set(DECLARED)


def test_no_policy_is_for_everyone(past: psycopg.Connection[tuple[object, ...]]) -> None:
    found = names(past, "SELECT DISTINCT unnest(roles) FROM pg_policies")
    assert found == {f"{NAME}_keeper", f"{NAME}_app", f"{NAME}_auth", f"{NAME}_backup"}
    reading = "SELECT DISTINCT cmd || qual FROM pg_policies WHERE 'hubtable_backup' = ANY (roles)"
    assert names(past, reading) == {"SELECTtrue"}
    signing_in = "SELECT tablename FROM pg_policies WHERE 'hubtable_auth' = ANY (roles)"
    assert names(past, signing_in) == {"base_installation"}
    assert not rows(past, "SELECT FROM pg_policies WHERE permissive <> 'PERMISSIVE'")


@pytest.mark.parametrize("kind", ["class:rel:r", "proc:pro:f", "type:typ:T", "namespace:nsp:n"])
def test_nothing_is_granted_to_everyone(
    past: psycopg.Connection[tuple[object, ...]], kind: str
) -> None:
    catalogue, column, default = kind.split(":")
    where = "'public', 'lock'"
    of = "" if catalogue == "namespace" else f"{column}namespace::regnamespace::text"
    found = rows(
        past,
        f"SELECT oid FROM pg_{catalogue} x, aclexplode(coalesce({column}acl,"
        f" acldefault('{default}', {column}owner))) g WHERE g.grantee = 0"
        f" AND {of or 'nspname'} IN ({where}) AND g.privilege_type <> 'USAGE'"
        f" AND {OWN.format('x')}",
    )
    assert found == []
    columns = "SELECT FROM pg_attribute a, aclexplode(attacl) g WHERE g.grantee = 0 AND attrelid IN"
    tables = "SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    assert rows(past, f"{columns} ({tables})") == []


def test_definer_functions_are_the_keepers_and_pinned(
    past: psycopg.Connection[tuple[object, ...]],
) -> None:
    found = rows(past, "SELECT proname, pg_get_userbyid(proowner), proconfig::text FROM pg_proc p"
                       " JOIN pg_namespace n ON n.oid = pronamespace WHERE prosecdef"
                       " AND nspname !~ '^pg_'")  # fmt: skip
    assert len(found) > 20
    for name, owner, config in found:
        assert owner == f"{NAME}_keeper", name
        assert str(config).startswith('{"search_path=pg_catalog, '), name
        assert str(config).endswith('pg_temp"}'), name


@pytest.mark.parametrize(
    ("role", "declared"),
    [("app", APP_FUNCTIONS), ("auth", AUTH_FUNCTIONS), ("owner", OWNER_FUNCTIONS), ("backup", ())],
)
def test_who_may_call_what(
    past: psycopg.Connection[tuple[object, ...]], role: str, declared: tuple[str, ...]
) -> None:
    """Those of the lock, and none other that is not of PostgreSQL itself."""
    found = names(past, "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace"
                        " WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND"
                        f"{OWN.format('p')} AND"
                        f" has_schema_privilege('{NAME}_{role}', n.oid, 'USAGE') AND"
                        f" has_function_privilege('{NAME}_{role}', p.oid, 'EXECUTE')")  # fmt: skip
    assert found == set(declared)


def rights(guarded: Guarded) -> set[str]:
    """Return what a declaration gives, whole-table rights and columns."""
    given = {"SELECT"} if guarded.select else set()
    given |= {"INSERT"} if guarded.insert else set()
    given |= {"DELETE"} if guarded.delete else set()
    if guarded.whole:
        return given | {"UPDATE"}
    return given | {f"UPDATE {column}" for column in guarded.columns if guarded.update}


def held(past: psycopg.Connection[tuple[object, ...]], role: str, table: str) -> set[str]:
    """Return what a role holds of a table."""
    whole = names(past, "SELECT r FROM unnest('{SELECT,INSERT,DELETE,TRUNCATE,REFERENCES,TRIGGER,"
                        "UPDATE}'::text[]) r"
                        f" WHERE has_table_privilege('{role}', 'public.{table}', r)")  # fmt: skip
    parts = rows(past, "SELECT r, attname FROM unnest('{SELECT,INSERT,UPDATE,REFERENCES}'::text[])"
                       f" r, pg_attribute WHERE attrelid = 'public.{table}'::regclass AND"
                       " attnum > 0 AND NOT attisdropped AND"
                       f" has_column_privilege('{role}', attrelid, attnum, r)")  # fmt: skip
    return whole | {f"{right} {column}" for right, column in parts if right not in whole}


@pytest.mark.parametrize("table", sorted(DECLARED.keys() | AUTH_TABLES.keys()))
def test_the_webs_and_sign_ins_rights(
    past: psycopg.Connection[tuple[object, ...]], table: str
) -> None:
    app = rights(DECLARED[table]) if table in DECLARED else set()
    auth = set(AUTH_TABLES[table].split(", ")) if table in AUTH_TABLES else set()
    assert held(past, f"{NAME}_app", table) == (app or ({"SELECT"} if table in BESIDE else set()))
    assert held(past, f"{NAME}_auth", table) == auth
    assert held(past, f"{NAME}_backup", table) == {"SELECT"}


def test_the_locks_own_tables(past: psycopg.Connection[tuple[object, ...]]) -> None:
    for role, table, may in (
        *((role, "key", False) for role in ("app", "auth", "owner", "backup")),
        *((role, "matrix", False) for role in ("app", "auth", "backup")),
        *((role, "moves", False) for role in ("app", "auth", "backup")),
    ):
        can = f"SELECT has_table_privilege('{NAME}_{role}', 'lock.{table}', 'SELECT')"
        assert rows(past, can) == [(may,)], (role, table)


def test_roles_are_humble(past: psycopg.Connection[tuple[object, ...]]) -> None:
    found = rows(past, "SELECT rolname, rolcanlogin, rolsuper OR rolcreaterole OR rolcreatedb OR"
                       " rolreplication OR rolinherit, rolbypassrls FROM pg_roles"
                       f" WHERE rolname ~ '^{NAME}_(owner|keeper|app|auth|backup)$'")  # fmt: skip
    assert {name: (login, more, past_it) for name, login, more, past_it in found} == {
        f"{NAME}_owner": (True, False, False),
        f"{NAME}_keeper": (False, False, False),
        f"{NAME}_app": (True, False, False),
        f"{NAME}_auth": (True, False, False),
        f"{NAME}_backup": (True, False, True),
    }
    members = "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members"
    ours = f" WHERE member::regrole::text LIKE '{NAME}\\_%'"
    assert rows(past, members + ours) == [(f"{NAME}_keeper", f"{NAME}_owner")]


@pytest.mark.parametrize("role", ["app", "auth", "backup"])
def test_nobody_who_serves_makes_things(
    past: psycopg.Connection[tuple[object, ...]], role: str
) -> None:
    who = f"{NAME}_{role}"
    for schema in ("public", "lock"):
        found = rows(past, f"SELECT has_schema_privilege('{who}', '{schema}', 'CREATE')")
        assert found == [(False,)], schema
    for right in ("CREATE", "TEMP"):
        found = rows(past, f"SELECT has_database_privilege('{who}', '{NAME}', '{right}')")
        assert found == [(False,)], right
