"""Raw SQL by a curious seat: what the web's role may not do, whoever acts."""

import psycopg
import pytest

from hubtable.base.lock.policies import AUTH_TABLES
from tests.cluster import NAME, Cluster
from tests.world import World, token_for

ACCOUNTS = sorted(AUTH_TABLES.keys() - {"base_installation", "django_migrations"})


@pytest.mark.parametrize("table", [*ACCOUNTS, "lock.key", "lock.matrix", "lock.moves"])
def test_no_seat_reads_accounts_or_the_key(cluster: Cluster, world: World, table: str) -> None:
    from django.db import connection as django

    name = django.settings_dict["NAME"]
    with psycopg.connect(**cluster.conninfo(name, f"{NAME}_app")) as connection:
        token = token_for(world["police"])
        connection.execute("SELECT set_config('hubtable.actor', %s, true)", [token])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"TABLE {table}".encode())
