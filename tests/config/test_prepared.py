"""What is planned once a connection serves everybody who acts on it their own, and is made anew."""

import json
import os
import subprocess
import sys

import pytest

from hubtable.config.environment import OFTEN
from tests import situations as s
from tests.cluster import Cluster
from tests.world import NOW, World, as_seat

ASKED = (
    "import json; from django.conf import settings; print(json.dumps({alias: one['OPTIONS']"
    "['prepare_threshold'] for alias, one in settings.DATABASES.items()}))"
)
OWNER = {"HUBTABLE_DATABASE_URL_OWNER": "postgresql://owner@localhost/none"}


def kept() -> list[tuple[str, int]]:
    """Return what this connection has prepared: the statement, and how often it ran unplanned."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans FROM pg_prepared_statements")
        return [(str(text), int(ran)) for text, ran in cursor.fetchall()]


def test_two_seats_in_turn_on_one_connection_see_their_own(world: World) -> None:
    from hubtable.table.models import Origin

    mine = {"school": s.screening(world, "school").id, "police": s.screening(world, "police").id}
    for _ in range(2 * OFTEN + 5):
        for who, own in mine.items():
            with as_seat(world[who]):
                assert list(Origin.objects.values_list("discussion_id", flat=True)) == [own]
    plans = [ran for text, ran in kept() if "table_origin" in text and "LIMIT" not in text]
    assert max(plans) > OFTEN, "the plan was never the one for everybody"


def test_a_stranger_gets_nothing_from_a_plan_made_for_a_seat(world: World) -> None:
    from hubtable.table.models import Origin

    s.screening(world, "school")
    for _ in range(2 * OFTEN + 5):
        with as_seat(world["school"]):
            assert len(list(Origin.objects.all())) == 1
    assert list(Origin.objects.all()) == []


def test_connections_go_on_when_the_lock_is_put_in_anew(world: World, cluster: Cluster) -> None:
    from hubtable.base.acting import call
    from hubtable.config.installing import upgrade
    from hubtable.table.models import Origin
    from tests.cluster import NAME

    s.screening(world, "school")

    def look() -> None:
        with as_seat(world["school"]):
            assert len(list(Origin.objects.all())) == 1
            assert len(call("my_seat")) == 1

    for _ in range(OFTEN + 3):
        look()
    assert any("my_seat" in text for text, _ in kept())
    upgrade(installation=NAME)
    look()


def test_a_result_of_another_form_fails_once(world: World, cluster: Cluster) -> None:
    """An upgrade beside running connections: the error takes what was prepared with it."""
    from django.db import NotSupportedError, connection

    from hubtable.base.acting import acting, call

    def look() -> int:
        with acting("job", "clocks", at=NOW):
            return len(call("my_seat"))

    for _ in range(OFTEN + 3):
        assert look() == 0
    change = (
        "DROP FUNCTION lock.my_seat() CASCADE;"
        "CREATE FUNCTION lock.my_seat() RETURNS TABLE (seat text) LANGUAGE sql AS"
        " $$ SELECT ''::text $$; GRANT EXECUTE ON FUNCTION lock.my_seat() TO PUBLIC"
    )
    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as past:
        past.execute(change.encode())
    with pytest.raises(NotSupportedError, match="cached plan must not change result type"):
        look()
    assert look() == 1


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({}, OFTEN),
        ({"HUBTABLE_PREPARED": "0"}, None),
        ({"HUBTABLE_LISTEN_URL": "postgresql://app@localhost/none"}, None),
    ],
)
def test_a_pooler_gets_nothing_prepared(
    serving: dict[str, str], given: dict[str, str], meant: int | None
) -> None:
    """And the owner never: it changes the tables."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={**os.environ, **serving, **OWNER, **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(done.stdout) == {"default": meant, "auth": meant, "owner": None}
