"""A text compared with sealed identities: each part of a name, the birth date, the address.

Letters are compared without case, accents and possessive, and small misspellings are found. Parts
that are ordinary words ("Hope", "Will") are sought as names only: capitalized inside a sentence, or
beside another part of the same name; in lower case they are asked about, but not blocked.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from hubtable.vault.rules.guarding.cues import FUNCTION, PARTICLES, TITLES
from hubtable.vault.rules.guarding.dates import dates
from hubtable.vault.rules.guarding.findings import Finding, Kind, blocked, likely, together
from hubtable.vault.rules.guarding.words import (
    DAYS,
    NO_PERSON,
    Word,
    bare,
    fold,
    is_ordinary,
    words,
)
from hubtable.vault.rules.identity import Identity

Span = tuple[int, int]

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior", "esq", "aka"})
_STREETS = frozenset(
    "street st avenue ave av road rd lane ln drive dr court ct circle cir place pl terrace ter"
    " boulevard blvd highway hwy parkway pkwy way square sq trail trl row path alley route rte"
    " apt apartment unit suite ste floor fl room rm po box north south east west n s e w ma".split()
)


def compared(text: str, identities: Iterable[Identity]) -> tuple[Finding, ...]:
    """Return where a text says who one of the persons is."""
    found: tuple[Finding, ...] = ()
    for one in identities:
        found = together(
            found,
            blocked(Kind.IDENTITY, _names(text, one.name)),
            blocked(Kind.IDENTITY, _birth_dates(text, one.birth_date)),
            blocked(Kind.IDENTITY, _addresses(text, one.address)),
            likely(_plainly(text, one.name)),
        )
    return found


def parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name that tell: folded, whole and at hyphens, without particles."""
    whole = [bare(word.text) for word in words(name)]
    split = [piece for part in whole for piece in re.split(r"['-]", part)]
    joined = [re.sub(r"['-]", "", part) for part in whole]
    left_out = PARTICLES | _SUFFIXES | TITLES
    return tuple(
        dict.fromkeys(
            part for part in [*whole, *split, *joined] if len(part) > 1 and part not in left_out
        )
    )


def _names(text: str, name: str) -> Iterator[Span]:
    sought = parts(name)
    read = words(text)
    hits = [any(_alike(one.folded, part) for part in sought) for one in read]
    for place, one in enumerate(read):
        pieces = re.split(r"['-]", one.folded)
        hit = hits[place] or any(len(p) > 2 and p in sought for p in pieces)
        if hit and (_telling(one) or _beside(read, hits, place, text)):
            yield one.start, one.end
    yield from _run_together(text, name)


def _telling(one: Word) -> bool:
    """Whether a word that is part of a name stands there as a name."""
    if not is_ordinary(one.folded):
        return len(one.folded) > 2 or one.capital
    return one.capital and not one.first and one.folded not in DAYS


def _beside(read: tuple[Word, ...], hits: list[bool], place: int, text: str) -> bool:
    """Whether another part of the name stands beside a word, over initials and particles."""
    for step in (-1, 1):
        other = place + step
        while 0 <= other < len(read) and (
            len(read[other].text) == 1 or read[other].folded in PARTICLES
        ):
            other += step
        if 0 <= other < len(read) and hits[other]:
            low = min(place, other)
            if not re.search(r"[.;:!?]\s", text[read[low].end : read[low + 1].start]):
                return read[other].folded != read[place].folded or read[place].capital
    return False


def _plainly(text: str, name: str) -> Iterator[Span]:
    """Yield parts of a name that stand as ordinary words; the very smallest are left out."""
    sought = frozenset(parts(name)) - FUNCTION - NO_PERSON
    for one in words(text):
        if one.folded in sought and is_ordinary(one.folded) and len(one.folded) > 2:
            yield one.start, one.end


def _run_together(text: str, name: str) -> Iterator[Span]:
    """Yield the whole name written as one word or with dots: "mariasouza", "m.a.r.i.a"."""
    whole = [part for part in (bare(word.text) for word in words(name)) if len(part) > 1]
    for order in (whole, whole[::-1]):
        letters = re.sub(r"[^a-z]", "", "".join(order))
        if len(letters) > 4:
            yield from _spread(text, letters)
    for part in parts(name):
        if len(part) > 3:
            yield from _spread(text, part, r"[.\-_*]")


def _spread(text: str, letters: str, gap: str = r"[\s.\-_*'’]?") -> Iterator[Span]:
    folded, places = _placed(text)
    pattern = gap.join(re.escape(letter) for letter in letters)
    for match in re.finditer(rf"(?<![a-z]){pattern}(?![a-z])", folded):
        yield places[match.start()], places[match.end() - 1] + 1


def _placed(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its letters where it stands in the text."""
    letters = [(letter, place) for place, one in enumerate(text) for letter in fold(one)]
    return "".join(letter for letter, _ in letters), [place for _, place in letters]


def _alike(word: str, part: str) -> bool:
    """Whether a word is a part of a name or a small misspelling of it."""
    if word == part:
        return True
    if min(len(word), len(part)) < 4 or is_ordinary(word):
        return False
    if word.rstrip("s") == part.rstrip("s"):
        return True
    allowed = 2 if len(part) > 7 else 1 if len(part) > 4 else 0
    return abs(len(word) - len(part)) <= allowed and steps(word, part) <= allowed


def steps(one: str, other: str) -> int:
    """Return how many letters to change, add, drop or swap make one word the other."""
    table = [list(range(len(other) + 1))]
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = min(
                table[-1][column] + 1,
                line[-1] + 1,
                table[-1][column - 1] + (letter != against),
            )
            swapped = row > 1 and column > 1 and letter == other[column - 2]
            if swapped and one[row - 2] == against:
                cost = min(cost, table[-2][column - 2] + 1)
            line.append(cost)
        table.append(line)
    return table[-1][-1]


def _birth_dates(text: str, birth_date: str) -> Iterator[Span]:
    if not birth_date:
        return
    born = date.fromisoformat(birth_date)
    for one in dates(text):
        if one.may_be(born.year, born.month, born.day):
            yield one.start, one.end


def _addresses(text: str, address: str) -> Iterator[Span]:
    """Yield the house number with the street, the street as one, a postal code, the apartment."""
    line = address.split(",", maxsplit=1)[0]
    street = [
        bare(word.text) for word in words(line) if bare(word.text) not in _STREETS | PARTICLES
    ]
    numbers = re.findall(r"\d+", line)
    read = words(text)
    for place, one in enumerate(read):
        if street and _alike(one.folded, street[0]) and _street(text, read, place, numbers):
            yield _with_number(text, one.start, numbers), one.end
    for code in re.findall(r"\b\d{5}\b", address):
        yield from (match.span() for match in re.finditer(rf"\b{code}\b", text))
    for flat in re.findall(r"(?i)\b(?:apt|apartment|unit|#)\.?\s*(\w+)", address):
        pattern = rf"(?i)\b(?:apt|apartment|unit)\.?\s*#?\s*{re.escape(flat)}\b"
        yield from (match.span() for match in re.finditer(pattern, text))


def _street(text: str, read: tuple[Word, ...], place: int, numbers: list[str]) -> bool:
    """Whether a word of a street's name stands there as the street."""
    one = read[place]
    if _with_number(text, one.start, numbers) < one.start or not is_ordinary(one.folded):
        return True
    return any(word.folded in _STREETS for word in read[place + 1 : place + 3])


def _with_number(text: str, start: int, numbers: list[str]) -> int:
    """Return where the house number before a street begins, or the street itself."""
    for number in numbers:
        match = re.search(rf"(?<!\d){number}\w?,?\s+(?:[NSEWnsew]\.?\s+)?$", text[:start])
        if match:
            return match.start()
    return start
