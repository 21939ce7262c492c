"""Finds the listings that fit and puts the best first: bounded work, however many fit.

Near a place the nearest `MOST` that fit are compared; without one, `MOST` that fit. How the order
comes about stands in `SCORE`: one number a listing, from what the listing says alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from hubtable.directory.queries.reading import Stem, Understood
from hubtable.directory.queries.skimming import first_pages
from hubtable.directory.rules.asking import Spot
from hubtable.directory.rules.marks import GRIDS, STEPS, any_of, category, cells, quoted, reach
from hubtable.directory.rules.spelling import fold
from hubtable.directory.rules.vocabulary import categories

Given = dict[str, Any]
Rows = list[tuple[Any, ...]]
Ask = Callable[[list[str], Given], Rows]
"""What is found under conditions, with the values they name."""
Sets = dict[str, tuple[str, str]]
"""Sets of listings that fit: where (a tsquery of cells), and the SQL that chooses of them."""

MOST = 300
"""Listings compared for one question."""
ENOUGH = 100
"""Listings found near a place from which none farther away are looked for."""
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

MILES = """
CASE WHEN %(latitude)s::float8 IS NOT NULL AND l.latitude IS NOT NULL
    THEN 7917.6 * asin(sqrt(least(1,
    sind((l.latitude - %(latitude)s::float8) / 2) ^ 2 + cosd(%(latitude)s::float8)
    * cosd(l.latitude) * sind((l.longitude - %(longitude)s::float8) / 2) ^ 2))) END
"""

FOUND = """
WITH {sets}, fitting AS MATERIALIZED (
    {chosen}
)
SELECT l.id, f.miles, (
    {score}
)::float8 AS score, f.opening, f.near
FROM fitting f JOIN directory_listing l ON l.id = f.id ORDER BY score DESC, f.miles NULLS LAST, l.id
"""
SET = """{name} AS MATERIALIZED (
    SELECT l.id, {opening} AS opening, {miles} AS miles FROM directory_listing l WHERE {conditions}
)"""
"""What fits, narrow, and planned as if all of it were read: a limit would have the planner walk
through the table instead of the index. What is ranked is read after the limit."""
NEAREST = "SELECT *, true AS near FROM fits ORDER BY miles NULLS LAST, id LIMIT %(most)s"
ANY = "SELECT *, true AS near FROM fits LIMIT %(most)s"
FIRST = "l.ctid < %(until)s::tid"
ALL = "l.ctid >= '(0,0)'::tid"
"""Without words: from the table's first page on. Of several scans at a time the database lets the
later ones begin where others are, and pages of one question would overlap."""
UNPLACED = "SELECT *, false AS near FROM unplaced ORDER BY id LIMIT %(enough)s"

SCORE = """
    float8 '3' * (l.name = %(typed)s::text OR l.name LIKE %(typed)s::text || ', %%')::int
    + float8 '1.2' * coalesce(l.named @@ %(all)s::tsquery, false)::int
    + {worded}
    + float8 '1.5' * coalesce(ts_rank(l.named, %(some)s::tsquery), 0)
    + float8 '0.5' * coalesce(ts_rank(l.named, (SELECT nullif(replace(
        plainto_tsquery('english', %(labels)s::text)::text, '&', '|'), '')::tsquery)), 0)
    {categories}
    + float8 '1.5' * coalesce(l.words @@ %(days)s::tsquery, false)::int
    + float8 '1' * coalesce(l.serves && %(area)s::text[], false)::int
    + float8 '0.8' * coalesce(l.words @@ (SELECT phraseto_tsquery('english', %(town)s::text)
        || phraseto_tsquery('english', %(county)s::text)), false)::int
    + float8 '1.6' / (1 + coalesce(f.miles, 25) / 8)
    + float8 '0.1' * ((l.capacity = 'open')::int - (l.capacity = 'full')::int)
    + float8 '0.1' * coalesce(l.checked_on > %(year_ago)s::date, false)::int
"""
WORDED = "float8 '0.5' * coalesce(l.words @@ %(all)s::tsquery, false)::int"
CATEGORY = "(%(code_{n})s::text = ANY (l.categories))::int"


@dataclass(frozen=True, slots=True)
class Hit:
    """A listing that fits, and how far it is in miles (None: not known, or no place asked)."""

    id: UUID
    miles: float | None
    score: float
    opening: str = ""
    """As `Limits.opening` has it: empty where no time was asked for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What must hold besides the words: marks by group (one of each), and conditions on columns."""

    marks: tuple[tuple[str, ...], ...] = ()
    conditions: tuple[str, ...] = ()
    given: dict[str, Any] = field(default_factory=dict)
    within: float | None = None
    """Miles."""
    opening: str = "''"
    """SQL of a text: whether a listing `l` is open at the time that is asked for."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found, best first. `more`: there are others that were not compared."""

    hits: tuple[Hit, ...]
    more: bool
    loosened: bool = False
    """Not all words were found together: these have some of them."""
    near: int = 0
    """How many of them have a known place."""


def match(
    understood: Understood, spot: Spot | None, limits: Limits, given: dict[str, Any]
) -> Matched:
    """Return the listings that fit, best first. One to six queries."""
    text = text_query(understood)
    values = _values(understood, spot, given) | limits.given
    found = _around(text, spot, limits, values)
    loose = _loosened(understood.stems)
    if found.hits or not loose or loose == text:
        return found
    again = _around(loose, spot, limits, values)
    return Matched(again.hits, again.more, loosened=bool(again.hits))


def text_query(understood: Understood) -> str:
    """Return the tsquery of the words and categories: all words, or one of the categories."""
    words = all_words(understood.stems)
    codes = [category(code) for code in understood.asked.categories]
    return " | ".join(part for part in (words, any_of(codes) if codes else "") if part)


def all_words(stems: Iterable[Stem]) -> str:
    """Return the tsquery that wants every word; words that say nothing are left out."""
    return " & ".join(_word(stem) for stem in stems if stem.english)


def _loosened(stems: tuple[Stem, ...]) -> str:
    return " | ".join(_word(stem) for stem in stems if stem.english and stem.listed)


def _word(stem: Stem) -> str:
    """Return a word as it is looked for: cut as English, or as Spanish where English has none."""
    forms = [stem.english] if stem.listed else [stem.english, stem.spanish or stem.english]
    return any_of(list(dict.fromkeys(forms)))


def _around(text: str, spot: Spot | None, limits: Limits, values: dict[str, Any]) -> Matched:
    """Look near the place first, then wider, until there are enough."""
    if spot is not None:
        for grid in _grids(spot, limits.within):
            place = any_of(cells(spot.latitude, spot.longitude, grid))
            found = _found(text, place, limits, values)
            if limits.within or found.near >= ENOUGH:
                return found
    return _found(text, "", limits, values)


def _grids(spot: Spot, within: float | None) -> Iterator[int]:
    if within is None:
        yield from STEPS
        return
    fitting = [grid for grid in GRIDS if reach(spot.latitude, grid) >= within]
    yield from fitting[:1]


def _found(text: str, place: str, limits: Limits, values: dict[str, Any]) -> Matched:
    """Return what fits in some cells, or anywhere.

    With those in the cells come those whose place is not known: they must not be lost because
    somebody named a place.
    """
    placed = values["latitude"] is not None
    sets = {"fits": (place, NEAREST if placed else ANY)}
    if place:
        sets["unplaced"] = (quoted("=g?"), UNPLACED)
    conditions = [*limits.conditions]
    if limits.within is not None and placed:
        conditions.append(f"coalesce({MILES} <= %(within)s, true)")
    given = {"most": MOST, "enough": ENOUGH, **values, "within": limits.within}
    given |= {f"in_{name}": _query(text, where, limits) for name, (where, _) in sets.items()}
    ask = partial(_rows, sets, limits, _score(text, values))
    rows = ([] if placed else _skimmed(ask, conditions, given)) or ask(conditions, given)
    near = sum(row[4] for row in rows)
    full = near == MOST or len(rows) - near == ENOUGH or (bool(place) and limits.within is None)
    return Matched(tuple(Hit(*row[:4]) for row in rows), full, near=near)


def _skimmed(ask: Ask, conditions: list[str], given: Given) -> Rows:
    """Return what fits in the first pages of the table, where they hold enough; else nothing."""
    until = first_pages(given["in_fits"], MOST) if given["in_fits"] else 0
    if not until:
        return []
    rows = ask([*conditions, FIRST], given | {"until": f"({until},0)"})
    return rows if len(rows) == MOST else []


def _rows(sets: Sets, limits: Limits, score: str, conditions: list[str], given: Given) -> Rows:
    statement = FOUND.format(
        sets=", ".join(_set(name, conditions, limits, given) for name in sets),
        chosen=" UNION ALL ".join(f"({chosen})" for _, chosen in sets.values()),
        score=score,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found: Rows = cursor.fetchall()
    return found


def _query(text: str, place: str, limits: Limits) -> str:
    groups = [f"({text})" if text else "", place, *(any_of(list(one)) for one in limits.marks)]
    return " & ".join(group for group in groups if group)


def _set(name: str, conditions: list[str], limits: Limits, given: dict[str, Any]) -> str:
    words = f"l.words @@ (SELECT %(in_{name})s::tsquery)" if given[f"in_{name}"] else ALL
    return SET.format(
        name=name,
        opening=limits.opening,
        miles=MILES,
        conditions=" AND ".join([words, *conditions]),
    )


def _score(text: str, values: dict[str, Any]) -> str:
    """Return the measure; what is found by all its words need not be asked for them again."""
    worded = "float8 '0.5'" if text and text == values["all"] else WORDED
    return SCORE.format(worded=worded, categories=_by_category(values["codes"]))


def _by_category(count: int) -> str:
    """Return what categories count for: the likeliest most, and a little for each more."""
    if not count:
        return ""
    has = [CATEGORY.format(n=n) for n in range(count)]
    best = ", ".join(f"float8 '{1.35 - 0.12 * n:.2f}' * {one}" for n, one in enumerate(has))
    return f"+ greatest({best}) + float8 '0.25' * ({' + '.join(has)})"


def _values(understood: Understood, spot: Spot | None, given: dict[str, Any]) -> dict[str, Any]:
    asked = understood.asked
    useful = [stem for stem in understood.stems if stem.english]
    codes = asked.categories
    return {
        "typed": " ".join(asked.words),
        "all": all_words(useful) or None,
        "some": " | ".join(map(_word, useful)) or None,
        "codes": len(codes),
        **{f"code_{n}": code for n, code in enumerate(codes)},
        "labels": " ".join(categories()[code].labels["en"] for code in codes),
        "days": " | ".join(DAY_NAMES[day] for day in asked.days) or None,
        "area": [spot.name, fold(spot.town)] if spot else [],
        "town": spot.town if spot else None,
        "county": spot.county if spot else None,
        "latitude": spot.latitude if spot else None,
        "longitude": spot.longitude if spot else None,
    } | given
