"""Public holidays of a state: for services that say they are closed on them."""

from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=512)
def public_holidays(year: int, state: str = "", country: str = "US") -> frozenset[date]:
    """Return the holidays of a year, with the days they are observed on; none where unknown.

    State law is in it: Patriots' Day in Massachusetts (M.G.L. chapter 4, section 7, clause 18).
    """
    known = holidays.list_supported_countries().get(country)
    if known is None:
        return frozenset()
    subdivision = state if state in known else None
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))


@lru_cache(maxsize=64)
def is_holiday_somewhere(day: date, country: str = "US") -> bool:
    """Say whether a day is a public holiday in any state."""
    states = ("", *holidays.list_supported_countries().get(country, ()))
    return any(is_public_holiday(day, state, country) for state in states)


def is_public_holiday(day: date, state: str = "", country: str = "US") -> bool:
    """Say whether a day is a public holiday."""
    return day in public_holidays(day.year, state, country)


def coming(today: date, state: str = "", country: str = "US") -> tuple[tuple[date, str], ...]:
    """Return the public holidays of the year that begins today, by day, with their names."""
    known = holidays.list_supported_countries().get(country)
    if known is None:
        return ()
    subdivision = state if state in known else None
    found = holidays.country_holidays(
        country, subdiv=subdivision, years=(today.year, today.year + 1)
    )
    last = today + timedelta(days=365)
    return tuple(sorted((day, name) for day, name in found.items() if today <= day <= last))
