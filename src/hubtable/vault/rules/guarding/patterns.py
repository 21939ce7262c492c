"""What follows a pattern: numbers and addresses that lead to one person.

Numbers but phones are those of the United States, Massachusetts first; whatever else has seven
figures or more is taken for a number of a file, a card or an account. Hub references (D-0141) are
none.
"""

import re
from collections.abc import Iterable, Iterator

from hubtable.vault.rules.guarding.addresses import addresses, maybe_addresses
from hubtable.vault.rules.guarding.dates import dates
from hubtable.vault.rules.guarding.findings import Finding, Kind, blocked, likely, together
from hubtable.vault.rules.guarding.phones import GAP, is_dated, phones

YEARS = 5
"""A full date that lies longer ago than this many years is taken for a birth date."""

_I = re.IGNORECASE
_EMAIL = re.compile(
    r"[\w.+'-]+\s?@\s?[\w-]+(?:\s?\.\s?[a-z]{2,})+"
    r"|[\w.+-]+\s*[\[( ]\s*at\s*[\]) ]\s*[\w-]+\s*[\[( ]\s*dot\s*[\]) ]\s*[a-z]{2,}"
    r"|(?<![\w@.])@[a-z_][\w.]{2,}"
    r"|(?:facebook|instagram|tiktok|snapchat|twitter|linkedin)\.com/[\w./?=-]+",
    _I,
)
_SSN = re.compile(
    r"(?<![\w-])[\dxX*]{3}[- .–][\dxX*]{2}[- .–]\d{4}(?![\w-])"
    rf"|(?:\bssn?\b|\bsocial(?:\s+security)?(?:\s+(?:no|number))?\b|\bss\s?#){GAP}"
    r"[\dxX*][\dxX* .-]{2,9}\d(?!\w)"
    r"|\blast\s+(?:four|4)(?:\s+(?:of|digits|is|are|social|ssn|the|his|her|their))*[ :#]*\d{4}\b",
    _I,
)
_BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b\.?|d/o/b|birth\s?(?:date|day)|bday|b-day|date of birth|birth)\b"
    r"[\s:.,)(-]*(?:(?:on|is|was|the|of|in|his|her|their|turns?|\d{1,2})\s+){0,3}$",
    _I,
)
_PLATE = re.compile(
    r"\b(?:license\s+plates?|plates?|tags?|registration|reg)\b\.?"
    rf"{GAP}(?:(?:MA|NH|RI|CT|NY|ME|VT|mass)\b\.?\s*)?"
    r"(?=[A-Z0-9 -]{2,10})(?=[A-Z -]{0,7}\d)[A-Z0-9]{1,6}(?:[ -][A-Z0-9]{1,5})?(?![\w])"
    r"|(?<![\w-])\d[A-Z]{2,3}\d{2,3}(?![\w-])",
    _I,
)
_FILE = re.compile(
    r"\b(?:docket|case|incident|report|petition|warrant|record|mrn|medicaid|masshealth|medicare|"
    r"member|client|inmate|booking|badge|cad|complaint|citation|policy|account|acct|card|passport|"
    r"licen[cs]e|permit|visa|ein|i-?94|id|file|claim|invoice|voucher|room\s+key|pcf|alien)\b\.?"
    rf"(?:\s+(?:id|card|account|docket|case|file|report|number|no))*{GAP}"
    r"(?=[\w/-]*\d[\w/-]*\d[\w/-]*\d)[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*",
    _I,
)
_LOOSE = re.compile(
    r"(?<![\w-])(?:19|20)?\d{2}-\d{4,8}(?![\w-])"
    r"|(?<![\w-])\d{2,4}[- ]?[A-Z]{2,3}[- ]?\d{3,6}(?:[A-Z]{2})?(?![\w-])"
    r"|(?<!\w)[#№]\s?\d{2,4}-\d{3,}"
    r"|(?<![\w-])[A-Z]{1,3}[- ]?\d{6,}(?![\w-])"
    r"|(?<![\w$.,-])\(?\d(?:[ ()./-]{0,3}\d){6,18}(?![\w-]|[.,]\d)"
    r"|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"
    r"|(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)"
)
_OURS = re.compile(r"\bD-\d{4}\b")


def patterns(text: str, year: int) -> tuple[Finding, ...]:
    """Return what follows a pattern; all but some addresses has to be taken out.

    `year` is the present one, for old dates.
    """
    found = together(
        blocked(Kind.EMAIL, _spans(_EMAIL, text)),
        blocked(Kind.SSN, _spans(_SSN, text)),
        blocked(Kind.BIRTH_DATE, _births(text, year)),
        blocked(Kind.ADDRESS, addresses(text)),
        blocked(Kind.PLATE, _plates(text)),
        blocked(Kind.NUMBER, _files(text)),
        blocked(Kind.PHONE, phones(text)),
        blocked(Kind.NUMBER, _loose(text)),
        likely(maybe_addresses(text), Kind.ADDRESS),
    )
    ours = [match.span() for match in _OURS.finditer(text)]
    return tuple(one for one in found if (one.start, one.end) not in ours)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _births(text: str, year: int) -> Iterator[tuple[int, int]]:
    for one in dates(text):
        old = 1800 < one.year < year - YEARS
        if old or _BORN.search(text[max(0, one.start - 40) : one.start]):
            yield one.start, one.end
    for match in re.finditer(r"\b(?:born(?:\s+in)?|dob:?)\s+((?:19|20)\d\d)\b", text, _I):
        yield match.span()


def _plates(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _spans(_PLATE, text):
        if re.search(r"\d", text[start:end]) and not dates(text[start:end]):
            yield start, end


def _files(text: str) -> Iterator[tuple[int, int]]:
    """A number after a word for files; a plain year or a day after it is none."""
    for match in _FILE.finditer(text):
        last = match[0].split()[-1]
        plain_year = re.fullmatch(r"#?(?:19|20)\d\d(?:/\d\d)?", last)
        if not plain_year and not dates(last) and not _OURS.search(match[0]):
            yield match.span()


def _loose(text: str) -> Iterable[tuple[int, int]]:
    return (span for span in _spans(_LOOSE, text) if not is_dated(text, *span))
