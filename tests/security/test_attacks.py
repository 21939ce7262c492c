"""Raw SQL through the web's own role: refused or nothing, and nothing has changed."""

import pytest

from tests.security.probes import noticed
from tests.security.probes_directory import DIRECTORY
from tests.security.probes_faces import FACES
from tests.security.probes_functions import FUNCTIONS
from tests.security.probes_later import LATER
from tests.security.probes_meeting import MEETINGS
from tests.security.probes_posting import POSTING
from tests.security.probes_public import PUBLIC
from tests.security.probes_room import ROOM
from tests.security.probes_rows import ROWS
from tests.security.probes_tables import TABLES
from tests.security.scene import Scene

ATTACKS = FUNCTIONS | ROWS | POSTING | MEETINGS | LATER | TABLES | FACES | ROOM | DIRECTORY | PUBLIC


@pytest.mark.parametrize("theme", ATTACKS)
def test_every_attack_meets_a_wall(stage: Scene, theme: str) -> None:
    before = everything(stage)
    assert list(noticed(stage, ATTACKS[theme])) == []
    assert everything(stage) == before


def test_every_attack_has_its_own_name() -> None:
    names = [probe.name for probes in ATTACKS.values() for probe in probes]
    assert len(set(names)) == len(names) > 500


def everything(stage: Scene) -> str:
    """Return a digest of all rows of all tables."""
    with stage.cluster.as_superuser(stage.database) as past:
        names = past.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        each = " UNION ALL ".join(f"SELECT '{n}' || t::text FROM {n} t" for (n,) in names)
        digest = past.execute(
            f"SELECT md5(string_agg(x, '' ORDER BY x)) FROM ({each}) a(x)".encode()
        )
        row = digest.fetchone()
    assert row is not None
    return str(row[0])
