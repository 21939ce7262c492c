"""Writes a directory of any size, generated from the real texts, straight into its tables.

Names and descriptions are sentences of the Washington DC inventory and the Massachusetts sets, put
together anew; places are street ZIP codes of the country, the region or the state.
"""

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import zipcodes

from benchmarks.judged.records import records
from hubtable.directory.rules.vocabulary import categories

STATES = {
    5_000: ("MA",),
    60_000: ("MA", "CT", "RI", "NH", "VT", "ME", "NY", "NJ"),
}
"""Where services of a directory of this size are; larger ones are everywhere."""
AVERAGE = 3
"""Services of one organization."""
LANGUAGES = ("es", "pt", "ht", "fr", "zh", "vi", "km")
TABLES = [
    *("organization", "service", "location", "serviceatlocation", "address", "taxonomy"),
    *("taxonomyterm", "attribute", "language", "schedule", "servicearea", "servicecapacity"),
    "listing",
]
TYPES = {"text": "''", "boolean": "false", "integer": "1", "timestamp with time zone": "now()"}
SAID = {
    "status": "'active'",
    "location_type": "'physical'",
    "address_type": "'physical'",
    "precision": "'exact'",
}


@dataclass(frozen=True, slots=True)
class Pool:
    """What is put together: names, sentences, points."""

    names: list[str]
    organizations: list[str]
    sentences: list[str]
    zips: list[dict[str, Any]]
    terms: list[str]


WRITTEN = 60_000
"""Services written at most: of a larger directory each text stands at several places."""


def pool(material: Path, size: int) -> Pool:
    """Read the real texts and choose the places for a directory of some size."""
    names, sentences = set(), set()
    with (material / "directory/dc-2021-10/services.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names.add(row["name"])
            sentences |= set(re.split(r"(?<=[.!?])\s+", row["description"]))
    raw = records(material)
    sentences |= {sentence for one in raw for sentence in one.text.split(". ")}
    states = next((STATES[limit] for limit in sorted(STATES) if size <= limit), ())
    zips = [
        row
        for row in zipcodes.list_all()  # type: ignore[no-untyped-call]
        if row["zip_code_type"] == "STANDARD" and (not states or row["state"] in states)
    ]
    return Pool(
        sorted(names),
        sorted({one.name for one in raw}),
        sorted(sentence for sentence in sentences if 20 < len(sentence) < 400),
        zips,
        sorted({term for category in categories().values() for term in category.terms}),
    )


def write(connection: Any, size: int, texts: Pool) -> None:
    """Empty the directory and write this many services, each at one place, as a superuser."""
    connection.execute("SET session_replication_role = replica")
    for table in TABLES:
        connection.execute(f"TRUNCATE directory_{table} CASCADE")
        _defaults(connection, f"directory_{table}")
    chance = random.Random(size)
    ids = _ids(chance)
    taxonomy = next(ids)
    _copy(connection, "taxonomy", "id name", [(taxonomy, "Terms")])
    terms = [(next(ids), name, taxonomy) for name in texts.terms]
    _copy(connection, "taxonomyterm", "id name taxonomy_id", terms)
    made: dict[str, list[tuple[Any, ...]]] = {}
    organization, town = UUID(int=0), ""
    for number in range(size):
        place = chance.choice(texts.zips)
        if number % AVERAGE == 0:
            organization, town = next(ids), place["city"]
            name = f"{chance.choice(texts.organizations)} of {town}"
            made.setdefault("organization", []).append((organization, name))
        _one(made, ids, chance, texts, organization, place, terms)
        if number % 20_000 == 0:
            _flush(connection, made)
    _flush(connection, made)
    connection.execute("SET session_replication_role = DEFAULT")
    connection.execute("ANALYZE")


MULTIPLY = """
WITH zips AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY md5(id)) AS number, * FROM directory_place
    WHERE id LIKE 'zip:%%'
)
INSERT INTO directory_listing (id, service_id, location_id, organization_id, name, words, named,
    categories, latitude, longitude, town, state, postal_code, serves, min_age, max_age, languages,
    insurance, free, remote, capacity, hours, told_by, time_zone, checked_on, confidential,
    listed_at)
SELECT gen_random_uuid(), l.service_id, l.location_id, l.organization_id, l.name,
    ts_delete(l.words, ARRAY(
        SELECT '=g' || n || ':' || floor(l.latitude * n) || ':' || floor(l.longitude * n)
        FROM unnest(ARRAY[16, 8, 4, 2, 1]) n))
    || array_to_tsvector(ARRAY(
        SELECT '=g' || n || ':' || floor(z.latitude * n) || ':' || floor(z.longitude * n)
        FROM unnest(ARRAY[16, 8, 4, 2, 1]) n)),
    l.named, l.categories, z.latitude, z.longitude, z.town, z.state, z.name, l.serves, l.min_age,
    l.max_age, l.languages, l.insurance, l.free, l.remote, l.capacity, l.hours, l.told_by,
    l.time_zone, l.checked_on, l.confidential, l.listed_at
FROM directory_listing l CROSS JOIN generate_series(2, %(times)s) copy
JOIN zips z ON z.number = 1 + abs(hashtext(l.id::text || copy)) %% (SELECT count(*) FROM zips)
"""


def multiply(connection: Any, times: int) -> None:
    """Let every listing stand at so many places of the country, as a superuser."""
    connection.execute("SET session_replication_role = replica")
    connection.execute(MULTIPLY, {"times": times})
    connection.execute("SET session_replication_role = DEFAULT")


COLUMNS = {
    "organization": "id name",
    "service": "id organization_id name description minimum_age maximum_age fees",
    "location": "id organization_id latitude longitude precision",
    "serviceatlocation": "id service_id location_id",
    "address": "id location_id city state_province postal_code",
    "attribute": "id link_id link_entity taxonomy_term_id",
    "language": "id service_id code",
    "schedule": "id service_id freq byday opens_at closes_at",
    "servicearea": "id service_id name",
    "servicecapacity": "id service_id status",
}


def _one(
    made: dict[str, list[tuple[Any, ...]]],
    ids: Iterator[UUID],
    chance: random.Random,
    texts: Pool,
    organization: UUID,
    place: dict[str, Any],
    terms: list[tuple[Any, ...]],
) -> None:
    service, location = next(ids), next(ids)
    words = " ".join(chance.choices(texts.sentences, k=3))
    aged = chance.random() < 0.25
    least, most = (chance.choice((0, 12, 18, 60)), chance.choice((24, 64, 120)))
    fees = "free" if chance.random() < 0.3 else ""
    name = chance.choice(texts.names)
    rows: dict[str, tuple[Any, ...]] = {
        "service": (
            *(service, organization, name, words),
            *(least if aged else None, most if aged else None, fees),
        ),
        "location": (location, organization, *_near(place, chance), "exact"),
        "serviceatlocation": (next(ids), service, location),
        "address": (next(ids), location, place["city"], place["state"], place["zip_code"]),
        "attribute": (next(ids), service, "service", chance.choice(terms)[0]),
    }
    if chance.random() < 0.3:
        rows["language"] = (next(ids), service, chance.choice(LANGUAGES))
    if chance.random() < 0.4:
        rows["schedule"] = (next(ids), service, "WEEKLY", "MO,TU,WE,TH,FR", "09:00", "17:00")
    if chance.random() < 0.4:
        rows["servicearea"] = (next(ids), service, place["city"])
    if chance.random() < 0.1:
        rows["servicecapacity"] = (next(ids), service, chance.choice(("open", "full")))
    for table, row in rows.items():
        made.setdefault(table, []).append(row)


def _near(place: dict[str, Any], chance: random.Random) -> tuple[float, float]:
    latitude, longitude = float(place["lat"]), float(place["long"])
    return round(latitude + chance.gauss(0, 0.02), 6), round(longitude + chance.gauss(0, 0.02), 6)


def _ids(chance: random.Random) -> Iterator[UUID]:
    while True:
        yield UUID(int=chance.getrandbits(128), version=4)


def _flush(connection: Any, made: dict[str, list[tuple[Any, ...]]]) -> None:
    for table, rows in made.items():
        _copy(connection, table, COLUMNS[table], rows)
    made.clear()


def _copy(connection: Any, table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    named = ", ".join(columns.split())
    with connection.cursor().copy(f"COPY directory_{table} ({named}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _defaults(connection: Any, table: str) -> None:
    """Let columns nobody fills here be empty: Django keeps no defaults in the database."""
    columns = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
        " AND is_nullable = 'NO' AND column_default IS NULL",
        [table],
    ).fetchall()
    for column, kind in columns:
        if default := SAID.get(column) or TYPES.get(kind):
            connection.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET DEFAULT {default}')
