"""What somebody means by what they typed: a place, categories of help, weekdays, other words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hubtable.directory.rules.spelling import fold
from hubtable.directory.rules.vocabulary import Said, said, with_parents

MOST_WORDS = 24
"""Words of a query that are read; somebody who pastes a letter gets an answer all the same."""
LONGEST_PLACE = 4
BEFORE_A_PLACE = frozenset(
    "in near around at by en cerca de em perto no na nan bo a pres dans proche vers".split()
)
STATE_AFTER = re.compile(r"[a-z]{2}|massachusetts")
DAYS: Mapping[str, int] = {
    word: day
    for day, words in enumerate(
        (
            "monday mondays lunes segunda lendi lundi",
            "tuesday tuesdays martes terca madi mardi",
            "wednesday wednesdays miercoles quarta mekredi mercredi",
            "thursday thursdays jueves quinta jedi jeudi",
            "friday fridays viernes sexta vandredi vendredi",
            "saturday saturdays sabado samdi samedi",
            "sunday sundays domingo dimanch dimanche",
        )
    )
    for word in words.split()
}
"""Weekdays in five languages, folded; Monday is 0."""
NOW = tuple(
    tuple(phrase.split())
    for phrase in (
        *("open now", "abierto ahora", "aberto agora"),
        *("louvri kounye a", "ouvert maintenant"),
    )
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place somebody named: its point in degrees."""

    name: str
    shown: str
    town: str
    state: str
    county: str
    latitude: float
    longitude: float

    @property
    def is_zip(self) -> bool:
        """Whether a ZIP code was named."""
        return self.name.isdigit()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood. `words` are folded and hold neither the place nor weekdays."""

    words: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """Directly meant, the likeliest first."""
    covered: frozenset[str] = frozenset()
    """Those of `words` that say the categories."""
    spot: Spot | None = None
    days: frozenset[int] = frozenset()
    now: bool = False
    english: bool = True
    """Whether all that says a category is English."""


def guesses(text: str) -> tuple[str, ...]:
    """Return what of a text could be the name of a place, folded: to be looked up at once."""
    words = _words(text)
    return tuple(
        dict.fromkeys(
            " ".join(words[start : start + length])
            for length in range(1, LONGEST_PLACE + 1)
            for start in range(len(words) - length + 1)
        )
    )


def read(text: str, places: Mapping[str, Spot], *, place_wanted: bool = True) -> Asked:
    """Return what was understood. `places` are those of `guesses` that exist, by folded name.

    With `place_wanted` false the place was said apart, and towns in the text are words.
    """
    words = _words(text)
    words, now = _without_now(words)
    spot, words = _placed(words, places) if place_wanted else (None, words)
    days = frozenset(DAYS[word] for word in words if word in DAYS)
    words = [word for word in words if word not in DAYS and word != "feira"]
    phrases = said(words)
    meant, covered = _meant(phrases, words)
    english = all(one.english for one in phrases)
    return Asked(tuple(words), meant, covered, spot, days, now, english)


def corrected(text: str, mended: Mapping[str, str]) -> str:
    """Return the text with misspelt words replaced, folded."""
    return " ".join(mended.get(word, word) for word in _words(text))


def _words(text: str) -> list[str]:
    return fold(text).split()[:MOST_WORDS]


def _without_now(words: list[str]) -> tuple[list[str], bool]:
    for phrase in NOW:
        for start in range(len(words) - len(phrase) + 1):
            if tuple(words[start : start + len(phrase)]) == phrase:
                return words[:start] + words[start + len(phrase) :], True
    return words, False


def _meant(phrases: Iterable[Said], words: list[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    found: dict[str, None] = {}
    covered: set[str] = set()
    for one in phrases:
        found.update(dict.fromkeys(one.categories))
        covered |= set(words[one.start : one.start + one.length])
    return _narrowest(found), frozenset(covered)


def _narrowest(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes without those above another of them: *food pantry* is not all food."""
    several = list(codes)
    higher = {up for code in several for up in with_parents(code)[1:]}
    return tuple(code for code in several if code not in higher)


def _placed(words: list[str], places: Mapping[str, Spot]) -> tuple[Spot | None, list[str]]:
    """Return the place named and the words without it.

    A ZIP code counts anywhere; a town where it ends or begins the text or follows a word like
    *in*, and where it does not stand inside words that mean help (*help with reading*).
    """
    for number, word in enumerate(words):
        if word.isdigit() and word in places:
            return places[word], _cut(words, number, 1)
    help_at = {n for one in said(words) for n in range(one.start, one.start + one.length)}
    for length in range(min(LONGEST_PLACE, len(words)), 0, -1):
        for start in reversed(range(len(words) - length + 1)):
            span = range(start, start + length)
            spot = places.get(" ".join(words[start : start + length]))
            if spot and not help_at & set(span) and _stands_as_place(words, start, length):
                return spot, _cut(words, start, length)
    return None, words


def _stands_as_place(words: list[str], start: int, length: int) -> bool:
    rest = words[start + length :]
    ends = not rest or (len(rest) == 1 and STATE_AFTER.fullmatch(rest[0]) is not None)
    return ends or start == 0 or words[start - 1] in BEFORE_A_PLACE


def _cut(words: list[str], start: int, length: int) -> list[str]:
    left, right = words[:start], words[start + length :]
    while left and left[-1] in BEFORE_A_PLACE:
        left = left[:-1]
    if right and STATE_AFTER.fullmatch(right[0]) and len(right[0]) in {2, 13}:
        right = right[1:]
    return left + right
