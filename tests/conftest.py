"""Fixtures of all tests. The server starts when the first test needs it, once a process."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.browsing import launch_options
from tests.cluster import NAME, Cluster, env_of, memory
from tests.world import World, build

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
os.environ.setdefault("HUBTABLE_PLAIN_STATIC", "1")

# No test is timed: on a busy machine the first case of a run takes seconds to draw.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium where there is one."""
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running server whose database `hubtable` is migrated and locked: the template."""
    cluster = Cluster(within=memory())
    cluster.start()
    try:
        import django
        from django.test.utils import setup_test_environment

        django.setup()
        setup_test_environment()
        from hubtable.config.installing import upgrade

        upgrade(installation=NAME)
        yield cluster
    finally:
        cluster.stop()


def _point(cluster: Cluster, database: str) -> None:
    from django.db import connections

    for alias in ("default", "auth", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    """An own empty database for one test, reached through Django's aliases; its name."""
    yield from _own(cluster, NAME)


def _own(cluster: Cluster, template: str) -> Iterator[str]:
    name = cluster.clone(template)
    _point(cluster, name)
    try:
        yield name
    finally:
        _point(cluster, NAME)
        cluster.drop(name)


@pytest.fixture(scope="session")
def cast(cluster: Cluster) -> tuple[World, str]:
    """The cast, and the template database it lives in: made once, cloned for every test."""
    template = cluster.clone(name=f"{NAME}_world")
    _point(cluster, template)
    made = build()
    _point(cluster, NAME)
    return made, template


@pytest.fixture
def world(cluster: Cluster, cast: tuple[World, str]) -> Iterator[World]:
    """The cast in a database of its own, reached through Django's aliases."""
    made, template = cast
    for _ in _own(cluster, template):
        yield made


@pytest.fixture
def serving(cluster: Cluster, database: str) -> dict[str, str]:
    """Settings for a separate process that serves this test's database."""
    return dict(env_of(cluster, database))
