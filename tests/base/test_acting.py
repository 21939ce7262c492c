"""The acting block: signed, once a request, emptied at its end; refusals in our own words."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DataError

from hubtable.base.acting import LIFETIME, acting, call, seat_subject, token, translated
from hubtable.kernel.verdict import Refused, Stale
from tests.cluster import Cluster
from tests.world import NOW, World, as_seat

WHO = "SELECT kind, subject, at FROM lock.acting()"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def who() -> tuple[object, ...]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(WHO)
        row = cursor.fetchone()
    assert isinstance(row, tuple)
    return row


def test_a_token_is_kind_subject_times_and_their_signature(database: str) -> None:
    from django.conf import settings

    until = NOW + timedelta(hours=1)
    kind, subject, at, expires, mac = token("job", "clocks", NOW, expires=until).split("|")
    assert (kind, subject) == ("job", "clocks")
    assert timedelta(microseconds=int(at)) == NOW - EPOCH
    assert timedelta(microseconds=int(expires)) == until - EPOCH
    message = f"job|clocks|{at}|{expires}".encode()
    assert mac == hmac.new(settings.KEYS.get("actor"), message, hashlib.sha256).hexdigest()


def test_a_token_holds_for_ten_minutes_of_the_servers_clock(database: str) -> None:
    before = datetime.now(UTC)
    expires = EPOCH + timedelta(microseconds=int(token("job", "x", NOW).split("|")[3]))
    assert before + LIFETIME <= expires <= datetime.now(UTC) + LIFETIME
    assert timedelta(minutes=10) == LIFETIME


@pytest.mark.parametrize("key", ["", "one", "two"])
def test_the_signature_in_the_database_is_hmac_sha256(
    database: str, cluster: Cluster, key: str
) -> None:
    """Built from sha256() there, from the standard library here: the same for any message."""
    from django.conf import settings

    message = f"seat|{key}|0|9|ü"
    with cluster.as_superuser(database) as past:
        row = past.execute("SELECT lock.signature(%s)", [message]).fetchone()
    meant = hmac.new(settings.KEYS.get("actor"), message.encode(), hashlib.sha256).hexdigest()
    assert row == (meant,)


@pytest.mark.parametrize("micro", [0, 1, 499_999, 500_000, 999_999])
def test_the_database_acts_at_the_very_microsecond(database: str, micro: int) -> None:
    at = NOW.replace(microsecond=micro)
    with acting("job", "clocks", at=at):
        assert who() == ("job", "clocks", at)


def test_outside_of_a_block_nobody_acts(world: World) -> None:
    assert who() == (None, None, None)
    with as_seat(world["police"]):
        assert who()[0] == "seat"
    assert who() == (None, None, None)


def test_a_block_that_fails_takes_back_what_it_did_and_who_acted(world: World) -> None:
    from hubtable.hubs.actions.founding import add_town
    from hubtable.hubs.models import Town

    def fail() -> None:
        with as_seat(world["admin"]):
            add_town(by=world["admin"], at=NOW, name="Nowhere", state="MA")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert who() == (None, None, None)
    with as_seat(world["admin"]):
        assert not Town.objects.filter(name="Nowhere").exists()


def test_one_request_acts_from_one_seat(world: World) -> None:
    with as_seat(world["police"]):
        with pytest.raises(RuntimeError), as_seat(world["hospital"]):
            pass
        assert who()[1] == str(world["police"].id)
    with as_seat(world["hospital"]):
        assert who()[1] == str(world["hospital"].id)


def test_the_subject_of_a_seat_names_its_account() -> None:
    seat, user = UUID(int=1), UUID(int=2)
    assert seat_subject(seat, user) == f"{seat}/{user}"


def test_a_refusal_of_the_lock_is_a_refusal_and_reading_goes_on(world: World) -> None:
    with as_seat(world["police"]):
        with pytest.raises(Refused) as refused:
            call("close_glass", UUID(int=3))
        assert refused.value.code == "lock"
        assert who()[0] == "seat"


def test_a_newer_version_is_stale(world: World) -> None:
    from tests.situations import screening

    one = screening(world, "school")
    with as_seat(world["school"]):
        for seen in (0, 2, None):
            with pytest.raises(Stale):
                call("move", one.id, seen, "submitted", "")
        assert who()[0] == "seat"


def test_other_errors_stay_what_they_are(world: World) -> None:
    from django.db import connection

    with as_seat(world["police"]):
        with pytest.raises(DataError), translated(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert who()[0] == "seat"
