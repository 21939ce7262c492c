"""Real published data to try the program on. It is not part of the project: its licenses differ."""

import os
from pathlib import Path

import pytest

MATERIAL = Path(
    os.environ.get("HUBTABLE_TEST_MATERIAL")
    or Path(__file__).resolve().parents[2] / "shared" / "data"
)
"""The folder that holds it: `directory/`, `hsds/`, `taxonomy/`, `geo/`."""

needs_material = pytest.mark.skipif(
    not MATERIAL.is_dir(), reason="no published data here: name its folder HUBTABLE_TEST_MATERIAL"
)
