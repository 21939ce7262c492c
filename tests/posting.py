"""What tests of reminders and mails look at: rows past the lock, rounds of the worker's jobs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg

from tests.cluster import Cluster
from tests.situations import (
    Situation,
    accept,
    assign,
    meet,
    open_round,
    present,
    screening,
    submit,
    tell,
)
from tests.world import World


@contextmanager
def past(cluster: Cluster) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """A superuser's look at the database of this test."""
    from django.db import connection

    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as superuser:
        yield superuser


def mails(cluster: Cluster, *kinds: str) -> list[tuple[str, str]]:
    """Return (kind, person) of every mail made, of these kinds or of all."""
    with past(cluster) as look:
        rows = look.execute(
            "SELECT m.kind, p.name FROM hubs_mail m JOIN hubs_person p ON p.id = m.person_id"
            " ORDER BY m.made_at, 1, 2"
        ).fetchall()
    return [(kind, name) for kind, name in rows if not kinds or kind in kinds]


def forget_mails(cluster: Cluster) -> None:
    """Begin with an empty outbox, whatever the steps before put there."""
    with past(cluster) as look:
        look.execute("DELETE FROM hubs_mail")


def at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands."""
    return lambda: moment


def remind(moment: datetime) -> int:
    """One round of the job `clocks`."""
    from hubtable.cli.jobs import clocks

    return clocks.run(at(moment))


def accepted(world: World, origin: str = "school", *present_too: str, **how: Any) -> Situation:
    """A situation the table has accepted."""
    here = ["police", "hospital", *present_too]
    return accept(present(meet(submit(screening(world, origin, **how)), here)))


def led_by(world: World, lead: str, origin: str = "school", **how: Any) -> Situation:
    """A situation that is acted on, led by an agency that was told (or brought it)."""
    one = open_round(accepted(world, origin, lead, **how))
    if lead != origin:
        tell(one, lead)
    return assign(one, lead)


def accepted_at(cluster: Cluster, one: Situation) -> datetime:
    """Return when the clock of a situation began."""
    with past(cluster) as look:
        row = look.execute("SELECT accepted_at FROM table_clock WHERE id = %s", [one.id]).fetchone()
    assert row
    return row[0]
