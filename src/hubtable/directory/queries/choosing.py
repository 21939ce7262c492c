"""What can be chosen in the finder because the directory holds it."""

from collections.abc import Mapping

from django.db import connection

MOST = 40
"""Insurances offered: more would not be a choice, but a list to search."""

KIND = "lower(coalesce(nullif(code, ''), name))"
INSURANCES = """
WITH RECURSIVE taken (kind, count) AS (
    (SELECT {kind}, 1 FROM directory_insuranceaccepted WHERE ended_at IS NULL
     ORDER BY {kind} LIMIT 1)
    UNION ALL
    SELECT (SELECT {kind} FROM directory_insuranceaccepted
            WHERE ended_at IS NULL AND {kind} > t.kind ORDER BY {kind} LIMIT 1), t.count + 1
    FROM taken t WHERE t.kind IS NOT NULL AND t.count < %(most)s
)
SELECT t.kind, n.name FROM taken t CROSS JOIN LATERAL (
    SELECT name FROM directory_insuranceaccepted
    WHERE ended_at IS NULL AND {kind} = t.kind LIMIT 1
) n ORDER BY lower(n.name)
"""
"""From each kind to the next by the index: the rows of a kind need not be read."""


def insurances() -> Mapping[str, str]:
    """Return the insurances services say they take: code as listings hold it → name. One query."""
    with connection.cursor() as cursor:
        cursor.execute(INSURANCES.format(kind=KIND), {"most": MOST})
        return dict(cursor.fetchall())
