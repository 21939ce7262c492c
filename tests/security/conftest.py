"""One scene for all attacks of a file: each must leave it as it was."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.cluster import Cluster
from tests.security.probes import Within, complete
from tests.security.scene import Scene, staged
from tests.world import World


@pytest.fixture(scope="module")
def scene(cluster: Cluster, cast: tuple[World, str]) -> Iterator[Scene]:
    """A database with situations at every step."""
    yield from staged(cluster, cast)


@pytest.fixture
def racing(cluster: Cluster, cast: tuple[World, str]) -> Iterator[Scene]:
    """A scene of one test's own, for what changes it."""
    yield from staged(cluster, cast)


@pytest.fixture(scope="module")
def stage(scene: Scene) -> Scene:
    """The scene with all that comes later in it."""
    return complete(scene)


@pytest.fixture
def within(stage: Scene) -> Iterator[Within]:
    """That scene within a superuser's transaction that is rolled back."""
    past = psycopg.connect(**stage.cluster.conninfo(stage.database, stage.cluster.server.superuser))
    with past, past.transaction(force_rollback=True):
        yield Within.of(stage, past)
