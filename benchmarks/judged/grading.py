"""How right a record is as an answer to a query, 0 to 3, from the record's own fields.

A query (`queries.csv`) says which kinds are wanted and how much each is worth, and may say where,
on which weekday or when, or whose name is meant. Nothing here may know how search ranks: no part
of the program is imported (a house test holds that).

- 3 what was asked for; 2 good too; 1 better than nothing; 0 not an answer.
- where: a court answers for the towns, the county or the commonwealth its description says it
  serves; another court counts at most 1. Others lose nothing in the town or within 3 miles, one
  grade within 10 miles, two within 25, and are no answer beyond.
- weekday: a record that names other days only is no answer; one that names none loses a grade.
- when: a record known to be closed then is no answer; one whose hours are not known loses a grade.
- name: a record whose name contains the words is worth 3, all others nothing.
"""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from benchmarks.judged.records import DAYS, Place, Raw, plain

NEAR, WIDER, FAR = 3, 10, 25
"""Miles."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One query: what is typed, what stands in the box for the place, and what is wanted."""

    id: str
    kind: str
    language: str
    text: str
    box: str
    where: str
    wanted: Mapping[str, int]
    day: int | None
    at: datetime | None
    name: str

    @property
    def held_out(self) -> bool:
        """Whether it is kept for the final figure: a third, by the hash of its id."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 3 == 0


def queries() -> list[Judged]:
    """Return the judged queries. `at` is local time in Massachusetts."""
    with (Path(__file__).parent / "queries.csv").open(encoding="utf-8") as file:
        return [_query(row) for row in csv.DictReader(file)]


def _query(row: dict[str, str]) -> Judged:
    wanted = (part.split("=") for part in row["wanted"].split())
    return Judged(
        id=row["id"],
        kind=row["kind"],
        language=row["language"],
        text=row["text"],
        box=row["box"],
        where=row["where"],
        wanted={kind: int(grade) for kind, grade in wanted},
        day=DAYS.index(row["day"]) if row["day"] else None,
        at=datetime.fromisoformat(row["at"]) if row["at"] else None,
        name=plain(row["name"]),
    )


def grade(query: Judged, record: Raw, places: Mapping[str, Place]) -> int:
    """Return how right the record is, 0 to 3."""
    worth = max((query.wanted.get(kind, 0) for kind in record.kinds), default=0)
    if query.name:
        worth = 3 if f" {query.name}" in f" {plain(record.name)}" else 0
    if worth and query.where:
        worth = _by_place(worth, record, places[plain(query.where)])
    return max(0, worth - _missing(query, record))


def _by_place(worth: int, record: Raw, place: Place) -> int:
    away = miles(record.latitude, record.longitude, place.latitude, place.longitude)
    if "court" in record.kinds:
        return worth if serves(record, place) else min(worth, 1) if away <= FAR else 0
    if plain(record.town) == plain(place.name) or away <= NEAR:
        return worth
    return worth - 1 if away <= WIDER else worth - 2 if away <= FAR else 0


def serves(record: Raw, place: Place) -> bool:
    """Return whether the description of a court names the town, its county or the whole state."""
    said = f" {plain(record.text)} "
    named = f" {plain(place.name)} " in said
    return named or f" {plain(place.county)} " in said or "entire commonwealth" in said


def _missing(query: Judged, record: Raw) -> int:
    if query.day is not None:
        return 1 if not record.days else 0 if query.day in record.days else 3
    if query.at is not None:
        if record.hours is None:
            return 1
        first, last = record.hours
        minute = query.at.hour * 60 + query.at.minute
        return 0 if query.at.weekday() < 5 and first <= minute < last else 3
    return 0


def miles(latitude: float, longitude: float, other: float, there: float) -> float:
    """Return the great-circle distance of two points given in degrees."""
    lat, lon, lat2, lon2 = map(radians, (latitude, longitude, other, there))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 3958.8 * asin(sqrt(half))
