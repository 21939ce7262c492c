"""Where a place is: latitude and longitude as feeds give them, and how exactly.

A point that cannot be right is not kept as one; a point that can only be right in one other way
(exchanged, in meters of the Web Mercator projection, EPSG:3857) is read that way and says so.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from hubtable.directory.rules.problems import Problem

COORDINATE = re.compile(
    r"([+-]?)\s*(\d+(?:[.,]\d*)?|\.\d+)(?:[eE]([+-]?\d{1,2}))?\s*°?\s*([NSEWnsew]?)"
)
MERCATOR_RADIUS = 6_378_137.0
MERCATOR_EDGE = 20_037_508.35
EARTH_RADIUS_KM = 6_371.0
FAR_KM = 60.0
"""Farther from the center of its ZIP code a point is reported: the largest ZIP areas of New England
reach about 40 km from their center."""

Pair = tuple[float, float]


class Precision(StrEnum):
    """How exactly a point says where a place is."""

    EXACT = "exact"
    ZIP = "zip"
    TOWN = "town"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The region a directory covers, in degrees, edges included."""

    south: float
    west: float
    north: float
    east: float

    def hold(self, latitude: float, longitude: float) -> bool:
        """Say whether a point lies inside."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


NORTH_AMERICA = Bounds(13.0, -180.0, 84.0, -52.0)
"""The United States with Alaska, Hawaii and Puerto Rico, Canada and Mexico; not Guam."""
WORLD = Bounds(-90.0, -180.0, 90.0, 180.0)


@dataclass(frozen=True, slots=True)
class PointRead:
    """A point as given and as understood, in degrees (WGS 84)."""

    given: tuple[str, str]
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = Precision.NONE
    problems: tuple[Problem, ...] = ()


def read_point(latitude: str, longitude: str, bounds: Bounds = NORTH_AMERICA) -> PointRead:
    """Return the point two texts mean, or none and why."""
    given = (latitude, longitude)
    if not latitude.strip() and not longitude.strip():
        return PointRead(given)
    first, second = _number(latitude), _number(longitude)
    if first is None or second is None:
        return PointRead(given, problems=(Problem.NOT_A_NUMBER,))
    if first == 0 or second == 0:
        return PointRead(given, problems=(Problem.ZERO,))
    comma = (Problem.DECIMAL_COMMA,) if "," in latitude + longitude else ()
    pair, problems = _meant(first, second, bounds)
    if pair is None:
        return PointRead(given, problems=comma + problems)
    precision = _precision(latitude, longitude, problems)
    coarse = () if precision is Precision.EXACT else (Problem.COARSE,)
    return PointRead(given, *pair, precision, comma + problems + coarse)


def read_datum(given: str, bounds: Bounds = NORTH_AMERICA) -> PointRead:
    """Return the point of one text such as "49.087284, -122.607918" (latitude first)."""
    parts = re.split(r"\s*[,;]\s+|\s*;\s*|(?<=\d)\s*,\s*(?=[+-])|\s+", given.strip())
    if len(parts) != 2:
        parts = given.split(",")
    if len(parts) != 2:
        problems = (Problem.NOT_A_NUMBER,) if given.strip() else ()
        return PointRead((given, ""), problems=problems)
    return replace(read_point(parts[0], parts[1], bounds), given=(given, ""))


def _number(text: str) -> float | None:
    match = COORDINATE.fullmatch(text.strip().replace("\u2212", "-"))
    if not match:
        return None
    sign, digits, exponent, side = match.groups()
    value = float(f"{digits.replace(',', '.')}e{exponent or 0}")
    return -value if (sign == "-") != (side.upper() in {"S", "W"} and bool(side)) else value


def _meant(first: float, second: float, bounds: Bounds) -> tuple[Pair | None, tuple[Problem, ...]]:
    if bounds.hold(first, second) and abs(first) <= 90:
        return (first, second), ()
    if bounds.hold(second, first):
        return (second, first), (Problem.SWAPPED,)
    if max(abs(first), abs(second)) > 180:
        return _from_meters(first, second, bounds)
    if abs(first) > 90 and abs(second) > 90:
        return None, (Problem.OUT_OF_RANGE,)
    return None, (Problem.OUTSIDE,)


def _from_meters(
    first: float, second: float, bounds: Bounds
) -> tuple[Pair | None, tuple[Problem, ...]]:
    if max(abs(first), abs(second)) > MERCATOR_EDGE or min(abs(first), abs(second)) < 180:
        return None, (Problem.OUT_OF_RANGE,)
    for north, east, problems in (
        (first, second, (Problem.IN_METERS,)),
        (second, first, (Problem.IN_METERS, Problem.SWAPPED)),
    ):
        latitude = math.degrees(2 * math.atan(math.exp(north / MERCATOR_RADIUS)) - math.pi / 2)
        longitude = math.degrees(east / MERCATOR_RADIUS)
        if bounds.hold(latitude, longitude):
            return (round(latitude, 7), round(longitude, 7)), problems
    return None, (Problem.OUT_OF_RANGE,)


def _precision(latitude: str, longitude: str, problems: tuple[Problem, ...]) -> Precision:
    if Problem.IN_METERS in problems:
        return Precision.EXACT
    decimals = max(_decimals(latitude), _decimals(longitude))
    return Precision.EXACT if decimals > 2 else Precision.ZIP if decimals == 2 else Precision.TOWN


def _decimals(text: str) -> int:
    if "e" in text.lower().rstrip("e"):
        return 3
    match = re.search(r"[.,](\d+)", text)
    return len(match[1]) if match else 0


def distance_km(first: Pair, second: Pair) -> float:
    """Return the way between two points over the sphere in kilometers (haversine)."""
    (south, west), (north, east) = ((math.radians(d) for d in pair) for pair in (first, second))
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def placed(
    point: PointRead,
    *,
    postal_code: str = "",
    town: str = "",
    state: str = "",
    zips: Mapping[str, Pair],
    towns: Mapping[tuple[str, str], Pair],
) -> PointRead:
    """Return the point, or else the center of its ZIP code, or else of its town.

    `zips` maps five digits, `towns` maps (name in lower case, state code) to a center.
    """
    center = zips.get(postal_code[:5])
    if point.latitude is not None and point.longitude is not None:
        if center and distance_km((point.latitude, point.longitude), center) > FAR_KM:
            return replace(point, problems=(*point.problems, Problem.FAR_FROM_ZIP))
        return point
    if center:
        return replace(point, latitude=center[0], longitude=center[1], precision=Precision.ZIP)
    middle = towns.get((town.strip().lower(), state))
    if middle:
        return replace(point, latitude=middle[0], longitude=middle[1], precision=Precision.TOWN)
    return point
