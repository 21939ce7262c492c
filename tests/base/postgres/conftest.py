"""Real servers on ground of their own: the system's temporary folder, passable for every user."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubtable.base.postgres.binaries import Binaries, installed
from hubtable.base.postgres.provisioning import login_roles
from hubtable.base.postgres.supervisor import Server

EVERY = [pytest.param(b, id=f"{b.origin}-{b.major}") for b in installed()]
ADMINS = ("maker", "holder", "nobody_special")


@pytest.fixture
def ground() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hub-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session", params=EVERY)
def private(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One running server of each PostgreSQL on this machine."""
    binaries: Binaries = request.param
    folder = Path(tempfile.mkdtemp(prefix="hub-test-"))
    folder.chmod(0o711)
    roles = [*ADMINS, "guest"]
    for name in ("hub", "second", *(f"of_{admin}" for admin in ADMINS)):
        roles += login_roles(name)
    with Server(folder / "pg", roles=roles, binaries=binaries, fsync=False) as server:
        yield server
    shutil.rmtree(folder)
