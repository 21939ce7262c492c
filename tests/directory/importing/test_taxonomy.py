"""Open Eligibility from its own file: every term once, under its parent; again nothing changes."""

from tests.cluster import Cluster
from tests.directory.importing.feeds import bring, counted, rows
from tests.material import MATERIAL, needs_material

FILE = MATERIAL / "taxonomy" / "open-eligibility"


@needs_material
def test_the_terms_come_in_once(cluster: Cluster, database: str) -> None:
    first = counted(bring(FILE / "taxonomy.csv"), "read", "new", "quarantined")
    assert first["taxonomy_term"] == (289, 289, 0)
    again = counted(bring(FILE / "taxonomy.csv"), "read", "new", "changed", "unchanged")
    assert again["taxonomy_term"] == (289, 0, 0, 289), "the same source, known by its terms"
    top = rows(
        cluster, database, "SELECT count(*) FROM directory_taxonomyterm WHERE parent_id IS NULL"
    )
    assert top == [(11,)]
    care = rows(
        cluster,
        database,
        "SELECT p.name FROM directory_taxonomyterm t JOIN directory_taxonomyterm p"
        " ON p.id = t.parent_id WHERE t.name = 'Birth Control'",
    )
    assert care == [("Medical Care",)]
    names = rows(cluster, database, "SELECT name FROM directory_taxonomy")
    assert names == [("Open Eligibility",)]
