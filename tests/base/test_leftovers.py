"""Nothing of who acted is left for the connection's next user, whatever happened in the block."""

import pytest

from tests.world import World, as_seat


def settings() -> tuple[str, str]:
    """Return what the connection holds now: the token, and the row found for it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('hubtable.actor', true), ''),"
            " coalesce(current_setting('hubtable.found', true), '')"
        )
        token, found = cursor.fetchone()
        return str(token), str(found)


SLIPPED = (
    "SELECT set_config(name, current_setting(name), false)"
    " FROM unnest('{hubtable.actor,hubtable.found}'::text[]) name"
)


@pytest.mark.parametrize(
    ("statement", "fails"), [(SLIPPED, ""), (SLIPPED, "SELECT 1 / 0"), ("SELECT 1", "SELECT 1 / 0")]
)
def test_a_token_kept_by_a_slipped_in_statement_is_gone(
    world: World, statement: str, fails: str
) -> None:
    from django.db import DataError, connection

    def slip() -> None:
        with as_seat(world["school"]), connection.cursor() as cursor:
            assert all(settings())
            cursor.execute(statement)
            if fails:
                cursor.execute(fails)

    if fails:
        with pytest.raises(DataError):
            slip()
    else:
        slip()
    assert settings() == ("", "")


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
