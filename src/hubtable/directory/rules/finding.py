"""What a visitor of the finder asked for, read from a form: what cannot be read is left out."""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass

from hubtable.directory.rules.vocabulary import categories

LONGEST = 200
"""Letters of a field that are read."""
MILES = (1, 3, 5, 10, 25, 50)
LAST_PAGE = 40
OLDEST = 120
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "es": "Español",
    "pt": "Português",
    "ht": "Kreyòl ayisyen",
    "fr": "Français",
    "kea": "Kriolu",
    "zh": "中文",
    "vi": "Tiếng Việt",
    "km": "ខ្មែរ",
    "ar": "العربية",
    "ru": "Русский",
    "ase": "American Sign Language",
}
"""Languages to ask for by ISO 639 code, each by its own name."""
POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")
FILTERS = (
    *("category", "within", "open", "serving", "age", "language", "insurance"),
    *("free", "openings", "remote"),
)
"""Fields behind *More choices*."""
FIRST_CATEGORIES = (
    *("food", "shelter", "housing", "utilities", "health", "mental_health"),
    *("money", "legal", "work", "family", "transport", "goods"),
)
"""What the first page offers without typing, where our vocabulary has it."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What was asked for. Empty text and None: not asked.

    `near` is a ZIP code or town said apart from the words, `point` degrees of latitude and
    longitude (*near me*), rounded to a mile or so: either wins over a place in the words. `within`
    (miles) and `serving` are two things: where a service is, and whether it serves people who live
    at the place.
    """

    text: str = ""
    near: str = ""
    point: tuple[float, float] | None = None
    category: str = ""
    within: float | None = None
    open: bool = False
    serving: bool = False
    age: float | None = None
    language: str = ""
    insurance: str = ""
    free: bool = False
    openings: bool = False
    remote: bool = False
    exactly: bool = False
    """These words are meant as they stand; others typed later are mended again."""
    page: int = 1

    @property
    def asked(self) -> bool:
        """Whether there is anything to search for."""
        return bool(self.text or self.near or any(getattr(self, name) for name in FILTERS))

    @property
    def filters(self) -> int:
        """How many of the further choices are on."""
        return sum(1 for name in FILTERS if getattr(self, name))


def sought(given: Mapping[str, str], insurances: Container[str] = ()) -> Sought:
    """Return what a form says; `insurances` are the codes that can be chosen."""
    text, near = _text(given, "q"), _text(given, "near")
    return Sought(
        text=text,
        near=near,
        point=_point(near),
        category=_one_of(given, "category", categories()),
        within=_number(given, "within", lambda miles: miles in MILES),
        open=_on(given, "open"),
        serving=_on(given, "serving"),
        age=_number(given, "age", lambda years: years <= OLDEST),
        language=_one_of(given, "language", LANGUAGES),
        insurance=_one_of(given, "insurance", insurances),
        free=_on(given, "free"),
        openings=_on(given, "openings"),
        remote=_on(given, "remote"),
        exactly=bool(text) and _text(given, "exactly") == text,
        page=_number(given, "page", lambda page: 1 <= page <= LAST_PAGE) or 1,
    )


def offered(language: str) -> Iterator[tuple[str, str]]:
    """Yield categories to choose from, code and label, children beneath their parents."""
    for one in categories().values():
        if not one.parent:
            yield one.code, one.labels[language]
            for child in categories().values():
                if child.parent == one.code:
                    yield child.code, f"– {child.labels[language]}"


def first_categories(language: str) -> list[tuple[str, str]]:
    """Return what the first page offers: code and label."""
    known = categories()
    return [(code, known[code].labels[language]) for code in FIRST_CATEGORIES if code in known]


def _text(given: Mapping[str, str], name: str) -> str:
    return " ".join(given.get(name, "").replace("\0", "").split())[:LONGEST]


def _on(given: Mapping[str, str], name: str) -> bool:
    return given.get(name, "") == "1"


def _one_of(given: Mapping[str, str], name: str, known: Container[str]) -> str:
    value = given.get(name, "")
    return value if value in known else ""


def _number(given: Mapping[str, str], name: str, fits: Callable[[int], bool]) -> int | None:
    text = given.get(name, "").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
    return number if number is not None and fits(number) else None


def _point(near: str) -> tuple[float, float] | None:
    found = POINT.fullmatch(near)
    if not found:
        return None
    latitude, longitude = (round(float(part), 2) for part in found.groups())
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
