"""The published Massachusetts records as relevance reads them: raw fields, no database.

Three sets (`directory/ma-food`, `ma-courts`, `ma-youth-services` of the test material), one record
a row. The kinds of a record come from its own labels and its name alone.
"""

import csv
import html
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COURTS = {
    "bmc": "bmc",
    "district_courts": "district",
    "housing_courts": "housing",
    "juvenile_courts": "juvenile",
    "probate_and_family_courts": "probate",
    "superior_courts": "superior",
    "appeals_court": "appeals",
    "land_court": "land",
    "supreme_judicial_court": "supreme",
}
FOOD = {"Food Pantry": "pantry", "Mobile Food Bank": "mobile", "Meal Site": "meal"}
YOUTH = {
    "counseling": ("counseling", "psychiatric"),
    "primary": ("primary care",),
    "sexual": ("sexual health",),
    "testing": ("screening",),
    "hiv": ("hiv",),
    "hotline": ("hotline",),
    "legal": ("legal",),
    "shelter": ("shelter", "placement services", "emergency placement"),
    "substance": ("substance",),
    "dv": ("domestic",),
    "sexviolence": ("sexual violence",),
    "casemanagement": ("case management",),
    "job": ("job",),
    "dropin": ("drop-in",),
    "dental": ("dental",),
    "suicide": ("suicide",),
    "faith": ("faith",),
    "group": ("community group",),
    "advocacy": ("advocacy",),
    "health": ("health care",),
    "trans": ("transgender",),
    "family": ("family",),
}
"""Kind → words, one of which stands in one of the record's labels."""
WEEK = re.compile(r"monday\s*-\s*friday:?\s*(\d+):(\d+)\s*am\s*-\s*(\d+):(\d+)\s*pm")


@dataclass(frozen=True, slots=True)
class Raw:
    """One record. `days` are the weekdays it names, `hours` minutes of Monday to Friday."""

    key: str
    name: str
    text: str
    town: str
    postal_code: str
    latitude: float
    longitude: float
    kinds: frozenset[str]
    days: frozenset[int]
    hours: tuple[int, int] | None
    labels: tuple[str, ...]
    given: Any


@dataclass(frozen=True, slots=True)
class Place:
    """A town or a ZIP code: its point in degrees, its county."""

    name: str
    latitude: float
    longitude: float
    county: str


def plain(text: str) -> str:
    """Return words only: small letters without accents, one space between."""
    small = unicodedata.normalize("NFKD", html.unescape(text).lower())
    bare = "".join(letter for letter in small if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def records(material: Path) -> list[Raw]:
    """Return all records of the three sets, in the order of the files."""
    folder = material / "directory"
    return [*_food(folder / "ma-food"), *_courts(folder / "ma-courts"), *_youth(folder)]


def _food(folder: Path) -> Iterator[Raw]:
    lines = (folder / "sites.ndjson").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        row = json.loads(line)["input"]
        if row["state"] != "MA":
            continue
        kinds = {FOOD[label] for label in row["services"]}
        if "brown bag" in row["name"].lower():
            kinds.add("brownbag")
        yield Raw(
            key=f"ma-food:{number}",
            name=html.unescape(row["name"]),
            text=html.unescape(row["description"] or ""),
            town=row["city"],
            postal_code=row["zip"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            kinds=frozenset(kinds),
            days=_days(row["description"] or ""),
            hours=None,
            labels=tuple(row["services"]),
            given=row,
        )


def _courts(folder: Path) -> Iterator[Raw]:
    for file, kind in COURTS.items():
        rows = json.loads((folder / f"{file}.json").read_text(encoding="utf-8"))
        for number, row in enumerate(rows, 1):
            hours = WEEK.search(" ".join(row.get("hours", "").lower().split()))
            span = hours and [int(part) for part in hours.groups()]
            yield Raw(
                key=f"ma-courts:{file}:{number}",
                name=row["name"],
                text=row["description"],
                town=row["address"]["city"],
                postal_code=row["address"]["zip"],
                latitude=row["location"]["latitude"],
                longitude=row["location"]["longitude"],
                kinds=frozenset({kind, "court"}),
                days=frozenset(range(5)) if span else frozenset(),
                hours=(span[0] * 60 + span[1], (span[2] + 12) * 60 + span[3]) if span else None,
                labels=(),
                given=row,
            )


def _youth(folder: Path) -> Iterator[Raw]:
    file = folder / "ma-youth-services" / "data.geojson"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    for number, feature in enumerate(features, 1):
        row = feature["properties"]
        labels = [
            *row["youth_category"],
            *row["service_class_level_1"],
            *row["service_class_level_2"],
            *row["target_populations"],
        ]
        said = [label.lower() for label in labels]
        longitude, latitude = feature["geometry"]["coordinates"]
        yield Raw(
            key=f"ma-youth:{number}",
            name=row["organization_name"],
            text=row["additional_notes"],
            town=row["city"],
            postal_code=row["address"][-5:] if row["address"][-5:].isdigit() else "",
            latitude=latitude,
            longitude=longitude,
            kinds=frozenset(
                kind
                for kind, words in YOUTH.items()
                if any(word in label for word in words for label in said)
            ),
            days=frozenset(),
            hours=None,
            labels=tuple(dict.fromkeys(labels)),
            given=row,
        )


def _days(text: str) -> frozenset[int]:
    said = plain(text)
    return frozenset(n for n, day in enumerate(DAYS) if re.search(rf"\b{day}s?\b", said))


def places(material: Path) -> dict[str, Place]:
    """Return Massachusetts ZIP codes, and towns by their plain name (the middle of their ZIPs)."""
    found: dict[str, list[Place]] = {}
    with (material / "geo" / "ma_zips.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = float(row["lat_zcta"] or row["lat_zipcodes"])
            there = float(row["lon_zcta"] or row["lon_zipcodes"])
            place = Place(row["city"], at, there, row["county"])
            found.setdefault(row["zip"], []).append(place)
            if row["lat_zcta"]:
                for name in (row["city"], *row["acceptable_cities"].split("|")):
                    found.setdefault(plain(name), []).append(place)
    return {name: _middle(several) for name, several in found.items() if name}


def _middle(several: list[Place]) -> Place:
    count = len(several)
    latitude = sum(place.latitude for place in several) / count
    longitude = sum(place.longitude for place in several) / count
    return Place(several[0].name, latitude, longitude, several[0].county)
