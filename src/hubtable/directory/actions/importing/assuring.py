"""The day a source says a record was checked is a confirmation like others, once for each day."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import connection

from hubtable.directory.actions.importing.statements import CELL, ROW, table_name
from hubtable.directory.models.verifying import LEVELS

TOLD = """
WITH told AS MATERIALIZED (
    SELECT (c[1])::uuid AS id, (c[2])::uuid AS record, (c[3])::date AS day
    FROM string_to_table(%s, E'\\x1e') line, string_to_array(line, E'\\x1f') c),
kept AS (
    INSERT INTO directory_verification
        (id, record, level, verified_at, due_at, how, name, title)
    SELECT id, record, '{table}', day + time '12:00' AT TIME ZONE 'UTC',
        day + 365 + time '12:00' AT TIME ZONE 'UTC', 'import', '', ''
    FROM told ON CONFLICT (id) DO NOTHING)
UPDATE "{target}" t SET checked_on = told.day FROM told
WHERE t.id = told.record AND (t.checked_on IS NULL OR t.checked_on < told.day)
"""
"""Noon in Greenwich is the same day in all of America. A later day of our own stays."""


def assure(table: str, told: Iterable[tuple[str, str]], at: datetime) -> None:
    """Keep that records were checked; `told`: id and day. A day to come says nothing."""
    today = at.date()
    rows = [
        CELL.join((str(uuid5(UUID(record), f"import {day}")), record, day))
        for record, day in told
        if date.fromisoformat(day) <= today
    ]
    if table in LEVELS and rows:
        with connection.cursor() as cursor:
            statement = TOLD.format(table=table, target=table_name(table))
            cursor.execute(statement, [ROW.join(rows)])
