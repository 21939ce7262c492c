"""Calendar dates in any spelling: figures in either order, months in words of five languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hubtable.vault.rules.guarding.words import fold

MONTHS = (
    "january enero janeiro janvier",
    "february febrero fevereiro fevrier fevriye",
    "march marzo marco mars",
    "april abril avril",
    "may mayo maio mai",
    "june junio junho juin",
    "july julio julho juillet jiye",
    "august agosto aout",
    "september septiembre setembro septembre",
    "october octubre outubro octobre",
    "november noviembre novembro novembre",
    "december diciembre dezembro decembre desanm",
)
"""English, Spanish, Portuguese, French and Haitian Creole, without accents, by month."""

_NUMBER_OF = (
    {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
    | {names.split()[0][:3]: number for number, names in enumerate(MONTHS, 1)}
    | {"sept": 9}
)

_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|º|er)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d|['’]?\d\d)"
_APART = r"(?:\s*[-/.,]\s*|\s+)(?:(?:of|de|the)\s+)?"
_SHAPES = tuple(
    re.compile(rf"(?<![\w/.-]){shape}(?![\w]|[-/.]\d)", re.IGNORECASE)
    for shape in (
        r"(?P<year>(?:18|19|20)\d\d)(?P<sep>[-/. ])(?P<a>[01]?\d)(?P=sep)(?P<b>[0-3]?\d)",
        r"(?P<a>[0-3]?\d)(?P<sep>\s?[-/.]\s?)(?P<b>[0-3]?\d)(?P=sep)(?P<year>(?:18|19|20)?\d\d)",
        r"(?P<year>(?:19|20)\d\d)(?P<a>[01]\d)(?P<b>[0-3]\d)",
        r"(?P<a>[01]\d)(?P<b>[0-3]\d)(?P<year>(?:19|20)\d\d)",
        rf"{_MONTH}{_APART}{_DAY}{_APART}{_YEAR}",
        rf"{_DAY}{_APART}{_MONTH}{_APART}{_YEAR}",
        r"(?P<a>[01]?\d)/(?P<b>[0-3]?\d)",
        rf"{_MONTH}{_APART}{_DAY}",
        rf"{_DAY}{_APART}{_MONTH}",
    )
)
"""With a year first, then without one; the first shape that fits a place holds."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it stands in a text. `year` is 0 when none is written, below 100 when cut."""

    start: int
    end: int
    days: frozenset[tuple[int, int]]
    """The months and days it can mean: both orders of figures where both are possible."""
    year: int

    def may_be(self, year: int, month: int, day: int) -> bool:
        """Say whether it can mean that day; a missing year fits every year."""
        same_year = not self.year or self.year in (year, year % 100)
        return same_year and (month, day) in self.days


def dates(text: str) -> tuple[Written, ...]:
    """Return the dates of a text in reading order, without overlap."""
    found: list[Written] = []
    for shape in _SHAPES:
        for match in shape.finditer(text):
            written = _written(match)
            taken = any(one.start < match.end() and match.start() < one.end for one in found)
            if written and not taken:
                found.append(written)
    return tuple(sorted(found, key=lambda one: one.start))


def _written(match: re.Match[str]) -> Written | None:
    parts = match.groupdict()
    days = frozenset(_days(parts))
    year = int(re.sub(r"\D", "", parts.get("year") or "0"))
    return Written(match.start(), match.end(), days, year) if days else None


def _days(parts: dict[str, str | None]) -> Iterator[tuple[int, int]]:
    if name := parts.get("month"):
        month = _NUMBER_OF.get(fold(name), 0)
        pairs = [(month, int(parts["day"] or 0))]
    else:
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        pairs = [(first, second), (second, first)] if "sep" in parts else [(first, second)]
    yield from ((month, day) for month, day in pairs if 1 <= month <= 12 and 1 <= day <= 31)
