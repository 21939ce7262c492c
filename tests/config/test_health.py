"""The machine that runs us asks whether we are up and ready, and hears nothing else."""

from tests.cluster import Cluster
from tests.conftest import _point


def test_it_is_ready_once_there_is_a_hub(cluster: Cluster, database: str) -> None:
    from django.test import Client

    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    with cluster.as_superuser(database) as look:
        look.execute("SELECT lock.install(false, now())")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_it_is_not_ready_without_the_lock(cluster: Cluster, database: str) -> None:
    from django.test import Client

    with cluster.as_superuser(database) as look:
        look.execute("SELECT lock.install(false, now())")
        look.execute("ALTER FUNCTION lock.acting() RENAME TO elsewhere")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert Client().get("/healthz").status_code == 200


def test_it_is_alive_and_not_ready_when_the_database_is_gone(
    cluster: Cluster, database: str
) -> None:
    from django.test import Client

    _point(cluster, "nowhere")
    try:
        ready, alive = Client().get("/readyz"), Client().get("/healthz")
    finally:
        _point(cluster, database)
    assert (ready.status_code, ready.content) == (503, b"not ready\n")
    assert (alive.status_code, alive.content) == (200, b"alive\n")
    assert "nowhere" not in str(ready.headers)
