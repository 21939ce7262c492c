"""The trail's head is locked last: a page being made keeps nobody else waiting."""

import psycopg
import pytest

from tests import situations as s
from tests.cluster import Cluster
from tests.world import World, as_seat

HEAD = "SELECT seq FROM audit_head WHERE chain = 'app' FOR UPDATE NOWAIT"


def entries(look: psycopg.Connection[tuple[object, ...]], verb: str) -> int:
    row = look.execute("SELECT count(*) FROM audit_entry WHERE verb = %s", [verb]).fetchone()
    assert row is not None
    return int(str(row[0]))


def test_opening_a_situation_holds_the_trail_only_at_the_end(
    cluster: Cluster, world: World
) -> None:
    from django.db import connection

    from hubtable.audit.actions.recording import seen

    one = s.screening(world)
    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as look:
        with as_seat(one.origin, one.at):
            seen(one.id, "described")
            look.execute(HEAD)  # nobody holds it yet
            assert entries(look, "seen") == 0
        assert entries(look, "seen") == 1


def test_what_fails_is_not_seen(cluster: Cluster, world: World) -> None:
    from django.db import connection

    from hubtable.audit.actions.recording import seen

    one = s.screening(world)

    def fail() -> None:
        with as_seat(one.origin, one.at):
            seen(one.id, "described")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with as_seat(one.origin, one.at):
        pass  # nothing is left over for the next block
    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as look:
        assert entries(look, "seen") == 0
