"""Practice data, made once a process and cloned for every test."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.cluster import NAME, Cluster
from tests.conftest import _own, _point

if TYPE_CHECKING:
    from hubtable.cli.practice import DemoUser

START = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
"""A Friday, ten in the morning in Massachusetts: the day after the MetroWest Table met."""


@dataclass(frozen=True)
class Practice:
    """What was made, and a superuser's connection to look past the lock."""

    users: "list[DemoUser]"
    start: datetime
    look: psycopg.Connection[tuple[object, ...]]

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Return the rows of a query, whoever may see them."""
        return self.look.execute(query.encode(), values).fetchall()

    def column(self, query: str, *values: object) -> list[object]:
        """Return the first column of a query."""
        return [row[0] for row in self.rows(query, *values)]


def make_at(cluster: Cluster, name: str, start: datetime) -> "list[DemoUser]":
    """Make practice data in a database of its own, which stays."""
    template = cluster.clone(name=name)
    _point(cluster, template)
    from hubtable.cli.practice import make_practice_data

    try:
        return make_practice_data(at=start)
    finally:
        _point(cluster, NAME)


@pytest.fixture(scope="session")
def made(cluster: Cluster) -> "list[DemoUser]":
    """Who can sign in to the template."""
    return make_at(cluster, f"{NAME}_practice", START)


@pytest.fixture
def practice(cluster: Cluster, made: "list[DemoUser]") -> Iterator[Practice]:
    """Practice data in a database of its own, reached through Django's aliases."""
    for name in _own(cluster, f"{NAME}_practice"):
        with cluster.as_superuser(name) as look:
            yield Practice(made, START, look)
