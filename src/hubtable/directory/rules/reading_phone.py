"""Phone numbers as feeds write them: several in a cell, extensions, words, short codes.

Numbers are those of the North American Numbering Plan unless they begin with "+" or 011. The
pattern here finds them, the `phonenumbers` library says whether the plan assigns them to anybody.
A number with too few or too many digits is not made up: the text stays, the number is empty.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.spaces import LONGEST, one_line

SHORT_CODES = frozenset("211 311 411 511 611 711 811 911 988".split())
"""N11 codes (47 CFR 52.15 and FCC orders on each) and the 988 Lifeline (47 CFR 52.200)."""
NUMBER = re.compile(
    r"""(?<![\dA-Za-z])
    (?:\+?1[\s.\-\u2010-\u2015]*)?
    \(?(?P<area>[2-9]\d\d)\)?[\s.\-/\u2010-\u2015]*
    (?:(?P<digits>\d{3}[\s.\-\u2010-\u2015]*\d{4})(?!\d)
     |(?P<word>(?=[\dA-Z\-]{0,12}[A-Z]{3})[\dA-Z](?:-?[\dA-Z]){6,9})(?![\dA-Za-z]))
    """,
    re.VERBOSE,
)
FOREIGN = re.compile(r"(?:\+|\b011[\s.-]*)(?!1\b)(\d[\d\s().\-]{6,18}\d)")
EXTENSION = re.compile(
    r"[\s,;]*\(?(?:\b(?P<how>extension|extn?|local|loc|press|option|opt)|x\s*(?P<x>opt(?:ion)?)?|\#)"
    r"(?:ension)?[\s.:\#]*(?P<digits>\d{1,8}(?:-\d{1,6})?)\)?"
    r"(?P<more>(?:(?:\s*,\s*(?:or\s+)?|\s*/\s*|\s+or\s+)\d{1,7}(?!\d|[\s.-]*\d{3}))*)",
    re.IGNORECASE,
)

LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
KINDS = (
    ("fax", r"\bfax\b|\bfacsimile\b"),
    ("text", r"\btext\b|\bsms\b"),
    ("tty", r"\btt[yd]d?\b|\btdd\b|\btextphone\b|\bminicom\b"),
    ("hotline", r"\bhot-?line\b|\bcrisis\b|\bhelpline\b"),
    ("cell", r"\bcell(?:ular)?\b|\bmobile\b|\bc:"),
    ("voice", r"\bvoice\b|\boffice\b|\bmain\b|\btel\b|\bphone\b"),
)
KIND_WORDS = [(kind, re.compile(words, re.IGNORECASE)) for kind, words in KINDS]
FILLER = re.compile(
    r"\b(?:phone|tel|telephone|number|no|ext|and|or|also|call|the|at)\b|[^\w&' ]|_|\d+$",
    re.IGNORECASE,
)
TEXT_CODE = re.compile(r"\b(?:text|sms)\b.{0,30}?\b(?P<code>\d{5,6})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PhoneRead:
    """One number: `number` as people write it, `e164` for dialing ("" for short codes).

    `kind` is what the text itself says (fax, text, tty, hotline, cell, voice) or "". `note` is what
    stood beside the number ("Michelle", "office").
    """

    given: str
    number: str = ""
    e164: str = ""
    extension: str = ""
    kind: str = ""
    note: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def uri(self) -> str:
        """Return the address a link dials (RFC 3966), or "" where nothing is understood."""
        if not self.e164:
            return f"tel:{self.number};phone-context=+1" if self.number else ""
        return f"tel:{self.e164}" + (f";ext={self.extension}" if self.extension else "")

    @property
    def text(self) -> str:
        """Return the number with its extension, as people write it."""
        return f"{self.number} x{self.extension}" if self.extension else self.number


@lru_cache(maxsize=65_536)
def read_phones(given: str, extension: str = "") -> tuple[PhoneRead, ...]:
    """Return every number of a cell in its order; at least one reading, also for an empty text.

    `extension` is the feed's own column, used where the number's text has none.
    """
    text = unicodedata.normalize("NFKC", given)
    text = re.sub(r"[\u200b-\u200f\u2060\ufeff\x00]", "", one_line(text))
    if not text:
        return (PhoneRead(given, extension=extension.strip()),)
    if len(text) > LONGEST:
        return (PhoneRead(given, problems=(Problem.NOT_UNDERSTOOD,)),)
    found = list(_found(given, text))
    if not found:
        found = [_without_number(given, text)]
    if len(found) > 1:
        found = [_with(read, problems=(*read.problems, Problem.SEVERAL)) for read in found]
    return tuple(_extended(read, extension) for read in found)


def _with(read: PhoneRead, **changes: object) -> PhoneRead:
    values = {name: getattr(read, name) for name in PhoneRead.__dataclass_fields__}
    return PhoneRead(**(values | changes))


def _extended(read: PhoneRead, extension: str) -> PhoneRead:
    if read.extension or not extension.strip():
        return read
    match = re.fullmatch(r"(?:\D*?)(\d{1,8}(?:-\d{1,6})?)(?:\.0)?", extension.strip())
    if match:
        return _with(read, extension=match[1])
    return _with(read, problems=(*read.problems, Problem.LEFT_OVER))


def _found(given: str, text: str) -> Iterator[PhoneRead]:
    """Yield readings of the numbers in a text, each with the words up to the next one."""
    matches = list(NUMBER.finditer(text)) or list(FOREIGN.finditer(text))
    seen: set[str] = set()
    ends = [match.end() for match in matches]
    starts = [match.start() for match in matches]
    between = [text[end:start] for end, start in zip([0, *ends], [*starts, len(text)], strict=True)]
    labels_first = bool(re.search(r"[^\W\d_]", between[0])) or any(
        part.rstrip().endswith(":") for part in between[1:-1]
    )
    for index, match in enumerate(matches):
        before, after = _labels(between[index], between[index + 1], first=labels_first)
        reads = list(_readings(given, match, before if labels_first or not index else "", after))
        if reads[0].e164 in seen and not reads[0].extension:
            continue
        seen.update(read.e164 for read in reads)
        yield from reads


def _labels(before: str, after: str, *, first: bool) -> tuple[str, str]:
    """Return what belongs to a number of the text before and after it.

    Where labels stand before their numbers ("Fax: …"), only an extension after one is its own.
    """
    own = EXTENSION.match(before)
    before = before[own.end() :] if own else before
    if not first:
        return before, after
    extension = EXTENSION.match(after)
    return before, after[: extension.end()] if extension else ""


def _readings(given: str, match: re.Match[str], before: str, after: str) -> Iterator[PhoneRead]:
    extension = EXTENSION.match(after)
    rest = before + " " + (after[extension.end() :] if extension else after)
    number, e164, problems = _number(match)
    note, kind, left = _beside(rest)
    problems += left
    if not extension:
        yield PhoneRead(given, number, e164, "", kind, note, problems)
        return
    for digits in (extension["digits"], *re.findall(r"\d+", extension["more"])):
        long = (Problem.LONG_EXTENSION,) if len(digits) > 7 or "-" in digits else ()
        yield PhoneRead(given, number, e164, digits, kind, note, problems + long)


def _number(match: re.Match[str]) -> tuple[str, str, tuple[Problem, ...]]:
    if match.re is FOREIGN:
        return _foreign(match)
    groups = match.groupdict()
    local = groups["digits"] or groups["word"].translate(LETTERS)
    digits = groups["area"] + re.sub(r"\D", "", local)[:7]
    assigned = phonenumbers.is_valid_number(
        phonenumbers.PhoneNumber(country_code=1, national_number=int(digits))
    )
    shown = f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return shown, f"+1{digits}", () if assigned else (Problem.NOT_ASSIGNED,)


def _foreign(match: re.Match[str]) -> tuple[str, str, tuple[Problem, ...]]:
    try:
        number = phonenumbers.parse("+" + re.sub(r"\D", "", match[1]))
    except phonenumbers.NumberParseException:
        return "", "", (Problem.NOT_UNDERSTOOD,)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    valid = phonenumbers.is_valid_number(number)
    return shown, e164, () if valid else (Problem.NOT_ASSIGNED,)


def _beside(rest: str) -> tuple[str, str, tuple[Problem, ...]]:
    """Return the words beside a number, the kind they tell, and whether digits are left."""
    kind = next((kind for kind, words in KIND_WORDS if words.search(rest)), "")
    words = re.sub(r"\s+", " ", FILLER.sub(" ", rest)).strip()
    digits = bool(re.search(r"\d", rest))
    return words, kind, (Problem.LEFT_OVER,) if digits else ()


def _without_number(given: str, text: str) -> PhoneRead:
    """Return the reading of a text in which no full number stands: a short code or nothing."""
    digits = re.sub(r"\D", "", text)
    note, kind, _ = _beside(re.sub(r"\d[\d\s.-]*", " ", text))
    if digits in SHORT_CODES and re.fullmatch(r"[\d\s.\-]+|\D*\b\d{3}\b\D*", text):
        return PhoneRead(given, digits, kind=kind, note=note)
    if code := TEXT_CODE.search(text):
        return PhoneRead(given, code["code"], kind="text", note=note)
    if (extension := EXTENSION.match(text)) and not text[extension.end() :].strip():
        return PhoneRead(
            given, extension=extension["digits"], kind=kind, problems=(Problem.NO_NUMBER,)
        )
    if not digits:
        return PhoneRead(given, note=note, kind=kind, problems=(Problem.NO_NUMBER,))
    by_length = {7: Problem.NO_AREA_CODE, 10: Problem.NOT_ASSIGNED}
    problem = by_length.get(len(digits), Problem.WRONG_LENGTH)
    return PhoneRead(given, kind=kind, problems=(problem,))
