"""Tests run as the roles the program serves with, or their green means nothing."""

import psycopg
import pytest

from hubtable.base.postgres.provisioning import refuse_role
from tests.cluster import NAME, Cluster


@pytest.mark.parametrize("role", ["app", "auth"])
def test_serving_roles_stand_below_row_security(cluster: Cluster, role: str) -> None:
    with psycopg.connect(**cluster.conninfo(NAME, f"{NAME}_{role}")) as connection:
        refuse_role(connection)


def test_a_stranger_sees_no_row(database: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM lock.acting()")
        assert cursor.fetchall() == [(None,)]
        cursor.execute("SELECT count(*) FROM table_discussion")
        assert cursor.fetchall() == [(0,)]
