"""The lock can be put in again, and what was changed by hand is named."""

import pytest

from hubtable.base.lock.comparing import differences
from hubtable.config.installing import RULES
from tests.cluster import NAME, Cluster


def _differences(cluster: Cluster, database: str) -> list[str]:
    import psycopg
    from django.conf import settings

    with psycopg.connect(**cluster.conninfo(database, f"{NAME}_owner")) as connection:
        found = differences(
            connection.cursor(),
            installation=NAME,
            actor_key=settings.KEYS.get("actor"),
            rules=RULES,
        )
        connection.rollback()
    return found


def test_an_untouched_lock_is_as_declared(cluster: Cluster, database: str) -> None:
    assert _differences(cluster, database) == []


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ("DROP POLICY app_select ON table_report", "policy table_report.app_select is missing"),
        (
            "CREATE POLICY more ON table_report FOR SELECT TO hubtable_app USING (true)",
            "policy table_report.more is not declared",
        ),
        (
            "ALTER TABLE vault_sealed NO FORCE ROW LEVEL SECURITY",
            "row security vault_sealed was changed",
        ),
        ("GRANT INSERT ON vault_ledger TO hubtable_app", "grant vault_ledger was changed"),
        (
            "GRANT UPDATE (lead) ON table_report TO hubtable_app",
            "column grant table_report.lead is not declared",
        ),
        (
            "INSERT INTO lock.matrix VALUES ('submitted', 'table', 'described', 'always')",
            "matrix submitted table described is not declared",
        ),
        (
            "CREATE OR REPLACE FUNCTION lock.refuse() RETURNS void LANGUAGE sql AS ''",
            "function lock.refuse() was changed",
        ),
    ],
)
def test_a_change_by_hand_is_named(cluster: Cluster, database: str, fault: str, named: str) -> None:
    with cluster.as_superuser(database) as connection:
        connection.execute(fault)
    assert named in _differences(cluster, database)
