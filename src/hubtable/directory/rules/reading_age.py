"""Ages a service is for, in years: "18+", "ages 6 months to 5 years", "60 and older".

Only numbers are read. "Seniors" and "youth" have no age of their own: programs set 55, 60,
62 or 65.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.spaces import LONGEST, one_line

OLDEST = 125
UNIT = r"(?:\s*-?\s*(?P<{0}>months?|mos?|weeks?|years?|yrs?|y/?o)\b\.?(?:\s*-?\s*(?:old|of age))?)?"
NUMBER = r"(?P<{0}>\d{{1,3}}(?:\.5)?)(?![\d%$])" + UNIT.replace("{0}", "{1}")
TO = r"\s*(?:-|\u2013|\u2014|to|through|thru|until|and)\s*"
AGE = r"(?:\b(?:ages?|aged|between(?:\s+the\s+ages\s+of)?|from)\b(?:\s+of)?\s*:?\s*)"
SPAN = re.compile(
    rf"(?P<word>{AGE})?(?:(?P<birth>birth|newborn|infants?)|{NUMBER.format('low', 'low_unit')})"
    rf"{TO}(?:age\s*)?{NUMBER.format('high', 'high_unit')}",
    re.IGNORECASE,
)
FROM = re.compile(
    rf"(?P<word>{AGE})?{NUMBER.format('low', 'low_unit')}"
    r"\s*(?:\+|(?:and|or|&)\s+(?:older|over|above|up)\b|and\s+beyond|plus\b)"
    rf"|(?:\bover(?:\s+the)?(?:\s+age(?:\s+of)?)?|\bolder\s+than|\bat\s+least|\bminimum\s+age(?:\s+of|:)?)"
    rf"\s*{NUMBER.format('over', 'over_unit')}",
    re.IGNORECASE,
)
UP_TO = re.compile(
    rf"(?P<word>{AGE})?{NUMBER.format('high', 'high_unit')}"
    r"\s*(?:and|or|&)\s+(?:under|younger|below)\b"
    rf"|(?P<less>\bunder|\bbelow|\byounger\s+than)(?:\s+the)?(?:\s+ages?(?:\s+of)?)?"
    rf"\s*{NUMBER.format('under', 'under_unit')}"
    rf"|(?:\bup\s+to|\buntil)(?:\s+ages?)?\s*{NUMBER.format('until', 'until_unit')}",
    re.IGNORECASE,
)

DIGIT = re.compile(r"\d")
ALL = re.compile(r"\b(?:all|any)\s+ages?\b|\bno age (?:limit|restriction|requirement)s?\b", re.I)
PEOPLE = re.compile(
    r"\b(?:children|child|kids?|youths?|teens?|teenagers|girls|boys|adults?|seniors?|elders?|women"
    r"|men|people|persons?|individuals?|anyone|those|veterans|students|residents|infants|must be"
    r"|females|males|participants|clients|adolescents|minors)\W+(?:who are |aged? )?$",
    re.IGNORECASE,
)
SAYS_AGE = re.compile(r"\bage|\bold|\byoung|\bbirth|\bnewborn", re.IGNORECASE)
SPEAKS_OF_AGE = re.compile(
    r"\bage[sd]?\b|\byears?\b|\byrs?\b|\bold(?:er)?\b|\byoung(?:er)?\b|\bmonths\b",
    re.IGNORECASE,
)
NOT_AGES = re.compile(
    r"\bgrades?\b[^.;]{0,12}|\$\s*\d{1,9}|\d{1,9}\s*%|\d{1,9}(?:st|nd|rd|th)\b", re.I
)


@dataclass(frozen=True, slots=True)
class AgeRead:
    """Smallest and greatest age in years, both included; None where there is no bound."""

    given: str
    minimum: float | None = None
    maximum: float | None = None
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=16_384)
def read_age(given: str) -> AgeRead:
    """Return the ages of a text; "under 18" ends with 17, "18 or under" with 18."""
    text = NOT_AGES.sub(" ", one_line(given))
    if not text.strip():
        return AgeRead(given)
    if len(text) > LONGEST:
        return AgeRead(given, problems=(Problem.NOT_UNDERSTOOD,))
    found = _found(text) if DIGIT.search(text) else []
    if ALL.search(text) and not found:
        return AgeRead(given, 0)
    if found and len(set(found)) == 1:
        return _bounded(given, *found[0])
    if found:
        return AgeRead(given, problems=(Problem.SEVERAL,))
    told = SPEAKS_OF_AGE.search(text) or re.fullmatch(r"\s*\d+\s*", text)
    return AgeRead(given, problems=(Problem.NOT_UNDERSTOOD,) if told else (Problem.UNKNOWN,))


def _bounded(given: str, low: float | None, high: float | None) -> AgeRead:
    if any(age is not None and age > OLDEST for age in (low, high)):
        return AgeRead(given, problems=(Problem.OUT_OF_RANGE,))
    if low is not None and high is not None and low > high:
        return AgeRead(given, problems=(Problem.REVERSED,))
    return AgeRead(given, low, high)


Bounds = tuple[float | None, float | None]


def _found(text: str) -> list[Bounds]:
    """Return the bounds a text says; without a digit there are none."""
    spans = [match for match in SPAN.finditer(text) if _about_age(text, match)]
    rest = SPAN.sub(" ", text) if spans else text
    return [
        *map(_span, spans),
        *(_from(match) for match in FROM.finditer(rest) if spans or _about_age(rest, match)),
        *(_up_to(match) for match in UP_TO.finditer(rest) if _about_age(rest, match)),
    ]


def _about_age(text: str, match: re.Match[str]) -> bool:
    """Say whether numbers are ages, and not months of a stay or places in a program."""
    if match[0].strip() == text.strip() or SAYS_AGE.search(match[0]):
        return True
    return PEOPLE.search(text[max(0, match.start() - 40) : match.start()]) is not None


def _span(match: re.Match[str]) -> Bounds:
    low = 0.0 if match["birth"] else _years(match["low"], match["low_unit"] or match["high_unit"])
    return low, _years(match["high"], match["high_unit"])


def _from(match: re.Match[str]) -> Bounds:
    return _years(match["low"] or match["over"], match["low_unit"] or match["over_unit"]), None


def _up_to(match: re.Match[str]) -> Bounds:
    if match["less"]:
        years = _years(match["under"], match["under_unit"])
        return None, max(0.0, years - 1) if years >= 1 else years
    return None, _years(match["high"] or match["until"], match["high_unit"] or match["until_unit"])


def _years(number: str, unit: str | None) -> float:
    value = float(number)
    if unit and unit.lower().startswith("mo"):
        return round(value / 12, 2)
    if unit and unit.lower().startswith("w"):
        return round(value / 52, 2)
    return value


@dataclass(frozen=True, slots=True)
class YearsRead:
    """One bound of an age column in years."""

    given: str
    years: float | None = None
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=1_024)
def read_years(given: str) -> YearsRead:
    """Return the number of a column such as HSDS `minimum_age`."""
    text = given.strip()
    if not text:
        return YearsRead(given)
    match = re.fullmatch(r"(\d{1,4}(?:\.\d+)?)\s*(years?|yrs?|months?)?", text, re.IGNORECASE)
    if not match:
        return YearsRead(given, problems=(Problem.NOT_A_NUMBER,))
    years = _years(match[1], match[2])
    if years > OLDEST:
        return YearsRead(given, problems=(Problem.OUT_OF_RANGE,))
    return YearsRead(given, years)
