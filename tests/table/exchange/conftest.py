"""A second, empty Hub."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.hubs.conftest import as_, clock
from tests.world import World

__all__ = ["as_", "clock"]


@pytest.fixture
def empty(world: World, cluster: Any, cast: Any) -> Iterator[Callable[[], None]]:
    """Switches to a second Hub of the same agencies, in which nothing was discussed yet."""
    from django.db import connections

    names = []

    def switch() -> None:
        names.append(cluster.clone(cast[1]))
        for alias in ("default", "auth", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = names[-1]

    before = connections["default"].settings_dict["NAME"]
    yield switch
    for alias in ("default", "auth", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = before
    for name in names:
        cluster.drop(name)
