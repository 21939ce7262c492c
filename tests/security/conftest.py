"""One scene for all attacks of a file: each must leave it as it was."""

from collections.abc import Iterator

import pytest

from tests.cluster import Cluster
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
