"""Every sentence of the public finder in five languages, and dates and times in them.

The sentences stand in `directory/vocabulary/finder_words.csv`, made for this project: plain words
of about grade six, one row a sentence, so that somebody who reads one language can mend it without
reading code. Django has no Haitian Creole, so days and months stand there as well.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from hubtable.hubs.rules.languages import PublicLanguage

NOON = 12


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    language: PublicLanguage

    def __call__(self, key: str, **values: object) -> str:
        """Return a sentence with its values filled in; KeyError for one that is not there."""
        text = sentences()[key][self.language]
        return text.format(**values) if values else text

    def date(self, day: date) -> str:
        """Return a day with month and year: 12 desanm 2026."""
        month = self("months").split("|")[day.month - 1]
        return self("date", day=day.day, month=month, year=day.year)

    def time(self, at: datetime, zone: str) -> str:
        """Return a time of day as the language writes it: 4:30 pm, 16h30."""
        local = at.astimezone(ZoneInfo(zone))
        return self.clock(local.hour, local.minute)

    def clock(self, hour: int, minute: int) -> str:
        """Return a time of the clock on the wall likewise."""
        if self.language in {PublicLanguage.FRENCH, PublicLanguage.PORTUGUESE}:
            return f"{hour}h{minute:02d}"
        return f"{(hour - 1) % NOON + 1}:{minute:02d} {'pm' if hour >= NOON else 'am'}"

    def day(self, at: datetime, now: datetime, zone: str) -> str:
        """Return a day as people say it: today, tomorrow, its name within a week, else its date."""
        clock = ZoneInfo(zone)
        day = at.astimezone(clock).date()
        away = (day - now.astimezone(clock).date()).days
        if away in {0, 1}:
            return self("tomorrow" if away else "today")
        return self("days").split("|")[day.weekday()] if 1 < away < 7 else self.date(day)


@cache
def sentences() -> Mapping[str, Mapping[PublicLanguage, str]]:
    """Return all sentences by key."""
    file = resources.files("hubtable.directory") / "vocabulary" / "finder_words.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return {
        row["key"]: {one: row[one.value.replace("-", "_").lower()] for one in PublicLanguage}
        for row in rows
    }
