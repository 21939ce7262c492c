"""Addresses as they are written in many countries, on one line or several.

What can be little else is blocked: a number with a street, a box, a state with its ZIP code. What
has the form of an address and may be something else is asked about: a number and a name where
somebody lives, a postal code with a town. A street without a number passes when its name is an
ordinary word, unless the text says that somebody lives there; a rare one is asked about.
"""

import re
from collections.abc import Iterator

from hubtable.vault.rules.guarding import places as p
from hubtable.vault.rules.guarding.words import DAYS, STATES, fold, is_ordinary

Span = tuple[int, int]

_I = re.IGNORECASE
COUNTED = frozenset(
    "nights night days day weeks week months month years year hours hour minutes minute times time"
    " people persons children kids adults residents households calls visits beds units blocks miles"
    " of the at on in and or from to for with is was has had more other new prior family families"
    " am pm young small big large men women staff members officers agencies services"
    " tables".split()
)
"""Words that say a number before or after them counts something."""

_UNIT = r"(?:,?\s*(?:apt|apartment|unit|suite|ste|rm|room|fl|floor|#)\.?\s*#?\s*\w{1,5}\b)?"
_TOWN = rf"(?:,\s*{p.WORD}(?:\s{p.WORD})?)?(?:,?\s+[A-Z]{{2}}\b)?(?:\s+\d{{5}}(?:-\d{{4}})?(?!\d))?"
_NUMBER = r"(?<![\w$#./-])\d{1,5}(?:-\d{1,4})?[A-Za-z]?(?:\s+(?:1/2|bis|ter))?,?\s+"
_NO_COUNT = (
    r"(?!\w|[.:/%-]\d|\s*(?:%|[ap]\.?m\b|(?:times?|(?:week|school)?days?|nights?|weeks?|months?|"
    r"years?|hours?|hrs?|min(?:ute)?s?|people|persons|beds?|units?|visits?|calls?|more|or|of)\b))"
)
_HOUSE = (
    rf"(?:n[r.º°o]{{0,2}}\s*)?\d{{1,5}}(?:\s?[a-zA-Z]\b)?(?:[-/]\d{{1,4}}[a-zA-Z]?)?{_NO_COUNT}"
)
_POSTAL = (
    rf"(?:{p.COUNTRIES}[- ])?"
    r"(?:\d{4,6}|\d{2,3}[ -]\d{2,3}|\d{4}-\d{3}|\d{4}\s[A-Z]{2})"
)
_TOWN_WORD = rf"(?P<strange>(?=\w{{3}}){p.WORD})"
_CORE = (
    r"(?:street|st|avenue|ave|av|road|rd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|terrace|"
    r"ter|boulevard|blvd|highway|hwy|parkway|pkwy|way|square|sq|trail|trl|row|path|alley|crescent|"
    r"turnpike|tpke|broadway|loop|plaza|pike|mews|grove|gardens?|hollow|crossing|landing|orchard|"
    r"causeway|expressway|freeway)"
)
"""Kinds of streets that are seen in lower case too."""

_SURE = (
    re.compile(
        rf"{_NUMBER}(?:[NSEW]{{1,2}}\.?\s+)?(?:(?:{p.WORD}|\d+(?:st|nd|rd|th))\s+){{1,4}}"
        rf"(?i:{p.STREETS})\b\.?{_UNIT}{_TOWN}"
    ),
    re.compile(rf"{_NUMBER}(?:Route|Rte\.?|US|Broadway|Hwy\.?|Highway)\b(?:\s*\d+)?{_UNIT}{_TOWN}"),
    re.compile(rf"{_NUMBER}(?P<plain>(?:[a-z'’.-]+\s+){{1,2}}){_CORE}\b\.?{_UNIT}"),
    re.compile(
        rf"{_NUMBER}(?:rue|rua|calle|avenida|chemin)\s+(?:{p.SMALL}[\s'’]\s*){{0,2}}[^\W\d_]+", _I
    ),
    re.compile(rf"{_NUMBER}{p.BEFORE}\.?\s+(?:{p.SMALL}[\s'’]\s*){{0,3}}{p.WORD}(?:\s+{p.WORD})*"),
    re.compile(
        rf"(?<!\w){p.BEFORE}\.?\s+(?:{p.SMALL}[\s'’]\s*){{0,3}}{p.WORD}"
        rf"(?:\s+(?:{p.SMALL}\s+){{0,2}}{p.WORD}){{0,4}},?\s*{_HOUSE}"
    ),
    re.compile(rf"\b(?:rue|rua|calle|avenida)\s+(?:[^\W\d]+\s+){{1,3}}{_HOUSE}", _I),
    re.compile(rf"(?<!\w)(?P<street>[^\W\d_]{{2,30}}{p.ENDINGS}),?\s+{_HOUSE}", _I),
    re.compile(rf"(?<!\w)(?:{p.WORD}\s+){{1,3}}(?i:{p.APART}),?\s+{_HOUSE}"),
    re.compile(rf"(?<!\w){p.BOXES}\s*(?:#|n[or]\.?)?\s*:?\s*\d[\d ]*\w?\b", _I),
    re.compile(
        r"\b(?:psc|cmr|usag|unit)\s*#?\s*\d{1,5},?\s+box\s*#?\s*\d{1,5}\b"
        r"|\b(?:apo|fpo|dpo)[,\s]+a[aep]\b(?:\s+\d{5}(?:-\d{4})?)?"
        r"|\b(?:usn[sv]|uss|uscgc)\s+\w+\s+(?:[afd]po)\b",
        _I,
    ),
    re.compile(
        r"\b(?:apt|apartment)\b\.?\s*#?\s*(?:\d+\w?|(?-i:[A-Z])\d*|[b-z]\d*)\b"
        r"|\b(?:zip|postal|post)[ -]?(?:code)?\s*(?:is|:|#)?\s*\d{5}(?:-\d{4})?\b",
        _I,
    ),
    re.compile(rf"\b{p.STATES}\.?,?\s+\d{{5}}(?:-\d{{4}})?(?![\w-])"),
    re.compile(r",\s*[a-z]{2}\.?\s+\d{5}(?:-\d{4})?(?![\w-])", _I),
    re.compile(r"(?<![\w-])\d{5}-\d{4}(?![\w-])"),
)
"""`plain` are small words that may count instead, `street` one word that may be another."""

_LIVES = (
    r"(?:\b(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|stay(?:s|ed|ing)?|sleep(?:s|ing)?|slept|"
    r"hous(?:ed|e)|home|apartment|room|rents?|located|found|born|grew\s+up|neighbor|meet|met|seen|corner)"
    r"\s+(?:\w+\s+)?(?:at|on|in|off|of)|\bmov(?:e[ds]?|ing)\s+(?:in)?to|\bdeliver(?:ed|y)?\s+(?:it\s+)?to"
    r"|\b(?:ship|mail|send|sent|shipped|mailed)(?:\s+\w+){0,4}\s+to|\baddress(?:\s+(?:is|was))?"
    r"|\b(?:i\s+am|i'm|we\s+are|we're|he\s+is|he's|she\s+is|she's|they\s+are|they're)\s+at)"
    r"\s*[:,]?\s+"
)
_AT = r"\b(?:at|near|from|to|by|behind|outside)\s+"
_KINDS = p.STREETS.replace("(?:", "(?i:", 1)
_OTHERS = p.PLACES.replace("(?:", "(?i:", 1)
_TITLE = rf"{p.UPPER}[^\W\d_]{{0,30}}[a-zß-ÿ]{{3,}}"
_STRANGE = rf"(?P<strange>(?:{_TITLE}\s){{0,2}}{_TITLE})"
_END = r"(?=\s*(?:[,.;:!?)\n]|$))"
_ASKED = (
    re.compile(rf"{_NUMBER}(?P<name>(?:{p.WORD}\s+){{1,3}}{_OTHERS})\b"),
    re.compile(
        rf"(?<!\w){p.LOOSE_BEFORE}\.?\s+(?:{p.SMALL}[\s'’]\s*){{0,3}}"
        rf"(?P<name>{p.WORD}(?:\s+(?:{p.SMALL}\s+)?{p.WORD}){{0,3}}),?\s*{_HOUSE}"
    ),
    re.compile(rf"{_NUMBER}{p.LOOSE_BEFORE}\.?\s+(?:{p.SMALL}[\s'’]\s*){{0,3}}(?P<name>{p.WORD})"),
    re.compile(rf"(?<!\w)(?P<street>{p.UPPER}[^\W\d_]{{1,30}}{p.LOOSE_ENDINGS}),?\s+{_HOUSE}"),
    re.compile(rf"(?i:{_AT})(?P<at>{_NUMBER}(?P<name>{p.WORD}(?:\s+{p.WORD}){{0,3}}))"),
    re.compile(
        rf"(?i:{_LIVES})(?P<at>(?P<name>(?:{p.WORD}\s+){{0,3}}(?:{p.SMALL}\s+)?{p.WORD}),?\s+{_HOUSE})"
    ),
    re.compile(rf"(?i:{_LIVES})(?P<at>(?:{p.WORD}\s+){{1,3}}{_KINDS})\b"),
    re.compile(rf"^{_NUMBER}(?P<name>{p.WORD}(?: {p.WORD}){{0,3}})[ ,]*$", re.MULTILINE),
    re.compile(rf"(?<!\w){_STRANGE}\s+(?i:{_KINDS})\b"),
    re.compile(rf"(?<!\w){_STRANGE},?\s+(?!(?:19|20)\d\d\b){_HOUSE}{_END}"),
    re.compile(rf"{_NUMBER}{_STRANGE}{_END}"),
    re.compile(p.CODES),
    re.compile(rf"(?<!\w)(?:{p.WORD}\s+){{1,4}}{_HOUSE}\s*[,\n]\s*{_POSTAL}\s+{_TOWN_WORD}"),
    re.compile(rf"{_NUMBER}(?:{p.WORD}\s+){{0,3}}{p.WORD}\s*[,\n]\s*{_POSTAL}\s+{_TOWN_WORD}"),
    re.compile(
        rf"(?:(?<![\w$#.,-])(?:{p.COUNTRIES}[- ])?\d{{5}}|(?:(?<=[,\n] )|(?<=[,\n])|^){_POSTAL})"
        rf"\s+{_TOWN_WORD}(?!\s+[a-z]{{2,}}s\b)",
        re.MULTILINE,
    ),
    re.compile(rf"(?<!\w)(?P<strange>{p.WORD}),?\s+\d{{5}}(?:-\d{{4}})?(?![\w-]|[.,]\d)"),
)
"""`at` is what is found, where a cue stands before it; `name` is no day and counts nothing;
`strange` has a word that is neither, or a state."""


def addresses(text: str) -> Iterator[Span]:
    """Yield what can be little else than an address, or part of one."""
    for pattern in _SURE:
        for match in pattern.finditer(text):
            if not _counts(match) and not _other_word(match):
                yield match.span()


def maybe_addresses(text: str) -> Iterator[Span]:
    """Yield what has the form of an address and may be something else."""
    for pattern in _ASKED:
        for match in pattern.finditer(text):
            if not _counts(match) and not _other_word(match) and _named(match):
                yield match.span("at" if "at" in pattern.groupindex else 0)


def _folded(match: re.Match[str], group: str) -> list[str]:
    return fold(match.groupdict().get(group) or "").replace(",", " ").replace(".", " ").split()


def _counts(match: re.Match[str]) -> bool:
    """Whether the number is how many of something, or the time of a day."""
    return bool((COUNTED | DAYS) & {*_folded(match, "plain"), *_folded(match, "name")})


def _other_word(match: re.Match[str]) -> bool:
    """Whether what ends like a street is an ordinary word: "during 2", "Norway 2"."""
    return any(len(one) > 3 and is_ordinary(one) for one in _folded(match, "street"))


def _named(match: re.Match[str]) -> bool:
    """Whether something that has to be strange is no ordinary word, or is a state."""
    sought = _folded(match, "strange")
    return not sought or any(one in STATES or not is_ordinary(one) for one in sought)
