"""What was not granted is refused: every table, every right; nothing is made, nobody climbs."""

from collections.abc import Iterable, Iterator

import psycopg
import pytest

from hubtable.base.lock.policies import APP_FUNCTIONS, GUARDED, Guarded
from tests.security.scene import REFUSED, Scene

OWNERS = (
    "TRUNCATE {}",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE {} OWNER TO hubtable_app",
    "CREATE POLICY mine ON {} USING (true)",
    "DROP POLICY keeper ON {}",
    "CREATE TRIGGER mine AFTER INSERT ON {} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE mine AS ON INSERT TO {} DO NOTHING",
    "CREATE INDEX ON {} ((1))",
    "CLUSTER {0} USING {0}_pkey",
    "DROP TABLE {} CASCADE",
)
MAKING = (
    *(
        "CREATE TEMP TABLE mine (x int)",
        "CREATE TABLE mine (x int)",
        "CREATE VIEW mine AS SELECT 1",
    ),
    *("CREATE TABLE lock.mine (x int)", "CREATE SCHEMA mine", "CREATE TYPE mine AS (x int)"),
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION lock.refuse() RETURNS void LANGUAGE sql AS ''",
    *("CREATE EXTENSION dblink", "CREATE EXTENSION pg_stat_statements", "CREATE ROLE mine"),
    *("ALTER ROLE hubtable_app SUPERUSER", "ALTER ROLE hubtable_app BYPASSRLS"),
    *("GRANT hubtable_keeper TO hubtable_app", "GRANT pg_read_all_data TO hubtable_app"),
    "ALTER DATABASE {} SET row_security = off",
    *("SET session_replication_role = replica", "SET log_statement = 'all'"),
    *("SELECT pg_reload_conf()", "SELECT pg_rotate_logfile()", "SELECT pg_stat_reset()"),
    *("CREATE PUBLICATION mine FOR ALL TABLES", "CREATE SERVER mine FOREIGN DATA WRAPPER x"),
    *("SELECT lo_export(1, '/tmp/mine')", "SELECT lo_import('/etc/passwd')"),
    *("SELECT pg_create_restore_point('x')", "SELECT pg_switch_wal()", "CHECKPOINT"),
)
KINDS = {REFUSED, "42704", "58P01"}
"""Refused, or there is no such thing to be had."""


def undeclared(guarded: Guarded, columns: Iterable[str]) -> Iterator[str]:
    """Yield statements that need a right which is not declared."""
    table = guarded.table
    if not guarded.select:
        yield f"SELECT FROM {table}"
    if not guarded.insert:
        yield f"INSERT INTO {table} DEFAULT VALUES"
    if not guarded.delete:
        yield f"DELETE FROM {table}"
        yield f"LOCK {table} IN ACCESS EXCLUSIVE MODE"
    for column in columns:
        if not guarded.whole and column not in guarded.columns:
            yield f'UPDATE {table} SET "{column}" = DEFAULT'
    yield from (statement.format(table) for statement in OWNERS)


def columns(scene: Scene, guarded: Guarded) -> list[str]:
    """Return the columns of a table."""
    found = scene.look.past.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped",
        [f"public.{guarded.table}"],
    ).fetchall()
    return [str(name) for (name,) in found]


def codes(scene: Scene, statements: Iterable[str]) -> dict[str, str]:
    """Send each statement from the lead's seat; return what each met."""
    met = {}
    with scene.connect() as connection, connection.transaction():
        connection.execute(
            "SELECT set_config('hubtable.actor', %s, true)", [scene.token("hospital")]
        )
        for sql in statements:
            try:
                with connection.transaction():
                    connection.execute(sql.encode())
                met[sql] = ""
            except psycopg.Error as error:
                met[sql] = error.sqlstate or "?"
    return met


@pytest.mark.parametrize("guarded", GUARDED, ids=[guarded.table for guarded in GUARDED])
def test_what_is_not_declared_is_refused(scene: Scene, guarded: Guarded) -> None:
    before = scene.look.snapshot()
    met = codes(scene, undeclared(guarded, columns(scene, guarded)))
    assert len(met) > len(OWNERS) or guarded.whole
    assert {sql: code for sql, code in met.items() if code != REFUSED} == {}
    assert scene.look.snapshot() == before


@pytest.mark.parametrize(
    "guarded", [g for g in GUARDED if g.update or g.delete], ids=lambda guarded: guarded.table
)
@pytest.mark.parametrize("who", ["fire", "lapsed", "analyst", ""])
def test_declared_writes_touch_no_row_of_others(scene: Scene, guarded: Guarded, who: str) -> None:
    for column in columns(scene, guarded) if guarded.whole else guarded.columns:
        sql = f'UPDATE {guarded.table} SET "{column}" = "{column}"'
        assert scene.send(who, sql).count == 0, sql
    if guarded.delete:
        assert scene.send(who, f"DELETE FROM {guarded.table}").count == 0


def test_no_function_of_the_lock_but_the_declared_can_be_called(scene: Scene) -> None:
    found = scene.look.past.execute(
        "SELECT proname, ARRAY(SELECT format_type(t, NULL) FROM unnest(proargtypes) t)"
        " FROM pg_proc WHERE pronamespace = 'lock'::regnamespace"
    ).fetchall()
    internal = {str(name): types for name, types in found if name not in APP_FUNCTIONS}
    assert len(internal) > 15
    calls = [
        f"SELECT lock.{name}({', '.join(f'NULL::{kind}' for kind in types)})"  # type: ignore[attr-defined]
        for name, types in internal.items()
    ]
    assert set(codes(scene, calls).values()) == {REFUSED}


@pytest.mark.parametrize("sql", MAKING)
def test_nothing_is_made_and_nobody_climbs(scene: Scene, sql: str) -> None:
    met = codes(scene, [sql.format(scene.database)])
    assert set(met.values()) <= KINDS, met


def test_anothers_large_object_is_not_read(scene: Scene) -> None:
    row = scene.look.past.execute(r"SELECT lo_from_bytea(0, '\x61')").fetchone()
    assert row is not None
    calls = [f"SELECT lo_get({row[0]})", f"SELECT lo_put({row[0]}, 0, 'x')"]
    assert set(codes(scene, calls).values()) == {REFUSED}


def test_the_servers_settings_stay(scene: Scene) -> None:
    with scene.connect() as connection:
        connection.autocommit = True
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("ALTER SYSTEM SET log_statement = 'all'")
