"""Locations a feed gives no point for: the middle of their ZIP code, else of their town.

The point says how exact it is, and goes when the feed gives one. Of a confidential place none is
kept, and where a steward took the point away it stays away.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hubtable.directory.actions.importing.report import Report
from hubtable.directory.actions.importing.statements import CELL, ROW
from hubtable.directory.actions.placing import know_places
from hubtable.directory.models import Location
from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_point import PointRead, Precision, placed

NEAR = 0.25
"""Degrees off its ZIP code's middle within which a point cannot be too far away."""
FETCHED = 2_000
FOUND = """
SELECT * FROM (
    SELECT l.id, l.latitude, l.longitude, a.postal_code, lower(a.city), a.state_province,
        z.latitude AS z, z.longitude AS x, t.latitude, t.longitude,
        l.latitude IS NULL AND NOT EXISTS (SELECT FROM directory_change c
            WHERE c.record = l.id AND c.field = 'latitude' AND c.how <> 'import')
        OR l.precision IN ('zip', 'town') AND l.changed_at <> %(at)s
            AND (l.latitude, l.longitude) IN (SELECT p.latitude, p.longitude FROM directory_place p)
            AS lacking
    FROM directory_location l
    JOIN LATERAL (
        SELECT a.* FROM directory_address a WHERE a.location_id = l.id AND a.ended_at IS NULL
        ORDER BY a.address_type <> 'physical', a.id LIMIT 1) a ON true
    LEFT JOIN directory_place z ON z.id = 'zip:' || left(a.postal_code, 5)
    LEFT JOIN directory_place t ON t.id = 'town:' || a.state_province || ':' || trim(
        regexp_replace(lower(public.unaccent(a.city)), '[^a-z0-9]+', ' ', 'g'))
    WHERE l.source_id = %(source)s AND NOT l.confidential AND l.location_type <> 'virtual'
        AND a.country IN ('', 'US', 'PR') AND (l.changed_at = %(at)s
            OR l.id IN (SELECT location_id FROM directory_address WHERE changed_at = %(at)s))
) given (id, latitude, longitude, code, town, state, z, x, tz, tx, lacking)
WHERE lacking OR abs(latitude - z) > %(near)s OR abs(longitude - x) > %(near)s
"""
"""What this run brought without a point, or where a ZIP code stood for it and may be another now;
and points off their ZIP code."""
PUT = """
UPDATE directory_location l SET latitude = (c[2])::float8, longitude = (c[3])::float8,
    precision = c[4], changed_at = %s, version = version + (changed_at <> %s)::integer
FROM string_to_table(%s, E'\\x1e') line, string_to_array(line, E'\\x1f') c
WHERE l.id = (c[1])::uuid
"""


def locate(source: UUID, at: datetime, report: Report) -> None:
    """Give points to what this run brought without; count points far from their ZIP code."""
    lacking = Location.objects.filter(source_id=source, changed_at=at, latitude=None)
    if lacking.filter(confidential=False).exclude(location_type="virtual").exists():
        know_places(by=None, at=at)
    for rows in _found({"source": source, "at": at, "near": NEAR}):
        points = [(row[0], _placed(row)) for row in rows]
        far = sum(Problem.FAR_FROM_ZIP in point.problems for _, point in points)
        if far:
            report.remarks["location", "latitude", str(Problem.FAR_FROM_ZIP)] += far
        _put([one for one in points if one[1].precision is not Precision.EXACT], at)


def _found(given: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(FOUND, given)
        while rows := cursor.fetchmany(FETCHED):
            yield rows


def _placed(row: tuple[Any, ...]) -> PointRead:
    """Return where a location is: its own point is exact here, whatever its digits."""
    _, latitude, longitude, code, town, state, *centers, lacking = row
    own = PointRead(("", ""), latitude, longitude, Precision.EXACT)
    return placed(
        PointRead(("", "")) if lacking else own,
        postal_code=code,
        town=town,
        state=state,
        zips={code[:5]: (centers[0], centers[1])} if centers[0] is not None else {},
        towns={(town, state): (centers[2], centers[3])} if centers[2] is not None else {},
    )


def _put(points: list[tuple[UUID, PointRead]], at: datetime) -> None:
    rows = [
        CELL.join((str(pk), repr(one.latitude), repr(one.longitude), str(one.precision)))
        for pk, one in points
        if one.latitude is not None
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(PUT, [at, at, ROW.join(rows)])
