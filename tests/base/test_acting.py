"""The acting block: a signed token for one transaction, and nothing left behind."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from hubtable.kernel.verdict import Refused, Stale
from tests.cluster import Cluster
from tests.world import NOW, World, as_seat, token_for

JOB = ("job", "clocks")


def setting() -> str:
    """Return what the connection holds now."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('hubtable.actor', true), '')")
        return str(cursor.fetchone()[0])


def kind_of(token: str) -> object:
    """Return whom the database takes the bearer of a token for."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hubtable.actor', %s, true)", [token])
        cursor.execute("SELECT kind, at FROM lock.acting()")
        row = cursor.fetchone()
        assert row
        return row[0]


def test_the_token_reads_kind_subject_times_and_signature(cluster: Cluster) -> None:
    from django.conf import settings

    from hubtable.base.acting import LIFETIME, seat_subject, token

    seat, user, before = uuid4(), uuid4(), datetime.now(UTC)
    made = token("seat", seat_subject(seat, user), NOW)
    message, _, mac = made.rpartition("|")
    kind, subject, at, until = message.split("|")
    assert (kind, subject) == ("seat", f"{seat}/{user}")
    assert datetime.fromtimestamp(int(at) / 1_000_000, UTC) == NOW
    ends = datetime.fromtimestamp(int(until) / 1_000_000, UTC)
    assert before + LIFETIME <= ends <= datetime.now(UTC) + LIFETIME
    key = settings.KEYS.get("actor")
    assert hmac.compare_digest(mac, hmac.new(key, message.encode(), hashlib.sha256).hexdigest())


@pytest.mark.parametrize(
    ("kind", "subject"),
    [("none", "x"), ("", "x"), ("owner", "x"), ("SEAT", "x"), ("job", "a|b"), ("seat|job", "x")],
)
def test_what_could_break_the_form_is_refused(cluster: Cluster, kind: str, subject: str) -> None:
    from hubtable.base.acting import token

    with pytest.raises(ValueError, match="no such kind"):
        token(kind, subject, NOW)


def test_microseconds_survive_the_way_to_the_database(database: str) -> None:
    from django.db import connection

    from hubtable.base.acting import acting

    exact = NOW + timedelta(microseconds=123_457)
    with acting(*JOB, at=exact), connection.cursor() as cursor:
        cursor.execute("SELECT at FROM lock.acting()")
        assert cursor.fetchone() == (exact,)


def test_every_changed_part_of_a_token_makes_it_nobodys(world: World) -> None:
    seat, other = world["school"], world["chair"]
    good = token_for(seat)
    parts = good.split("|")
    assert kind_of(good) == "seat"
    forged = [
        "|".join([*parts[:place], new, *parts[place + 1 :]])
        for place, new in (
            (0, "job"),
            (1, f"{other.id}/{other.user}"),
            (2, str(int(parts[2]) + 1)),
            (3, str(int(parts[3]) + 1)),
            (4, "0" * 64),
            (4, ""),
            (4, parts[4].upper()),
        )
    ]
    broken = ["", "|", "||||", "|".join(parts[:4]), good + "|", "|" + good, good[:-1], f" {good}"]
    assert [kind_of(token) for token in (*forged, *broken)] == [None] * 15


def test_a_token_ends_by_the_servers_clock(database: str) -> None:
    from hubtable.base.acting import token

    now = datetime.now(UTC)
    assert kind_of(token(*JOB, NOW, expires=now - timedelta(seconds=1))) is None
    assert kind_of(token(*JOB, NOW, expires=now + timedelta(seconds=30))) == "job"


def test_a_token_of_another_key_is_nobodys(database: str) -> None:
    from pathlib import Path

    from django.conf import settings
    from django.test import override_settings

    from hubtable.base.acting import token
    from hubtable.base.keys import Keys

    others = Keys(Path(settings.KEYS.folder).with_name("other-keys"))
    others.make()
    with override_settings(KEYS=others):
        foreign = token(*JOB, NOW)
    assert kind_of(foreign) is None
    assert kind_of(token(*JOB, NOW)) == "job"


def test_a_seat_is_not_held_by_another_account(world: World) -> None:
    from hubtable.base.acting import seat_subject, token

    seat, other = world["school"], world["chair"]
    assert kind_of(token("seat", seat_subject(seat.id, other.user), NOW)) is None


def test_nesting_is_refused_and_the_outer_block_goes_on(database: str) -> None:
    from hubtable.base.acting import acting

    with acting(*JOB, at=NOW):
        inner = acting("job", "outbox", at=NOW)
        with pytest.raises(RuntimeError, match="open already"):
            inner.__enter__()
        assert setting().startswith("job|clocks|")
    with acting("job", "outbox", at=NOW):
        assert setting().startswith("job|outbox|")


def test_nothing_is_left_after_the_block(world: World) -> None:
    with as_seat(world["school"]):
        assert setting().startswith("seat|")
    assert setting() == ""


def test_nothing_is_left_after_an_error(world: World) -> None:
    def fail() -> None:
        with as_seat(world["school"]):
            assert setting().startswith("seat|")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert setting() == ""
    with as_seat(world["chair"]):
        assert str(world["chair"].id) in setting()


def test_nothing_is_left_after_an_error_of_the_database(world: World) -> None:
    from django.db import DataError, connection

    def fail() -> None:
        with as_seat(world["school"]), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    with pytest.raises(DataError):
        fail()
    assert setting() == ""


@pytest.mark.parametrize("fails", [False, True])
def test_a_token_kept_by_a_slipped_in_statement_is_gone(world: World, fails: bool) -> None:
    from django.db import connection

    def slip() -> None:
        with as_seat(world["school"]), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('hubtable.actor', current_setting('hubtable.actor'), false)"
            )
            if fails:
                raise ZeroDivisionError

    if fails:
        with pytest.raises(ZeroDivisionError):
            slip()
    else:
        slip()
    assert setting() == ""


def test_the_next_transaction_of_the_connection_acts_as_nobody(world: World) -> None:
    from django.db import connection, transaction

    from hubtable.hubs.models import Agency

    with as_seat(world["school"]), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        same = cursor.fetchone()
        assert Agency.objects.exists()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() == same
        cursor.execute("SELECT kind FROM lock.acting()")
        assert cursor.fetchone() == (None,)
        assert not Agency.objects.exists()


def _raise(state: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$")


@pytest.mark.parametrize(("state", "ours"), [("42501", Refused), ("40001", Stale)])
def test_refusals_of_the_lock_become_ours_and_reading_goes_on(
    database: str, state: str, ours: type[Exception]
) -> None:
    from hubtable.base.acting import acting, translated

    def ask() -> None:
        with translated():
            _raise(state)

    with acting(*JOB, at=NOW):
        with pytest.raises(ours) as refusal:
            ask()
        assert refusal.value.__cause__ is None
        assert setting().startswith("job|")


@pytest.mark.parametrize("state", ["42601", "40P01", "57014"])
def test_other_errors_stay_what_they_are(database: str, state: str) -> None:
    from django.db import DatabaseError

    from hubtable.base.acting import acting, translated

    def ask() -> None:
        with translated():
            _raise(state)

    with acting(*JOB, at=NOW):
        with pytest.raises(DatabaseError):
            ask()
        assert setting().startswith("job|")


def test_calling_the_lock_says_refused_and_stale(world: World) -> None:
    from hubtable.base.acting import call
    from hubtable.table.rules.moves import State
    from tests import situations as s

    one = s.screening(world)
    with as_seat(one.origin, s.NOW + timedelta(hours=1)):
        with pytest.raises(Stale):
            call("move", one.id, one.version + 1, State.SUBMITTED.value, "")
        with pytest.raises(Refused):
            call("move", one.id, one.version, State.CONCLUDED.value, "")
        assert call("move", one.id, one.version, State.SUBMITTED.value, "") == [(one.version + 1,)]
