"""Every function the web's role may call, with nothing and with nonsense: it changes nothing."""

import psycopg
import pytest

from hubtable.base.lock.policies import APP_FUNCTIONS
from tests.security.probes import token_of
from tests.security.scene import Scene
from tests.security.signatures import signatures

WHO = (
    *("", "school", "chair", "hospital", "fire", "admin", "analyst", "ridge_chair"),
    *("school_former", "person:school", "room", "link", "feed", "partner"),
    *("job:retention", "job:outbox", "job:clocks", "job:feeds", "job:screens", "forged:chair"),
)
NONSENSE = {
    "uuid": "'00000000-0000-0000-0000-000000000000'",
    "uuid[]": "ARRAY[NULL, '00000000-0000-0000-0000-000000000000']",
    "text": "repeat(E'\\'; DROP TABLE x; --', 500)",
    "text[]": "ARRAY[NULL, '']",
    "integer": "-2147483648",
    "bigint": "-1",
    "boolean": "true",
    "timestamptz": "'infinity'",
    "date": "'infinity'",
    "interval": "'-1 year'",
    "bytea[]": r"ARRAY['\x00', NULL]",
    "bytea": r"'\x00'",
    "jsonb": '\'[{"id": null, "state": 7}, null, "x"]\'',
}
MAY = {
    *(("too_much", who) for who in ("school", "chair", "hospital", "fire", "ridge_chair")),
    *(("record", who) for who in WHO),
    *((name, who) for name in ("seen", "seen_each") for who in WHO),
    *(("offer_filing", who) for who in ("job:retention",)),
    *(("mail_sweep", who) for who in ("job:outbox",)),
    *(("feed_end", who) for who in ("admin",)),
    ("mail_claim", "job:outbox"),
    *(("room_offer", who) for who in ("chair", "ridge_chair")),
    *(("change_code", who) for who in ("chair", "ridge_chair")),
    ("call_off", "chair"),
    *(("room_now", who) for who in ("chair",)),
}
"""What may be done without saying anything more: too much was said, the trail, a job's own run."""
CHANGED = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"


def values(kinds: tuple[str, ...], nothing: int | None) -> str:
    """Return arguments: all nothing, or nonsense with nothing in one place."""
    if nothing is None:
        return ", ".join(f"NULL::{kind}" for kind in kinds)
    each = (
        f"NULL::{kind}" if place == nothing else f"{NONSENSE[kind]}::{kind}"
        for place, kind in enumerate(kinds)
    )
    return ", ".join(each)


def changes(connection: "psycopg.Connection[tuple[object, ...]]", token: str, sql: str) -> bool:
    """Whether a call got through and changed a row; it is taken back."""
    with connection.transaction(force_rollback=True):
        connection.execute("SELECT set_config('hubtable.actor', %s, true)", [token])
        try:
            with connection.transaction():
                connection.execute(sql.encode())
                row = connection.execute(CHANGED).fetchone()
        except psycopg.Error:
            return False
    assert row is not None
    return bool(row[0])


def test_every_function_is_known() -> None:
    assert set(APP_FUNCTIONS) <= signatures().keys()


@pytest.mark.parametrize("name", sorted(set(APP_FUNCTIONS)))
def test_nothing_and_nonsense_change_nothing(stage: Scene, name: str) -> None:
    kinds = signatures()[name].kinds
    calls = [values(kinds, place) for place in (None, -1, *range(len(kinds)))]
    with stage.connect() as connection:
        met = {
            (who, call)
            for who in WHO
            if (name, who) not in MAY
            for call in calls
            if changes(connection, token_of(stage, who), f"SELECT * FROM lock.{name}({call})")
        }
    assert met == set()


def test_it_notices_what_is_changed(stage: Scene) -> None:
    with stage.connect() as connection:
        assert changes(connection, token_of(stage, "hospital"), "SELECT * FROM lock.too_much(NULL)")
