"""Side ways to hidden rows: side effects, errors, roles, files, and what answers give away."""

import psycopg
import pytest

from hubtable.base.lock.policies import GUARDED
from tests.security.scene import REFUSED, Scene

ORACLES = {
    "division by zero": "SELECT 1 / (length(body) - length(body)) FROM vault_sealed",
    "cast": "SELECT encode(body, 'hex')::integer FROM vault_sealed",
    "cast in the condition": "SELECT 1 FROM vault_sealed WHERE encode(body, 'hex')::integer = 1",
    "division in the condition": (
        "SELECT 1 FROM table_plannote WHERE 1 / (length(kind) - length(kind)) = 1"
    ),
    "leaky order": (
        "SELECT set_config('leak.it', encode(body, 'hex'), false) FROM vault_sealed ORDER BY 1"
    ),
    "sample": "SELECT t FROM vault_sealed t TABLESAMPLE SYSTEM (100)",
    "only": "SELECT t FROM ONLY vault_sealed t",
    "the row itself": "SELECT ctid, xmin, t FROM vault_sealed t",
    "by place": "SELECT t FROM vault_sealed t WHERE ctid = '(0,1)'",
    "union": "SELECT id FROM vault_sealed UNION ALL SELECT id FROM table_plannote",
    "outer join": (
        "SELECT v.id FROM generate_series(1, 1) LEFT JOIN vault_sealed v ON true"
        " WHERE v.id IS NOT NULL"
    ),
    "recursive": (
        "WITH RECURSIVE r AS (SELECT id FROM vault_sealed UNION SELECT id FROM r) SELECT * FROM r"
    ),
    "lateral": "SELECT v FROM hubs_hub h, LATERAL (SELECT * FROM vault_sealed) v",
    "window": "SELECT first_value(body) OVER () FROM vault_sealed",
    "as xml": "SELECT 1 WHERE query_to_xml('TABLE vault_sealed', false, true, '')::text ~ '<body>'",
    "whole schema as xml": (
        "SELECT 1 WHERE query_to_xml('SELECT * FROM table_plannote', false, true, '')::text"
        " ~ '<kind>'"
    ),
    "as statistics of words": (
        "SELECT * FROM ts_stat('SELECT to_tsvector(encode(body, ''hex'')) FROM vault_sealed')"
    ),
    "cursor": "SELECT * FROM cursor_to_xml('none', 1, false, false, '') WHERE false",
    "returning": "UPDATE vault_sealed SET sealed_at = :at WHERE true RETURNING body",
    "returning a deletion": "DELETE FROM table_describedperson RETURNING id",
    "returning what it clashed with": (
        "INSERT INTO table_worksheet (id, criteria, tried, regimes, consent, version, saved_at)"
        " VALUES (:draft, '{}', '{}', '{}', '', 1, :at) ON CONFLICT (id) DO UPDATE"
        " SET consent = 'x' RETURNING tried"
    ),
    "for update": "SELECT body FROM vault_sealed FOR UPDATE",
    "functions of the lock": "SELECT * FROM lock.told(:visit)",
    "statistics": (
        "SELECT most_common_vals FROM pg_stats WHERE schemaname = 'public'"
        " AND tablename IN ('table_announcement', 'table_report', 'vault_ledger', 'table_answer')"
    ),
    "statistics themselves": "SELECT stavalues1 FROM pg_statistic",
    "extended statistics": "SELECT most_common_vals FROM pg_stats_ext",
    "large objects": "SELECT data FROM pg_largeobject",
    "key of the lock": "SELECT inner_pad FROM lock.key",
    "matrix of the lock": "SELECT * FROM lock.matrix",
    "key by its function": "SELECT lock.signature('seat|x|0|9')",
    "passwords": "SELECT rolpassword FROM pg_authid",
    "files": "SELECT pg_read_file('PG_VERSION')",
    "files as bytes": "SELECT pg_read_binary_file('global/pg_control')",
    "folders": "SELECT pg_ls_dir('.')",
    "settings of the server": "SELECT pg_show_all_file_settings()",
    "log": "SELECT pg_current_logfile()",
    "file as an object": "SELECT lo_import('/etc/hostname')",
}
REACHING = (
    *("SET ROLE hubtable_owner", "SET ROLE hubtable_keeper", "SET ROLE hubtable_backup"),
    *("SET ROLE hubtable_auth", "SET SESSION AUTHORIZATION hubtable_owner"),
    *("SELECT set_config('role', 'hubtable_keeper', true)",),
    *("SELECT set_config('session_authorization', 'hubtable_owner', true)",),
)


@pytest.mark.parametrize("how", ORACLES)
def test_oracles(scene: Scene, how: str) -> None:
    """No row, and no error that a hidden row would have caused."""
    for who in ("fire", "police_b", ""):
        try:
            rows = scene.send(who, ORACLES[how]).rows
        except psycopg.Error as error:
            assert error.sqlstate in {REFUSED, "34000"}, error  # noqa: PT017
            rows = []
        assert rows == [], who


def test_the_oracles_would_speak_to_who_may_see(scene: Scene) -> None:
    """The statements above are no riddles: to the originator they answer, or fail on a row."""
    for how in ("division by zero", "cast", "cast in the condition"):
        with pytest.raises(psycopg.DataError):
            scene.send("school", ORACLES[how])
    for how in ("sample", "as xml", "union", "lateral", "returning"):
        assert scene.works("school", ORACLES[how]), how


@pytest.mark.parametrize(("who", "leaks"), [("school", True), ("fire", False), ("", False)])
def test_a_condition_with_a_side_effect_meets_no_hidden_row(
    scene: Scene, who: str, leaks: bool
) -> None:
    """Row security comes before conditions that could carry a value away."""
    with scene.connect() as connection:
        connection.execute("SELECT set_config('hubtable.actor', %s, true)", [scene.token(who)])
        connection.execute(
            "SELECT FROM vault_sealed WHERE set_config('leak.it', encode(body, 'hex'), true) <> ''"
        )
        row = connection.execute("SELECT current_setting('leak.it', true)").fetchone()
    assert row is not None
    assert bool(row[0]) == leaks


@pytest.mark.parametrize("sql", REACHING)
def test_no_other_role_can_be_reached(scene: Scene, sql: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        scene.send("hospital", sql)


@pytest.mark.parametrize("setting", ["off", "force"])
def test_row_security_cannot_be_left_out(scene: Scene, setting: str) -> None:
    with scene.connect() as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(
            f"SET LOCAL row_security = {setting}; SELECT body FROM vault_sealed".encode()
        )
    assert refused.value.sqlstate in {REFUSED, "22023"}


COPIES = (
    "COPY {} TO STDOUT",
    "COPY (SELECT * FROM {}) TO STDOUT",
)
FILES = (
    "COPY vault_sealed TO '/tmp/stolen'",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "COPY base_receipt FROM PROGRAM 'id'",
    "COPY base_receipt FROM '/etc/passwd'",
)


COPIED = ("vault_sealed", "table_plannote", "table_pick", "table_description", "table_subject")


@pytest.mark.parametrize("table", COPIED)
@pytest.mark.parametrize("sql", COPIES)
def test_copying_out_brings_no_hidden_row(scene: Scene, sql: str, table: str) -> None:
    with scene.connect() as connection, connection.transaction():
        connection.execute("SELECT set_config('hubtable.actor', %s, true)", [scene.token("fire")])
        with connection.cursor().copy(sql.format(table).encode()) as copy:
            assert list(copy) == []


@pytest.mark.parametrize("sql", FILES)
def test_copying_reaches_no_file_and_no_program(scene: Scene, sql: str) -> None:
    assert scene.tried("admin", sql) == REFUSED


@pytest.mark.parametrize("table", [g.table for g in GUARDED if g.table != "base_installation"])
def test_signing_in_reads_no_situation(scene: Scene, table: str) -> None:
    with scene.connect("auth") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"SELECT * FROM {table}".encode())


@pytest.mark.parametrize("table", [g.table for g in GUARDED if g.table != "base_installation"])
def test_the_owner_of_the_tables_sees_no_row(scene: Scene, table: str) -> None:
    """FORCE holds for who migrates, too."""
    with scene.connect("owner") as connection:
        assert connection.execute(f"SELECT 1 FROM {table}".encode()).fetchall() == []


@pytest.mark.parametrize("role", ["owner", "app", "auth"])
def test_nobody_reads_the_key_of_the_lock(scene: Scene, role: str) -> None:
    with scene.connect(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM lock.key")


def test_a_hidden_situation_and_a_made_up_one_answer_alike(scene: Scene) -> None:
    calls = (
        "SELECT lock.move({}, 1, 'submitted', '')",
        "SELECT lock.move({}, 99, 'presented', '')",
        "SELECT lock.add_subject({}, :new)",
        "SELECT lock.drop_subject({}, :visit_person1)",
        "SELECT lock.was_absent({}, :fire_A)",
        "SELECT lock.tell({}, :visit_person1, :fire_A, 'screen', 'x', 'x', NULL)",
        "SELECT lock.answer({}, :visit_person1, :hospital_A, 'could_help')",
        "SELECT lock.assign({}, 1, :fire_A, '{{}}')",
        "SELECT lock.decline({}, :visit_person1)",
        "SELECT lock.break_glass({}, :visit_person1, 'serious_harm', 'x')",
        "SELECT lock.close_glass({})",
        "SELECT lock.shred({})",
        "SELECT lock.contact(:new, {}, :visit_person1, 'agreed')",
        "SELECT lock.propose({}, :hospital_A, '{{}}', false)",
        "SELECT lock.assign_proposed({}, 1)",
        "SELECT lock.conclude({}, 1, 'x', true, true)",
        "SELECT lock.too_much({})",
        "SELECT lock.filed({})",
        "SELECT * FROM lock.proposed({})",
        "SELECT * FROM lock.disclosures({})",
        "SELECT * FROM lock.told({})",
    )
    for call in calls:
        for who in ("police_b", "ridge_chair", "chair_b", "analyst", ""):
            answers = {
                name: _answer(scene, who, call.format(f":{name}"))
                for name in ("visit", "draft", "submitted", "nobody")
            }
            assert len(set(answers.values())) == 1, (call, who, answers)


def _answer(scene: Scene, who: str, sql: str) -> str:
    try:
        return str(scene.send(who, sql).rows)
    except psycopg.Error as error:
        return f"{error.sqlstate} {error.diag.message_primary} {error.diag.message_detail}"


def test_values_do_not_stand_in_the_servers_activity(scene: Scene) -> None:
    """Bound by the server: another session of the same role would read them otherwise."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
        cursor.execute("SELECT %s::text", ["canary-4711"])
        cursor.fetchall()
        with scene.connect() as other:
            row = other.execute(
                "SELECT query FROM pg_stat_activity WHERE pid = %s", [pid]
            ).fetchone()
    assert row is not None
    assert "canary" not in row[0]


def test_who_brought_it_is_in_no_row_others_see(scene: Scene) -> None:
    """The desk hears number, type and sector; the table hears lead and answers."""
    theirs = {str(scene.ids[f"{kind}_police"]) for kind in ("seat", "person", "agency")}
    theirs |= {str(scene.ids["police_A"]), str(scene.ids["user_police"])}
    for guarded in GUARDED:
        if guarded.select and guarded.table.startswith(("table_", "vault_")):
            rows = scene.send("coordinator", f"SELECT t::text FROM {guarded.table} t").rows
            of_it = [row for (row,) in rows if str(scene.ids["submitted"]) in row]
            assert not [row for row in of_it if any(one in row for one in theirs)], guarded.table
