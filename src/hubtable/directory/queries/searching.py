"""Finds services: a typed question and filters in, a page of cards out, best first.

What is not known never excludes: a card says that it is not known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from hubtable.directory.queries.cards import Card, cards
from hubtable.directory.queries.hours import states, then
from hubtable.directory.queries.matching import Limits, Matched, match
from hubtable.directory.queries.reading import Understood, spot_of, understand
from hubtable.directory.rules.asking import Asked, Spot
from hubtable.directory.rules.finding import Sought
from hubtable.directory.rules.marks import REMOTE, category, term
from hubtable.directory.rules.opening import State
from hubtable.directory.rules.spelling import fold

PAGE = 20
"""Cards a page."""
SERVES = "(l.serves = '{}' OR l.serves && %(areas)s::text[])"
SPEAKS = "(l.languages = '{}' OR %(language)s::text = ANY (l.languages))"
TAKES = "(l.insurance = '{}' OR %(insurance)s::text = ANY (l.insurance))"
OPEN_FIRST = 0.5
"""What being open then counts for, in the measure of `matching.SCORE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Sought):
    """What was asked for, and when. `zone` is the time zone of places that name none.

    `open_at` is another moment than now at which a service is to be open, `term` one of an imported
    taxonomy.
    """

    now: datetime
    zone: str
    term: UUID | None = None
    open_at: datetime | None = None
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `total` listings were compared; with `more` there are others that fit as well."""

    cards: tuple[Card, ...]
    number: int
    size: int
    total: int
    more: bool
    asked: Asked
    spot: Spot | None
    mended: dict[str, str]
    loosened: bool
    place_unknown: bool = False
    """A place was named that is not known here."""

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return self.number * self.size < self.total


def search(wanted: Wanted) -> Page:
    """Return one page of what fits. Pages of the same question do not overlap."""
    understood, spot, found = best(wanted)
    found = _open_then(found, wanted, understood.asked)
    start = (max(1, wanted.page) - 1) * wanted.size
    shown = found.hits[start : start + wanted.size]
    return Page(
        cards=cards(shown, wanted_at=wanted.open_at or wanted.now, zone=wanted.zone, spot=spot),
        number=max(1, wanted.page),
        size=wanted.size,
        total=len(found.hits),
        more=found.more,
        asked=understood.asked,
        spot=spot,
        mended=dict(understood.mended),
        loosened=found.loosened,
        place_unknown=bool(wanted.near) and spot is None,
    )


def best(wanted: Wanted) -> tuple[Understood, Spot | None, Matched]:
    """Return how the question was understood, the place, and what fits, best first."""
    apart = bool(wanted.near) or wanted.point is not None
    understood = understand(wanted.text, place_wanted=not apart, exactly=wanted.exactly)
    spot = _spot(wanted) or understood.asked.spot
    limits = _limits(wanted, understood.asked, spot)
    return understood, spot, match(understood, spot, limits, _given(wanted))


def _spot(wanted: Wanted) -> Spot | None:
    if wanted.point:
        return Spot("", "", "", "", "", *wanted.point)
    return spot_of(wanted.near) if wanted.near else None


def _given(wanted: Wanted) -> dict[str, object]:
    return {"year_ago": (wanted.now - timedelta(days=365)).date()}


def _limits(wanted: Wanted, asked: Asked, spot: Spot | None) -> Limits:
    """Return the filters: marks where the index knows them, conditions for all else."""
    limits = Limits(marks=tuple(_marks(wanted)), within=wanted.within)
    for condition, given in _known(wanted, spot):
        limits = _also(limits, condition, **given)
    if wanted.age is not None:
        limits = _also(
            limits,
            "coalesce(l.min_age <= %(age)s::float8, true)"
            " AND coalesce(l.max_age + 1 > %(age)s::float8, true)",
            age=wanted.age,
        )
    if moment := _moment(wanted, asked):
        opened = then(moment, wanted.zone)
        limits = replace(limits, opening=opened.opening)
        limits = _also(limits, *opened.conditions, **opened.given)
    if asked.days:
        spans = [f"[{day * 1440},{(day + 1) * 1440})" for day in sorted(asked.days)]
        limits = _also(
            limits,
            "coalesce(l.hours && %(day_spans)s::int4multirange, true)",
            day_spans="{" + ",".join(spans) + "}",
        )
    return limits


def _also(limits: Limits, *conditions: str, **given: object) -> Limits:
    return replace(
        limits, conditions=(*limits.conditions, *conditions), given={**limits.given, **given}
    )


def _marks(wanted: Wanted) -> list[tuple[str, ...]]:
    groups: list[tuple[str, ...]] = []
    if wanted.category:
        groups.append((category(wanted.category),))
    if wanted.term:
        groups.append((term(wanted.term),))
    if wanted.remote:
        groups.append((REMOTE,))
    return groups


def _known(wanted: Wanted, spot: Spot | None) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the filters on what most listings do not say: a column is read faster than a mark that
    nearly all of them carry is looked up."""
    if wanted.serving and spot:
        area = (spot.name, fold(spot.town), fold(spot.county), spot.state.lower())
        yield SERVES, {"areas": [name for name in area if name]}
    if wanted.language:
        yield SPEAKS, {"language": wanted.language.lower()}
    if wanted.insurance:
        yield TAKES, {"insurance": wanted.insurance.lower()}
    if wanted.free:
        yield "l.free IS DISTINCT FROM false", {}
    if wanted.openings:
        yield "l.capacity IN ('open', 'unknown')", {}


def _open_then(found: Matched, wanted: Wanted, asked: Asked) -> Matched:
    """Leave out what is known to be closed at the moment asked for; put the open first.

    Only a little first: never far from where a listing belongs.
    """
    moment = _moment(wanted, asked)
    if moment is None:
        return found
    asking = [hit.id for hit in found.hits if hit.opening == "ask"]
    known = states(asking, moment, wanted.zone) if asking else {}
    hits = [
        replace(hit, score=hit.score + OPEN_FIRST)
        if "open" in (hit.opening, known.get(hit.id))
        else hit
        for hit in found.hits
        if known.get(hit.id) is not State.CLOSED
    ]
    return replace(found, hits=tuple(sorted(hits, key=lambda hit: -hit.score)))


def _moment(wanted: Wanted, asked: Asked) -> datetime | None:
    return wanted.open_at or (wanted.now if wanted.open or asked.now else None)
