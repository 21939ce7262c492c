from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.base.postgres.ground import new_ground, settle, settled_once

from hubtable.base.postgres.binaries import installed
from hubtable.base.postgres.provisioning import login_roles
from hubtable.base.postgres.supervisor import Server

EVERY = [
    pytest.param(binaries, id=f"{binaries.origin}-{binaries.major}") for binaries in installed()
]
GUESTS = ("maker", "holder", "nobody_special", "guest")


@pytest.fixture
def ground() -> Iterator[Path]:
    with new_ground() as folder:
        yield folder


@pytest.fixture(scope="session")
def original() -> Iterator[Path]:
    with settled_once() as folder:
        yield folder


@pytest.fixture
def settled(ground: Path, original: Path) -> Path:
    """A ground with the data of a server in `pg`."""
    settle(ground, original)
    return ground


@pytest.fixture(scope="session", params=EVERY)
def private(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One running server, freshly made, of each PostgreSQL on this machine."""
    names = ("hub", "second", *(f"of_{guest}" for guest in GUESTS))
    roles = [*GUESTS, *(role for name in names for role in login_roles(name))]
    with (
        new_ground() as folder,
        Server(folder / "pg", roles=roles, binaries=request.param, fsync=False) as server,
    ):
        yield server
