"""Playing two years in seconds: what a made-up past may leave out on its way into the database.

Nothing of who may do what: every act goes through the same actions and the same lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unhurried() -> Iterator[None]:
    """Let commits not wait for the disk; the accounts' commit at the end waits for all of them."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")


@contextmanager
def savepoints(*, kept: bool) -> Iterator[None]:
    """Keep savepoints or leave them out; they are more than half of all statements.

    Left out, whatever is refused ends the whole making, as it should: the script is wrong then.
    """
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = kept
    try:
        yield
    finally:
        connection.features.uses_savepoints = before
