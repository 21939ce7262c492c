"""Counting the rows of every table, by a role that is known to see them all."""

from typing import Any

import psycopg
from psycopg import sql

from hubtable.cli.place import CannotRun

Connection = psycopg.Connection[Any]

TABLES = """
SELECT relname::text FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
"""
BYPASSES = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
HIDING = """
SELECT c.relname::text FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND (
    NOT EXISTS (
        SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive
        AND p.polcmd IN ('r', '*') AND pg_get_expr(p.polqual, p.polrelid) = 'true'
        AND (SELECT oid FROM pg_roles WHERE rolname = current_user) = ANY (p.polroles))
    OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive))
ORDER BY c.relname
"""
"""Tables that have no policy by which the current role reads every row, or one that narrows it."""


def tables(connection: Connection) -> list[str]:
    """Return the names of all tables."""
    return [name for (name,) in connection.execute(TABLES)]


def sees_through_policies(connection: Connection) -> bool:
    """Say whether the role reads every row by policies (True) or past row security (False).

    A role that is stopped at a table would dump it empty, and count it empty as well.

    :raises CannotRun: when some table would hide rows from it.
    """
    (bypasses,) = connection.execute(BYPASSES).fetchone() or (False,)
    if bypasses:
        connection.execute("SET row_security = off")  # from here on: all rows, or an error
        return False
    hiding = [name for (name,) in connection.execute(HIDING)]
    if hiding:
        raise CannotRun(
            f"The database role {connection.info.user} does not see every row: row security hides "
            f"{len(hiding)} tables from it, {hiding[0]} first. Use the role that ends in _backup; "
            "`hubtable init` lets it read them."
        )
    return True


def count(connection: Connection) -> dict[str, int]:
    """Return table → rows, all in one transaction of the caller."""
    counted = {}
    for name in tables(connection):
        asked = sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(name))
        row = connection.execute(asked).fetchone()
        counted[name] = int(row[0]) if row else 0
    return counted


def migrations(connection: Connection) -> list[str]:
    """Return `app.name` of every migration applied."""
    found = connection.execute("SELECT app, name FROM public.django_migrations ORDER BY 1, 2")
    return [f"{app}.{name}" for app, name in found]


def different(expected: dict[str, int], found: dict[str, int]) -> str:
    """Return the tables whose rows differ, in words; empty when none do."""
    wrong = [
        f"{name} has {found.get(name, 'no table')} rows instead of {expected.get(name, 'no table')}"
        for name in sorted(expected.keys() | found.keys())
        if expected.get(name) != found.get(name)
    ]
    more = f", and {len(wrong) - 3} more tables" if len(wrong) > 3 else ""
    return "; ".join(wrong[:3]) + more
