"""Directories to ask: one of invented records, and one of all published sets that are here."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster import NAME, Cluster
from tests.conftest import _own, _point
from tests.directory.importing.feeds import bring
from tests.interop.hsds.invented import Invented, invent
from tests.material import MATERIAL
from tests.world import World

MAPPINGS = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "mappings"
SETS = {
    "openreferral-sample/all_resources": "",
    "dc-2021-10": "",
    "dc-2022-07": "",
    "bc211-airs-xml/BC211_data_excerpt.xml": "",
    "ma-courts": "courts.toml",
    "ma-food/sites.ndjson": "food.toml",
    "ma-youth-services/data.geojson": "youth.toml",
}
"""Set → mapping file, where it is no HSDS."""


@pytest.fixture(scope="session")
def invented_template(cluster: Cluster, cast: tuple[World, str]) -> tuple[Invented, str]:
    """The invented directory, made once and cloned for every test."""
    world, before = cast
    template = cluster.clone(before, f"{NAME}_invented")
    _point(cluster, template)
    made = invent(world)
    _point(cluster, NAME)
    return made, template


@pytest.fixture
def invented(cluster: Cluster, invented_template: tuple[Invented, str]) -> Iterator[Invented]:
    """The invented directory in a database of its own."""
    made, template = invented_template
    for _ in _own(cluster, template):
        yield made


@pytest.fixture(scope="session")
def published_template(cluster: Cluster) -> str:
    """All published sets in one directory."""
    template = cluster.clone(name=f"{NAME}_published")
    _point(cluster, template)
    for name, mapping in SETS.items():
        bring(
            MATERIAL / "directory" / name,
            mapping=MAPPINGS / mapping if mapping else None,
            source=re.sub(r"\W+", "-", name.partition("/")[0]),
        )
    _point(cluster, NAME)
    return template


@pytest.fixture
def published(cluster: Cluster, published_template: str) -> Iterator[str]:
    """All published sets in a database of its own; its name."""
    yield from _own(cluster, published_template)
