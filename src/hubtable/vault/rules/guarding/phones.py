"""Phone numbers: of North America in any writing, and of other countries.

Others begin with a plus, two noughts or one nought, or stand in groups (ITU-T E.123, E.164: at most
15 figures), or follow a word for a phone.
"""

import re
from collections.abc import Iterator

from hubtable.vault.rules.guarding.dates import dates

Span = tuple[int, int]

NEAR = 24
"""How many characters around figures a date with them may reach."""

_I = re.IGNORECASE
GAP = (
    r"[ \t]{0,5}(?:[:#=-]|no\b\.?|nr\b\.?|number|num\b\.?|is\b|was\b|of\b|ending(?:\s+in)?)*"
    r"[ \t#:]{0,5}"
)
"""What stands between a word for a number and the number."""
_INNER = r"[-. ()/–\u00a0\u2011]{0,3}"
_EXTENSION = (
    r"(?:[\s,;]*(?:x|ext\.?|extension|app\.?|anexo|ramal|interno|poste)\s*\.?:?\s*#?\d{1,6})"
)
_MORE = rf"{_EXTENSION}?"
"""An extension behind the number."""

_AMERICAN = re.compile(
    r"(?<![\w-])(?:\+?1[-. ]*)?(?:\(\s?[2-9]\d{2}\s?\)\s?[-.]?|[2-9]\d{2}\s?[-./ –]\s?)"
    rf"\d{{3}}\s?[-. –]\s?\d{{4}}{_MORE}(?![\w-])"
    rf"|(?<![\w-])(?:\+?1)?[2-9]\d{{2}}[2-9]\d{{6}}{_MORE}(?![\w-])"
    r"|(?<![\w-])[2-9]\d{2}[-. ]\d{4}(?![\w-])",
    _I,
)
_FOREIGN = re.compile(rf"(?<!\w)\(?(?:\+\s?|00)\d{{1,3}}\)?(?:{_INNER}\d){{5,13}}{_MORE}(?!\w)", _I)
_GROUPED = re.compile(
    rf"(?<![\w$.,/-])\(?0\d(?:{_INNER}\d){{5,10}}{_MORE}(?![\w-]|[.,/]\d)"
    rf"|(?<![\w$.,/-])\(\d{{1,5}}\)(?:{_INNER}\d){{4,9}}{_MORE}(?![\w-]|[.,/]\d)"
    rf"|(?<![\w$.,/-])\d{{2,4}}(?:[-. ]\d{{2,4}}){{2,4}}{_MORE}(?![\w-]|[.,/]\d)",
    _I,
)
"""With a nought first, with a prefix in brackets, or in groups; seven figures or more."""
_EXTENDED = re.compile(rf"(?<![\w$.,/])\(?\d(?:{_INNER}\d){{5,13}}{_EXTENSION}(?!\w)", _I)
"""Any six figures or more with an extension."""
_VANITY = re.compile(
    r"(?<![\w-])(?:1[-. ])?\(?8(?:00|33|44|55|66|77|88)\)?[-. ](?=[A-Z0-9-]*[A-Z]{3})"
    r"[A-Z0-9]{3,9}(?:-[A-Z0-9]{2,7})*(?![\w-])"
)
_SAID = re.compile(
    r"\b(?:phone|cell|mobile|call(?:ed|ing)?|dial(?:ed)?|ring|rang|reach(?:ed)?|contact(?:ed)?"
    r"|text(?:ed)?|numbers?(?!\s+of))\b[^\d\n]{0,40}?(?<![\w$.,/-])"
    r"(?P<number>\(?\d(?:[-. ()/–]{0,3}\d){5,14})(?![\w%-]|[.,]\d)",
    _I,
)
"""Six figures or more, a little behind a word for calling."""
_CALLED = re.compile(
    rf"\b(?:phone|cell|cellphone|mobile|tel|telephone|call|text|fax|whatsapp)\b\.?{GAP}"
    r"(?:(?:him|her|them|me|us|at|on|back|under)\s+){0,3}"
    rf"(?P<number>\+?\(?\d(?:{_INNER}\d){{6,14}}{_MORE})(?!\w)"
    rf"|\b(?:phone|cell(?:phone)?|mobile|tel|telephone|fax|whatsapp)\b\.?{GAP}"
    rf"(?P<short>\d{{2,4}}(?:[-. ]\d{{2,4}}){{1,2}}|\d{{5,6}})(?![\w-])",
    _I,
)


def phones(text: str) -> Iterator[Span]:
    """Yield what is a phone number."""
    for pattern in (_AMERICAN, _FOREIGN, _EXTENDED, _VANITY):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _CALLED.finditer(text):
        yield match.span("number" if match["number"] else "short")
    for match in _SAID.finditer(text):
        if not is_dated(text, *match.span("number")):
            yield match.span("number")
    for match in _GROUPED.finditer(text):
        if 7 <= len(re.findall(r"\d", match[0])) <= 15 and not is_dated(text, *match.span()):
            yield match.span()


def is_dated(text: str, start: int, end: int) -> bool:
    """Say whether figures are dates and years, with at most four more, such as an hour."""
    years = re.fullmatch(r"(?:(?:19|20)\d\d[ /.–-]*)+", text[start:end])
    first = max(0, start - NEAR)
    days = [(first + one.start, first + one.end) for one in dates(text[first : end + NEAR])]
    written = [(one, last) for one, last in days if one < end and start < last]
    figures = [start + one.start() for one in re.finditer(r"\d", text[start:end])]
    left = [at for at in figures if not any(one <= at < last for one, last in written)]
    return bool(years) or (bool(written) and len(left) < 5)
