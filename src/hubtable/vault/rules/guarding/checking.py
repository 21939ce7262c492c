"""All rules over one text: sealed identity first, then patterns, then names."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hubtable.vault.rules.guarding.addresses import maybe_addresses
from hubtable.vault.rules.guarding.cues import FUNCTION
from hubtable.vault.rules.guarding.findings import Finding, Kind, likely, together
from hubtable.vault.rules.guarding.identity import compared
from hubtable.vault.rules.guarding.names import names, phrases
from hubtable.vault.rules.guarding.patterns import patterns
from hubtable.vault.rules.guarding.phones import is_dated
from hubtable.vault.rules.guarding.words import (
    ALSO_NAMES,
    NO_PERSON,
    OFFICES,
    is_ordinary,
    words,
)
from hubtable.vault.rules.identity import Identity

Spans = Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Read:
    """What a model takes for names, addresses and phone numbers, as stretches of a text."""

    names: tuple[tuple[int, int], ...] = ()
    addresses: tuple[tuple[int, int], ...] = ()
    phones: tuple[tuple[int, int], ...] = ()


NOTHING = Read()


def checked(
    text: str,
    *,
    identities: Iterable[Identity] = (),
    known: Collection[str] = (),
    year: int,
    read: Read = NOTHING,
) -> tuple[Finding, ...]:
    """Return everything found. `read` is what a model read; `year` is the present one."""
    return together(
        compared(text, identities),
        patterns(text, year),
        names(text, known),
        likely(sensible(text, read.names, known)),
        likely(_numbered(text, read.addresses), Kind.ADDRESS),
        likely(_dialed(text, read.phones), Kind.PHONE),
    )


def sensible(text: str, read: Spans, known: Collection[str] = ()) -> tuple[tuple[int, int], ...]:
    """Return what a model took for names, in whole words, without what is surely none."""
    familiar = phrases(known)
    kept = []
    for start, end in read:
        inside = [one for one in words(text) if one.start < end and start < one.end]
        folded = tuple(one.folded for one in inside)
        if any(phrase[: len(folded)] == folded for phrase in familiar):
            continue
        if not all(_no_name(one.folded, capital=one.capital) for one in inside):
            kept.append((inside[0].start, inside[-1].end))
    return tuple(kept)


ZIP = re.compile(r"\d{5}(?:-\d{4})?")
ROADS = re.compile(r"(?i)(?:route|rte|us|i|exit|highway|hwy|room|section|unit|floor)\.?[ -]?\d+")


def _numbered(text: str, read: Spans) -> tuple[tuple[int, int], ...]:
    """Return the addresses with a number and a name, or a ZIP code: a street alone names nobody."""
    return tuple((start, end) for start, end in read if _is_address(text[start:end]))


def _dialed(text: str, read: Spans) -> tuple[tuple[int, int], ...]:
    """Return the phone numbers of six figures or more that are no dates."""
    return tuple(
        (start, end)
        for start, end in read
        if len(re.findall(r"\d", text[start:end])) > 5 and not is_dated(text, start, end)
    )


def _is_address(part: str) -> bool:
    if ZIP.fullmatch(part.strip()) or any(maybe_addresses(part)):
        return True
    named = any(
        len(one.text) > 1 and (one.capital or not is_ordinary(one.folded)) for one in words(part)
    )
    return bool(re.search(r"\d", part)) and named and not ROADS.fullmatch(part.strip())


def _no_name(folded: str, *, capital: bool) -> bool:
    """Whether a word alone is no name: small words, days, offices, plain words in lower case."""
    if folded in FUNCTION | NO_PERSON | OFFICES or len(folded) < 2:
        return True
    return is_ordinary(folded) and not (capital or folded in ALSO_NAMES)
