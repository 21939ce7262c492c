"""What Django knows of the program, asked in a process of its own.

Settings that were loaded without a database would spoil every other test of this process.
"""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.house.sources import ROOT

Facts = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Addresses, models and actions, as `tools.reference.facts` gathers them."""
    asked = [sys.executable, "-m", "tools.reference.facts"]
    done = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True)
    gathered: Facts = json.loads(done.stdout)
    return gathered
