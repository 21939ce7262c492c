"""Takes the ZIP codes and towns of the United States into the database, once.

Source: the package `zipcodes` (MIT). A PO box shares the point of its county there, so a town lies
in the middle of its street ZIP codes, and a PO box in the middle of its town.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import zipcodes
from django.db import connection

from hubtable.directory.models import Place
from hubtable.directory.rules.spelling import fold
from hubtable.kernel.seat import Seat

INSERT = """
INSERT INTO directory_place (id, name, shown, town, state, county, latitude, longitude, listings)
SELECT p.*, 0 FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::float8[], %s::float8[]) p
"""
Row = tuple[str, str, str, str, str, str, float, float]


def know_places(*, by: Seat | None, at: datetime) -> int:
    """Fill the table of places where it is empty; return how many were taken in."""
    if Place.objects.exists():
        return 0
    rows = {row[0]: row for row in _rows()}
    columns = [list(column) for column in zip(*rows.values(), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, columns)
    return len(rows)


def _rows() -> Iterator[Row]:
    known: list[dict[str, Any]] = zipcodes.list_all()  # type: ignore[no-untyped-call]
    zips = [row for row in known if row["lat"] and row["zip_code_type"] != "MILITARY"]
    towns: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for row in zips:
        point = (float(row["lat"]), float(row["long"]))
        if row["zip_code_type"] == "STANDARD":
            towns.setdefault((row["state"], row["city"]), []).append(point)
    for row in zips:
        also = row["acceptable_cities"] if row["zip_code_type"] == "STANDARD" else []
        for name in also:
            if (row["state"], name) not in towns:
                towns[row["state"], name] = [(float(row["lat"]), float(row["long"]))]
    counties = {(row["state"], row["city"]): row["county"] for row in zips}
    for (state, town), points in towns.items():
        middle = tuple(sum(axis) / len(points) for axis in zip(*points, strict=True))
        county = counties.get((state, town), "")
        yield (_key(state, town), fold(town), f"{town}, {state}", town, state, county, *middle)
    for row in zips:
        point = (float(row["lat"]), float(row["long"]))
        if row["zip_code_type"] != "STANDARD" and (near := towns.get((row["state"], row["city"]))):
            point = tuple(sum(axis) / len(near) for axis in zip(*near, strict=True))
        code, town, state = row["zip_code"], row["city"], row["state"]
        yield (f"zip:{code}", code, f"{code} ({town})", town, state, row["county"], *point)


def _key(state: str, town: str) -> str:
    return f"town:{state}:{fold(town)}"
