"""What a Hub says of itself in public: how long it may be, and how its towns and texts are read."""

import re
from dataclasses import dataclass

from hubtable.hubs.rules.places import STATES

NAME, PHONE, HOURS, TEXT = 120, 40, 160, 4000
"""Letters of what a Hub is called, of its number, of when somebody answers, of each text."""
TOWN, TOWNS = 80, 60
"""Letters of a town, and how many a page names."""
GAP = re.compile(r"\n[^\S\n]*\n\s*")
"""An empty line: what divides paragraphs."""
TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language; of English, `translator` is empty and `shown` is True."""

    name: str
    phone: str
    hours: str
    how_it_works: str
    your_information: str
    translator: str = ""
    shown: bool = True


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text: an empty line divides them, single lines stay."""
    whole = text.replace("\r\n", "\n").strip()
    return tuple(part.strip() for part in GAP.split(whole) if part.strip())


def town(line: str) -> str:
    """Return a town as addresses write it (*Framingham, MA*); empty for what is none."""
    name, _, state = (part.strip() for part in line.rpartition(","))
    code = state.upper()
    return f"{name}, {code}" if 0 < len(name) <= TOWN and code in STATES else ""


def has_markup(text: str) -> bool:
    """Say whether a text has tags in it, which would be shown as they stand."""
    return TAG.search(text) is not None
