"""Looking past the lock at what the trail holds."""

from typing import Any, NamedTuple

from tests.cluster import Cluster


class Entry(NamedTuple):
    verb: str
    actor: str
    hub: Any
    record: Any
    detail: dict[str, str]


def trail_of(cluster: Cluster) -> list[Entry]:
    """Every entry of the program's chain, oldest first, in this test's database."""
    from django.db import connections

    name = connections["default"].settings_dict["NAME"]
    with cluster.as_superuser(name) as connection:
        rows = connection.execute(
            "SELECT verb, actor, hub, record, detail FROM audit_entry WHERE chain = 'app'"
            " ORDER BY seq"
        ).fetchall()
    return [Entry(*row) for row in rows]
