"""Words as they are compared: small letters without accents, and how far one is from another."""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[a-z0-9]+")
SHORTEST = 3
"""Letters of a word worth mending: shorter ones are near to everything."""


def fold(text: str) -> str:
    """Return the words of a text in small letters without accents, one space between.

    An apostrophe parts words, as PostgreSQL's parser has it.
    """
    small = unicodedata.normalize("NFKD", text.lower())
    return " ".join(WORD.findall("".join(c for c in small if not unicodedata.combining(c))))


def distance(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap (optimal string alignment)."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i] + [0] * len(other)
        for j, right in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != right))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == right:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]


def allowed(word: str) -> int:
    """Return how many mistakes a word of this length may hold."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def closest(typed: str, known: Iterable[tuple[str, int]]) -> str:
    """Return the known word most likely meant, or "" where none is near enough.

    `known` are words with how often they stand in the directory; of equally near ones the one with
    the same first letter wins, then the more frequent. People seldom mistake the first letter: with
    another one a second mistake counts double.
    """
    ranked = sorted(
        (distance(typed, word), word[:1] != typed[:1], -often, word) for word, often in known
    )
    if not ranked:
        return ""
    mistakes, begins_otherwise, _, word = ranked[0]
    return word if mistakes + (begins_otherwise and mistakes > 1) <= allowed(typed) else ""
