"""The row a seat was found by, kept for the transaction, cannot be forged, replayed or borrowed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from hubtable.base import acting
from tests.security.scene import AT, Scene
from tests.security.weakenings import FOUND, Weakening

Connection = psycopg.Connection[Any]
WHO = "SELECT (lock.acting()).seat"
SINCE = "SELECT extract(epoch FROM (lock.acting()).at)::float"
FULL = "SELECT md5(lock.acting()::text)"
KEPT = "SELECT current_setting('hubtable.found')"


@contextmanager
def begun(connection: Connection, token: str) -> Iterator[str]:
    """Begin to act with a token in a transaction that is rolled back; yield what was kept."""
    with connection.transaction(force_rollback=True):
        connection.execute("SELECT lock.act(%s)", [token])
        yield one(connection, KEPT)


def one(connection: Connection, sql: str, *values: object) -> Any:
    """Return the first value of the first row."""
    row = connection.execute(sql.encode(), values).fetchone()
    assert row is not None
    return row[0]


def put(connection: Connection, name: str, value: str) -> None:
    """Set one of the two settings, as SQL inside a request could."""
    connection.execute("SELECT set_config(%s, %s, true)", [f"hubtable.{name}", value])


def ended(scene: Scene, who: str, at: datetime | None) -> None:
    """End a seat of the cast, or let it go on, past the lock; it is committed."""
    with scene.cluster.as_superuser(scene.database) as past:
        past.execute("UPDATE hubs_seat SET ends_at = %s WHERE id = %s", [at, scene.world[who].id])


# --- attacks: each returns whether it got in ---------------------------------------------------
def forged(scene: Scene) -> bool:
    """Write another seat's ids into the row that was found for the own seat."""
    mine, theirs = scene.world["fire"], scene.world["hospital"]
    with scene.connect() as connection, begun(connection, scene.token("fire")) as kept:
        put(connection, "found", kept.replace(str(mine.id), str(theirs.id)))
        return bool(one(connection, WHO) == theirs.id)


def replayed(scene: Scene) -> bool:
    """Use what was kept in an earlier transaction of the connection, after the seat ended."""
    token = scene.token("hospital")
    with scene.connect() as connection:
        with begun(connection, token) as kept:
            assert one(connection, WHO) == scene.world["hospital"].id
        ended(scene, "hospital", AT)
        try:
            with begun(connection, token):
                put(connection, "found", kept)
                return one(connection, WHO) is not None
        finally:
            ended(scene, "hospital", None)


def crossed(scene: Scene) -> bool:
    """Keep the row of one token, and act with another."""
    with scene.connect() as connection, begun(connection, scene.token("hospital")) as kept:
        connection.execute("SELECT lock.act(%s)", [scene.token("fire")])
        put(connection, "found", kept)
        return bool(one(connection, WHO) == scene.world["hospital"].id)


ATTACKS: dict[str, Callable[[Scene], bool]] = {
    "forged": forged,
    "replayed": replayed,
    "crossed": crossed,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_kept_opens_nothing_else(scene: Scene, attack: str) -> None:
    assert not ATTACKS[attack](scene)


@pytest.mark.parametrize("attack", FOUND)
def test_a_planted_fault_lets_the_attack_in(scene: Scene, attack: str) -> None:
    with planted(scene, FOUND[attack]):
        assert ATTACKS[attack](scene)
    assert not ATTACKS[attack](scene)


@contextmanager
def planted(scene: Scene, fault: Weakening) -> Iterator[None]:
    """Weaken a function for everybody until the block ends."""
    with scene.cluster.as_superuser(scene.database) as past:
        text = one(
            past,
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s"
            " AND pronamespace = 'lock'::regnamespace",
            fault.function,
        )
        assert fault.old in text
        past.execute(text.replace(fault.old, fault.new).encode())
        past.commit()
        try:
            yield
        finally:
            past.execute(text.encode())
            past.commit()


# --- what is not whole is looked up by the token alone -----------------------------------------
def spoiled(kept: str, other: str) -> dict[str, str]:
    """Return what was kept, spoiled in every way; `other` was kept for another seat."""
    seal, row = kept[:64], kept[64:]
    return {
        "nothing": "",
        "a space": " ",
        "no row": seal,
        "no signature": row,
        "signature cut": kept[1:],
        "row cut": kept[:-1],
        "row longer": kept + " ",
        "signature in capitals": seal.upper() + row,
        "signature of zeros": "0" * 64 + row,
        "another's signature": other[:64] + row,
        "another's row": seal + other[64:],
        "a row of nulls": seal + "(,,,,,,,,,,,,)",
        "no row at all": seal + "(",
        "twice": kept + kept,
        "not of our letters": kept.replace("|", "｜") + "ü",
    }


SPOILED = tuple(spoiled("", ""))


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_row_is_looked_up_again(scene: Scene, how: str) -> None:
    with scene.connect() as connection, begun(connection, scene.token("hospital")) as other:
        connection.execute("SELECT lock.act(%s)", [scene.token("fire")])
        kept, meant = one(connection, KEPT), one(connection, FULL)
        assert kept
        assert kept != other
        put(connection, "found", spoiled(kept, other)[how])
        assert one(connection, FULL) == meant
        assert one(connection, WHO) == scene.world["fire"].id


@pytest.mark.parametrize("how", ["", "seat", "x|y", "||||"])
def test_without_its_token_a_row_is_nobody(scene: Scene, how: str) -> None:
    with scene.connect() as connection, begun(connection, scene.token("fire")):
        put(connection, "actor", how)
        assert one(connection, WHO) is None
    with scene.connect() as connection, begun(connection, scene.token("fire")):
        connection.execute("RESET hubtable.actor")
        assert one(connection, WHO) is None
        connection.execute("RESET hubtable.found")
        assert one(connection, WHO) is None


def test_a_row_is_kept_as_it_is_looked_up(scene: Scene) -> None:
    """Both ways give the same, to the last column, whatever the session writes times like."""
    for who in ("fire", "hospital", "chair", "admin"):
        with scene.connect() as connection, begun(connection, scene.token(who)) as kept:
            assert kept
            meant = one(connection, "SELECT lock.acting()")
            connection.execute("SET LOCAL DateStyle = 'SQL, DMY'")
            connection.execute("SET LOCAL TimeZone = 'America/New_York'")
            assert one(connection, SINCE) == AT.timestamp()
            connection.execute("SET LOCAL DateStyle = 'ISO, MDY'")
            connection.execute("SET LOCAL TimeZone = 'UTC'")
            put(connection, "found", "")
            assert one(connection, "SELECT lock.acting()") == meant


def test_neither_signature_stands_for_the_other(scene: Scene) -> None:
    token = scene.token("fire")
    with scene.connect() as connection, begun(connection, token) as kept:
        pid, begin = connection.execute(
            "SELECT pg_backend_pid(), encode(timestamptz_send(transaction_timestamp()), 'hex')"
        ).fetchone() or ("", "")
        message = f"found|{pid}|{begin}|{token}|{kept[64:]}"
        put(connection, "actor", f"{message}|{kept[:64]}")
        assert one(connection, WHO) is None
        put(connection, "actor", token)
        put(connection, "found", token.rsplit("|", 1)[1] + kept[64:])
        assert one(connection, WHO) == scene.world["fire"].id
        put(connection, "actor", f"{token}|{kept[64:70]}")
        put(connection, "found", kept[:64] + kept[71:])
        assert one(connection, WHO) is None


def test_a_bad_token_keeps_nothing(scene: Scene) -> None:
    good = scene.token("fire")
    for token in ("", good[:-1], good + "|", scene.token("lapsed")):
        with scene.connect() as connection, begun(connection, good):
            connection.execute("SELECT lock.act(%s)", [token])
            assert one(connection, KEPT) == ""
            assert one(connection, WHO) is None


def test_what_is_used_up_or_shown_to_everybody_is_looked_up_each_time(scene: Scene) -> None:
    for kind, credential in scene.world.credentials.items():
        token = acting.token(kind, str(credential), AT)
        with scene.connect() as connection, begun(connection, token) as kept:
            assert kept == ""
            assert one(connection, "SELECT (lock.acting()).kind") == kind


def test_going_back_to_a_savepoint_goes_back_to_both(scene: Scene) -> None:
    with scene.connect() as connection, begun(connection, scene.token("fire")) as mine:
        with connection.transaction(force_rollback=True):
            connection.execute("SELECT lock.act(%s)", [scene.token("hospital")])
            theirs = one(connection, KEPT)
            assert one(connection, WHO) == scene.world["hospital"].id
        assert one(connection, KEPT) == mine != theirs
        assert one(connection, WHO) == scene.world["fire"].id
        put(connection, "found", theirs)
        assert one(connection, WHO) == scene.world["fire"].id


def test_a_token_ends_also_where_its_row_is_kept(scene: Scene) -> None:
    seat = scene.world["fire"]
    soon = datetime.now(UTC) + timedelta(seconds=1.5)
    token = acting.token("seat", acting.seat_subject(seat.id, seat.user), AT, expires=soon)
    with scene.connect() as connection, begun(connection, token) as kept:
        assert kept
        assert one(connection, WHO) == seat.id
        connection.execute("SELECT pg_sleep(1.6)")
        assert one(connection, WHO) is None


def test_a_seat_that_ends_meanwhile_acts_for_five_seconds_at_most(scene: Scene) -> None:
    """As long as its transaction lasts, and no longer than that; the next one sees nothing."""
    token = scene.token("fire")
    with scene.connect() as connection, begun(connection, token) as kept:
        assert kept
        ended(scene, "fire", AT)
        try:
            assert one(connection, WHO) == scene.world["fire"].id
            with scene.connect() as another, begun(another, token) as nothing:
                assert nothing == ""
                assert one(another, WHO) is None
            connection.execute("SELECT pg_sleep(5)")
            assert one(connection, WHO) is None
        finally:
            ended(scene, "fire", None)


def test_a_row_of_another_server_process_is_none(scene: Scene) -> None:
    token = scene.token("hospital")
    with (
        scene.connect() as first,
        scene.connect() as second,
        begun(first, token) as kept,
        begun(second, token) as own,
    ):
        assert kept[:64] != own[:64]
        assert kept[64:] == own[64:]
