"""Signing in lives behind its own role: the role of the pages reads none of its tables."""

import psycopg
import pytest

from tests.cluster import NAME, Cluster

TABLES = (
    "accounts_user",
    "accounts_session",
    "accounts_invitation",
    "accounts_cache",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "auth_group",
    "auth_permission",
    "django_content_type",
)
STATEMENTS = (
    "SELECT 1 FROM {}",
    "SELECT count(*) FROM {}",
    "TABLE {}",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "COPY {} TO STDOUT",
    "CREATE TABLE stolen AS TABLE {}",
    "BEGIN; LOCK TABLE {} IN SHARE MODE; COMMIT",
    "ALTER TABLE {} OWNER TO CURRENT_USER",
    "CREATE POLICY open ON {} USING (true)",
)


@pytest.mark.parametrize("table", TABLES)
def test_the_role_of_the_pages_reaches_no_table(
    cluster: Cluster, database: str, table: str
) -> None:
    with psycopg.connect(
        **cluster.conninfo(database, f"{NAME}_app"), autocommit=True
    ) as connection:
        for statement in STATEMENTS:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.format(table))
            connection.rollback()


def test_nothing_of_accounts_escaped_the_list(cluster: Cluster, database: str) -> None:
    """A new table of these apps without a line here would be a table nobody tried."""
    from django.apps import apps

    from hubtable.config.routers import AUTH_APPS

    ours = {m._meta.db_table for m in apps.get_models() if m._meta.app_label in AUTH_APPS}
    linked = {"auth_group_permissions"}
    assert ours | {"accounts_cache"} == set(TABLES) - linked


def test_no_seat_of_a_hub_can_be_reached_from_here(cluster: Cluster, database: str) -> None:
    with psycopg.connect(
        **cluster.conninfo(database, f"{NAME}_auth"), autocommit=True
    ) as connection:
        for table in ("hubs_person", "hubs_seat", "table_discussion", "vault_sealed"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT 1 FROM {table}")
        for role in (f"{NAME}_app", f"{NAME}_keeper", f"{NAME}_owner"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SET ROLE {role}")


def test_no_foreign_key_crosses_the_wall(cluster: Cluster, database: str) -> None:
    with cluster.as_superuser(database) as connection:
        pairs = connection.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text"
            " FROM pg_constraint WHERE contype = 'f'"
        ).fetchall()
    crossing = [p for p in pairs if len({one in TABLES for one in p}) == 2]
    assert [p for p in crossing if "auth_group_permissions" not in p] == []
