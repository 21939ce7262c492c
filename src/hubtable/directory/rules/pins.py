"""Where points stand on a small flat map: the list of results drawn, nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

WIDTH, HEIGHT, MARGIN = 640.0, 320.0, 28.0
MILES_A_DEGREE = 69.0
LEAST = 1.0
"""Miles a map shows at least: two doors of one street do not fill it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point to be drawn, in degrees. `number` is that of the list; 0 is the place asked for."""

    number: int
    latitude: float
    longitude: float
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """A point as it is drawn: numbers of those that would cover each other stand together."""

    x: float
    y: float
    words: str
    approximate: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map: its pins, and how many miles it is wide."""

    pins: tuple[Pin, ...]
    miles: float


def drawn(points: Sequence[Point]) -> Drawn | None:
    """Return a map around the points; None where there is none to draw."""
    if not any(point.number for point in points):
        return None
    middle = (
        sum(_bounds(p.latitude for p in points)) / 2,
        sum(_bounds(p.longitude for p in points)) / 2,
    )
    east = MILES_A_DEGREE * max(0.1, cos(radians(middle[0])))
    at = [
        ((p.longitude - middle[1]) * east, (middle[0] - p.latitude) * MILES_A_DEGREE)
        for p in points
    ]
    wide = max(LEAST / 2, *(abs(x) for x, _ in at), 0.0)
    high = max(LEAST / 4, *(abs(y) for _, y in at), 0.0)
    scale = min((WIDTH / 2 - MARGIN) / wide, (HEIGHT / 2 - MARGIN) / high)
    pins: dict[tuple[float, float], list[Point]] = {}
    for point, (x, y) in zip(points, at, strict=True):
        spot = (round(WIDTH / 2 + x * scale), round(HEIGHT / 2 + y * scale))
        pins.setdefault(_near(pins, spot), []).append(point)
    return Drawn(tuple(_pin(x, y, here) for (x, y), here in pins.items()), round(WIDTH / scale, 1))


def _near(pins: Iterable[tuple[float, float]], spot: tuple[float, float]) -> tuple[float, float]:
    """Return the pin a point falls on, or its own spot."""
    close = (one for one in pins if abs(one[0] - spot[0]) < 24 and abs(one[1] - spot[1]) < 24)
    return next(close, spot)


def _pin(x: float, y: float, here: Sequence[Point]) -> Pin:
    numbers = [str(point.number) for point in here if point.number]
    words = ", ".join(numbers[:3]) + ("…" if len(numbers) > 3 else "")
    return Pin(x, y, words, all(point.approximate for point in here))


def _bounds(values: Iterable[float]) -> tuple[float, float]:
    known = list(values)
    return min(known), max(known)
