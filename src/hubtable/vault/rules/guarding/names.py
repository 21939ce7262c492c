"""Stretches that are likely a person's name, by how they stand in a sentence.

There is no list of names: a word is suspected because it is no ordinary English (`words.py`), or
because of what stands before it (a title, "mother", "named"), behind it ("was discharged"), or how
it is written (initials, capitals). What stands beside "Street" or "Clinic" is taken for a place.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from hubtable.vault.rules.guarding.cues import (
    FUNCTION,
    INITIAL,
    INITIALS,
    NAMING,
    NOT_INITIALS,
    PARTICLES,
    PERSON,
    PERSON_VERBS,
    PLACE_BEFORE,
    SPOKEN,
    SURNAMES,
    TITLES,
    WEAK,
)
from hubtable.vault.rules.guarding.findings import Finding, likely
from hubtable.vault.rules.guarding.words import (
    ALSO_NAMES,
    DAYS,
    NO_PERSON,
    OFFICES,
    Word,
    bare,
    is_ordinary,
    words,
)

Span = tuple[int, int]


@dataclass(frozen=True)
class _Reading:
    text: str
    known: frozenset[tuple[str, ...]]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return words(self.text)

    @cached_property
    def capitals(self) -> bool:
        """Whether the whole text is in capitals, so that they say nothing."""
        letters = [one for one in self.text if one.isalpha()]
        return len(self.words) > 5 and sum(map(str.isupper, letters)) > 0.7 * len(letters)

    @cached_property
    def masked(self) -> frozenset[int]:
        """The places of words that belong to what the Hub knows."""
        folded = [one.folded for one in self.words]
        return frozenset(
            place
            for phrase in self.known
            for start in range(len(folded) - len(phrase) + 1)
            if tuple(folded[start : start + len(phrase)]) == phrase
            for place in range(start, start + len(phrase))
        )

    def between(self, place: int) -> str:
        """What stands between a word and the next; something that joins nothing at the end."""
        if not 0 <= place < len(self.words) - 1:
            return "."
        return self.text[self.words[place].end : self.words[place + 1].start]

    def joined(self, place: int) -> bool:
        """Whether a word and the next can be one name."""
        gap = self.between(place)
        short = 0 <= place < len(self.words) and len(self.words[place].text) == 1
        return bool(re.fullmatch(r"[ \t\u00a0]{1,3}|-", gap)) or (short and gap.strip() == ".")

    def strange(self, place: int) -> bool:
        """Whether a word is neither English nor known nor an abbreviation."""
        one = self.words[place]
        if place in self.masked or is_ordinary(one.folded) or one.folded in PARTICLES | TITLES:
            return False
        return not (one.shouted and not self.capitals and self._abbreviation(place))

    def _abbreviation(self, place: int) -> bool:
        """Whether a word in capitals stands alone and is short, or very short."""
        beside = any(
            self.joined(min(place, other)) and self.words[other].shouted
            for other in (place - 1, place + 1)
            if 0 <= other < len(self.words)
        )
        if beside:
            return len(self.words[place].text) < 4
        return len(self.words[place].text) < (5 if self.followed(place) in PERSON_VERBS else 6)

    def called(self, place: int) -> bool:
        """Whether a word is also what people are called."""
        one = self.words[place]
        return place not in self.masked and one.folded in ALSO_NAMES

    def capital(self, place: int) -> bool:
        """Whether a word is capitalized and that says something."""
        return self.words[place].capital and not self.capitals

    def office(self, place: int) -> bool:
        one = self.words[place]
        return one.folded in OFFICES and (one.capital or self.capitals)

    def plain(self, place: int) -> bool:
        """Whether a word can be no part of a name."""
        folded = self.words[place].folded
        if place in self.masked:
            return True
        function = folded in FUNCTION and not (self.called(place) and self.capital(place))
        return function or folded in NO_PERSON - ALSO_NAMES

    def before(self, place: int) -> str:
        return self.text[max(0, self.words[place].start - 40) : self.words[place].start]

    def followed(self, place: int) -> str:
        """The folded word after a place, in the same sentence."""
        inside = place + 1 < len(self.words) and not re.search(r"[.;:!?]", self.between(place))
        return self.words[place + 1].folded if inside else ""


def names(text: str, known: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what is likely a name. `known` are the names of agencies, places and staff."""
    reading = _Reading(text, phrases(known))
    spans = [_grown(reading, place) for place in range(len(reading.words)) if _seed(reading, place)]
    return likely(_apart([*spans, *_initials(text)]))


def phrases(known: Collection[str]) -> frozenset[tuple[str, ...]]:
    """Return known names as folded words; of longer ones their first two words as well."""
    found = {tuple(bare(word.text) for word in words(name)) for name in known}
    return frozenset(phrase for phrase in found | {one[:2] for one in found} if phrase)


def _seed(reading: _Reading, place: int) -> bool:
    one = reading.words[place]
    if len(one.text) < 2 or reading.plain(place):
        return False
    if _titled(reading, place) or _named(reading, place):
        return True
    if _organization(reading, place):
        return False
    if reading.capital(place):
        return _capital_seed(reading, place)
    return _lower_seed(reading, place)


def _titled(reading: _Reading, place: int) -> bool:
    if not place or reading.words[place - 1].folded not in TITLES:
        return False
    gap = reading.between(place - 1)
    strange = reading.capital(place) or reading.strange(place)
    surname = not reading.office(place) or reading.words[place].folded in SURNAMES
    return strange and gap.strip() in ("", ".") and surname


def _named(reading: _Reading, place: int) -> bool:
    """Whether a word stands behind "named" and the like, where any word is a name."""
    before = reading.before(place)
    if not NAMING.search(before):
        return False
    if re.search(r"(?i)called\s*$", before):
        return reading.strange(place) or (reading.called(place) and reading.capital(place))
    return reading.capital(place) or reading.strange(place) or reading.called(place)


def _capital_seed(reading: _Reading, place: int) -> bool:
    one = reading.words[place]
    cued = bool(PERSON.search(reading.before(place)))
    if reading.strange(place):
        return one.first or cued or not _is_where(reading, place)
    if not reading.called(place):
        return False
    if reading.joined(place) and _goes_on(reading, place + 1):
        return True
    if _is_where(reading, place) or (one.folded in DAYS | NO_PERSON):
        return False
    if one.possessive or reading.followed(place) in PERSON_VERBS:
        return True
    return not one.first and (cued or not one.shouted)


def _goes_on(reading: _Reading, place: int) -> bool:
    """Whether the next word can be a surname: capitalized, and none that is only an office."""
    return reading.capital(place) and not reading.plain(place) and not reading.words[place].first


def _is_where(reading: _Reading, place: int) -> bool:
    """Whether a capitalized word stands where places stand: "in Norwood", "Norwood, MA"."""
    state = reading.words[place + 1].text if place + 1 < len(reading.words) else ""
    if reading.between(place) == ", " and re.fullmatch(r"[A-Z]{2}", state):
        return True
    back = place
    while back and reading.joined(back - 1) and reading.words[back - 1].capital:
        back -= 1
    before = reading.words[back - 1] if back else None
    if before is None or reading.between(back - 1).strip() or before.folded not in PLACE_BEFORE:
        return False
    spoke = re.search(
        r"(?i)\b(?:spoke|speak|talk\w*|check\w*|said|say|lied)\s+(?:to|on)\s*$",
        reading.before(back),
    )
    person = reading.words[place].possessive or reading.followed(place) in PERSON_VERBS
    return not spoke and not person


def _lower_seed(reading: _Reading, place: int) -> bool:
    one = reading.words[place]
    if reading.called(place):
        return _called_aloud(reading, place)
    if not reading.strange(place) or len(one.folded) < 3:
        return False
    before = reading.before(place)
    cued = bool(SPOKEN.search(before) or (PERSON.search(before) and not WEAK.search(before)))
    pair = any(
        reading.joined(min(place, other)) and (reading.strange(other) or reading.called(other))
        for other in (place - 1, place + 1)
        if 0 <= other < len(reading.words)
    )
    behind = reading.followed(place) in PERSON_VERBS or one.possessive
    return one.accented or cued or pair or behind or _second_behind(reading, place)


def _called_aloud(reading: _Reading, place: int) -> bool:
    """Whether a word that is also a name stands behind "spoke to" with something like a surname."""
    behind = reading.followed(place)
    spoken = SPOKEN.search(reading.before(place)) and reading.joined(place)
    return bool(spoken and behind) and behind not in FUNCTION | OFFICES - SURNAMES


def _second_behind(reading: _Reading, place: int) -> bool:
    """Whether a strange word and an ordinary one stand before a verb: "gabriel green was"."""
    if not reading.joined(place) or reading.plain(place + 1):
        return False
    return reading.followed(place + 1) in PERSON_VERBS or bool(
        re.match(r"\s*[,(]?\s*(?:\d|dob\b)", _after(reading, place + 1))
    )


def _after(reading: _Reading, place: int) -> str:
    return reading.text[reading.words[place].end :][:12].lower()


def _organization(reading: _Reading, place: int) -> bool:
    """Whether the capitalized run around a word names a place or an organization."""
    first, last = _run(reading, place)
    if not any(reading.office(one) for one in range(first, last + 1)):
        return False
    person = PERSON.search(reading.before(first)) or reading.followed(last) in PERSON_VERBS
    two = last - first == 1 and reading.office(last) and not reading.office(first)
    surname = reading.words[last].folded in SURNAMES
    return not (person and two and surname)


def _run(reading: _Reading, place: int) -> tuple[int, int]:
    """Return the first and last place of the capitalized run around a word, over "of" and "&"."""
    first = last = place
    while first and _runs_on(reading, first - 1, first - 1):
        first -= 1
    while last + 1 < len(reading.words) and _runs_on(reading, last, last + 1):
        last += 1
    return first, last


def _runs_on(reading: _Reading, gap: int, other: int) -> bool:
    word = reading.words[other]
    link = re.fullmatch(r"\s+(?:&\s+)?|\s*[/-]\s*", reading.between(gap))
    begins = word.first and gap == other and is_ordinary(word.folded) and not reading.office(other)
    return bool(link) and word.capital and word.folded not in FUNCTION and not begins


def _grown(reading: _Reading, place: int) -> Span:
    first = last = place
    while last + 1 < len(reading.words) and _joins(reading, last, last + 1):
        last += 1
    while first and _joins(reading, first - 1, first - 1):
        first -= 1
    if (
        first
        and reading.words[first - 1].folded in TITLES
        and reading.between(first - 1)[:2] in DOT
    ):
        first -= 1
    return reading.words[first].start, reading.words[last].end


DOT = (" ", ". ", ".")


def _joins(reading: _Reading, gap: int, other: int) -> bool:
    """Whether a neighbor belongs to the name: across `gap`, the word `other`."""
    word = reading.words[other]
    if reading.plain(other) or word.folded in TITLES:
        return False
    if reading.between(gap) == ", ":
        return _turned(reading, gap)
    if not reading.joined(gap):
        return False
    small = word.folded in PARTICLES or len(word.text) == 1
    return small or reading.strange(other) or reading.called(other) or _surname(reading, other, gap)


def _surname(reading: _Reading, place: int, gap: int) -> bool:
    """Whether an ordinary word beside a name is the rest of it: "Zora Young", "zora lane"."""
    word = reading.words[place]
    common = word.folded in SURNAMES
    if word.capital:
        return reading.capital(place) and not word.first and (common or not reading.office(place))
    return place > gap and (common or reading.followed(place) in PERSON_VERBS)


def _turned(reading: _Reading, gap: int) -> bool:
    """Whether two words around a comma are surname and first name."""
    one, two = reading.words[gap], reading.words[gap + 1]
    if not (one.capital and two.capital) or reading.plain(gap) or reading.plain(gap + 1):
        return False
    if reading.office(gap) and one.folded not in SURNAMES:
        return False
    behind = reading.followed(gap + 1) in PERSON_VERBS
    surname = reading.strange(gap) or behind or not one.first
    return surname and (reading.strange(gap + 1) or reading.called(gap + 1))


def _initials(text: str) -> Iterator[Span]:
    for match in INITIALS.finditer(text):
        if not NOT_INITIALS.match(match[0]):
            yield match.span()
    for match in INITIAL.finditer(text):
        surname = bare(match["surname"])
        begins = re.search(r"(?:^|[.:;,(]\s*)$", text[: match.start()])
        cued = begins or PERSON.search(text[: match.start()])
        if surname not in FUNCTION | OFFICES - SURNAMES and (cued or not is_ordinary(surname)):
            yield match.span()


def _apart(spans: list[Span]) -> list[Span]:
    """Return spans joined where they touch."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start <= kept[-1][1] + 1:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept
