"""Postal codes, states, countries and towns as feeds write them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.states import (
    COUNTRY_BY_NAME,
    ISO_3166,
    PROVINCE_BY_NAME,
    STATE_BY_NAME,
    state_of_zip,
)

ZIP = re.compile(r"(\d{5})(?:[-\u2010-\u2015 ]?(\d{4}))?(?:\.0)?")
SHORT_ZIP = re.compile(r"(\d{4})(?:-(\d{4}))?(?:\.0)?")
CANADIAN = re.compile(r"([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])[ -]?(\d[ABCEGHJ-NPRSTV-Z]\d)")
"""Canada Post: the letters D, F, I, O, Q, U stand nowhere, W and Z not first."""
EDGES = " \t\r\n`'\"\u2018\u2019.,;:_-*#\u200b\u200e\u00a0"
ZEROS_LOST = frozenset("CT MA ME NH NJ NY PR RI VI VT AE".split())
"""States some of whose ZIP codes begin with zero."""


@dataclass(frozen=True, slots=True)
class PostalRead:
    """A postal code: `code` as it is written, `country` US or CA where its form says so."""

    given: str
    code: str = ""
    country: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def zip(self) -> str:
        """Return the five digits of a ZIP code, or ""."""
        return self.code[:5] if self.country == "US" else ""


@lru_cache(maxsize=65_536)
def read_postal_code(given: str, state: str = "", country: str = "") -> PostalRead:
    """Return a ZIP code or Canadian postal code; `state` and `country` are codes, if known."""
    text = given.strip()
    if not text:
        return PostalRead(given)
    bare = text.strip(EDGES).upper()
    stray = (Problem.STRAY_CHARACTERS,) if bare != text.upper() else ()
    if match := CANADIAN.fullmatch(bare):
        return PostalRead(given, f"{match[1]} {match[2]}", "CA", stray)
    if country not in {"", "US", "PR"}:
        return PostalRead(given, text, problems=())
    if match := ZIP.fullmatch(bare):
        return _zip(given, match[1], match[2], state, stray)
    if (match := SHORT_ZIP.fullmatch(bare)) and state in ZEROS_LOST | {""}:
        return _zip(given, "0" + match[1], match[2], state, (*stray, Problem.LEADING_ZERO))
    digits = re.sub(r"[\s-]", "", bare).isdigit()
    return PostalRead(given, problems=(Problem.WRONG_LENGTH if digits else Problem.NOT_UNDERSTOOD,))


def _zip(
    given: str, five: str, four: str | None, state: str, problems: tuple[Problem, ...]
) -> PostalRead:
    home = state_of_zip(five)
    if not home:
        known_zero = not five.strip("0")
        problem = Problem.ZERO if known_zero else Problem.OUT_OF_RANGE
        return PostalRead(given, problems=(*problems, problem))
    if state and home != state:
        problems = (*problems, Problem.OTHER_STATE)
    return PostalRead(given, f"{five}-{four}" if four else five, "US", problems)


@dataclass(frozen=True, slots=True)
class StateRead:
    """A state or province by its two letters, and the country it lies in."""

    given: str
    code: str = ""
    country: str = ""
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=4_096)
def read_state(given: str, country: str = "") -> StateRead:
    """Return the state of a name, an old abbreviation ("Mass.") or a code."""
    text = re.sub(r"\s+", " ", given.strip(EDGES)).lower()
    if not text:
        return StateRead(given)
    for name in (text, text.replace(".", ""), text.replace(".", "").replace(" ", "")):
        if country != "CA" and name in STATE_BY_NAME:
            return StateRead(given, STATE_BY_NAME[name], "US")
        if country in {"", "CA"} and name in PROVINCE_BY_NAME:
            return StateRead(given, PROVINCE_BY_NAME[name], "CA")
    if country not in {"", "US", "CA"}:
        return StateRead(given, given.strip(), country)
    return StateRead(given, problems=(Problem.UNKNOWN,))


@dataclass(frozen=True, slots=True)
class CountryRead:
    """A country by its two letters (ISO 3166-1)."""

    given: str
    code: str = ""
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=1_024)
def read_country(given: str) -> CountryRead:
    """Return the country of a name or a code."""
    text = re.sub(r"\s+", " ", given.strip(EDGES)).lower()
    if not text:
        return CountryRead(given)
    code = COUNTRY_BY_NAME.get(text) or COUNTRY_BY_NAME.get(text.replace(".", ""))
    if code:
        return CountryRead(given, code)
    if text.upper() in ISO_3166:
        return CountryRead(given, text.upper())
    return CountryRead(given, problems=(Problem.UNKNOWN,))


@dataclass(frozen=True, slots=True)
class TownRead:
    """The name of a town."""

    given: str
    name: str = ""
    problems: tuple[Problem, ...] = ()


def read_town(given: str, known: Collection[str] = ()) -> TownRead:
    """Return a town's name; `known` are town names in lower case.

    Where the whole text is no known town and what follows its last comma is one, that is the town
    ("Dudley District Court, Dudley"). A state at the end ("Worcester, MA") is left out.
    """
    text = re.sub(r"\s+", " ", given).strip().strip(EDGES)
    if not text or text.lower() in known:
        return TownRead(given, text)
    before, comma, after = text.rpartition(",")
    if comma and after.strip().replace(".", "").lower() in STATE_BY_NAME:
        return TownRead(given, before.strip(), (Problem.STRAY_CHARACTERS,))
    if comma and after.strip().lower() in known:
        return TownRead(given, after.strip(), (Problem.LEFT_OVER,))
    return TownRead(given, text, (Problem.UNKNOWN,) if known else ())
