"""The program as a process, against a database of the tests."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.cluster import Cluster

Ran = subprocess.CompletedProcess[str]
Run = Callable[..., Ran]


@pytest.fixture
def program(cluster: Cluster, serving: dict[str, str], database: str) -> Run:
    """Run `python -m hubtable …` on a real Hub's empty database; keywords are its settings."""
    with cluster.as_superuser(database) as look:
        look.execute("SELECT lock.install(false, now())")

    def run(*arguments: str, **settings: str) -> Ran:
        return subprocess.run(
            [sys.executable, "-m", "hubtable", *arguments],
            env={**os.environ, **serving, **settings},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
