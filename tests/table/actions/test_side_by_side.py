"""Two who act on one situation at the same moment wait for each other, and never for ever."""

import threading
import time

from tests import situations as s
from tests.cluster import Cluster
from tests.world import World, as_seat

PATIENCE = 60.0
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


def wait_for_somebody_waiting(cluster: Cluster, database: str) -> None:
    until = time.monotonic() + PATIENCE
    with cluster.as_superuser("postgres") as connection:
        while connection.execute(WAITING, [database]).fetchone() == (0,):
            assert time.monotonic() < until, "nobody came to wait"
            time.sleep(0.05)


def test_an_agency_speaks_while_the_chair_puts_the_situation_back(
    world: World, cluster: Cluster
) -> None:
    """The trail's head is taken last: whoever holds it waits for nobody."""
    from django.db import connection, connections

    from hubtable.audit.actions.recording import recorded
    from hubtable.table.actions import presenting

    one = s.present(s.meet(s.submit(s.screening(world)), ["hospital"]))
    moved, errors = threading.Event(), list[Exception]()

    def speak() -> None:
        try:
            moved.wait(PATIENCE)
            s.say(one, "hospital")
        except Exception as error:  # noqa: BLE001 - told by the test
            errors.append(error)
        finally:
            connections.close_all()

    @recorded
    def put_back() -> None:
        presenting.put_back(by=one.chair, at=one.at, of=one.id, seen=one.version)
        moved.set()
        wait_for_somebody_waiting(cluster, str(connection.settings_dict["NAME"]))

    speaker = threading.Thread(target=speak)
    speaker.start()
    with as_seat(one.chair, one.at):
        put_back()
    speaker.join(PATIENCE)
    assert errors == []
