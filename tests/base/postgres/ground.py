"""Places for real servers: in the system's temporary folder, passable for every user."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hubtable.base.postgres.binaries import choose
from hubtable.base.postgres.supervisor import Server


@contextmanager
def new_ground() -> Iterator[Path]:
    """An empty folder, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hub-test-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def settle(ground: Path, original: Path) -> None:
    """Put a copy of a finished server's data into ground/pg: quicker than making one."""
    subprocess.run(["cp", "-a", str(original / "pg"), str(ground / "pg")], check=True)


@contextmanager
def settled_once() -> Iterator[Path]:
    """The data to copy from."""
    with new_ground() as original:
        with Server(original / "pg", roles=[], binaries=choose(), fsync=False):
            pass
        yield original
