"""What of PostgreSQL's own additions the tables need. A dump of one schema does not hold them."""

from typing import Any

import psycopg

EXTENSIONS = ("pg_trgm", "unaccent")
"""Letters three by three (misspellings), accents. Both are trusted: the owner of a database may
make them (PostgreSQL, "CREATE EXTENSION")."""


def make_extensions(connection: psycopg.Connection[Any]) -> None:
    """Make those that are not there, where migrations make them too."""
    for name in EXTENSIONS:
        connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name} WITH SCHEMA public".encode())
