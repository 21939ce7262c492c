"""Languages of a service: codes or free text such as "Spanish (limited), ASL by appointment"."""

import re
from dataclasses import dataclass
from functools import lru_cache

import langcodes

from hubtable.directory.rules.language_names import CODE_BY_NAME, NAME_BY_CODE, OLD_CODES
from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.spaces import LONGEST

AMBIGUOUS = {"creole": "ht", "kreole": "ht", "criole": "ht"}
"""Around Boston "Creole" alone mostly means Haitian Creole and sometimes Cape Verdean."""
INTERPRETER = re.compile(
    r"interpret|translat|language ?line|\bany language|\ball languages|other languages"
    r"|\d{1,4}\+? languages|int[eé]rpret|multi-?lingual",
    re.IGNORECASE,
)
PARTS = re.compile(
    r"\s*(?:[,;/|\n•·+]|\s&\s|\band\b|\bor\b|\by\b(?=\s)|&amp;|\s-\s(?=[A-Z]))\s*"
    r"(?![^()]*\))",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^(?P<name>[^(\[:–—]+?)\s*(?:\((?P<a>[^)]*)\)?|\[(?P<b>[^\]]*)\]|[:–—]\s*(?P<c>.+))\s*$"
)
TAIL = re.compile(
    r"^(?:we speak|staff speaks?|speaks?|spoken|fluent in|bilingual in|some|limited|basic|written"
    r"|also)\s+|[\s-]{0,3}(?:speaking|spoken|language|staff|speakers?|available|only|on request"
    r"|upon request|by appointment|by request|limited|some)\.?$",
    re.IGNORECASE,
)
NO_CODES = frozenset(
    "no yes any all and the for not may can one two our use who new per man".split()
)
"""Words that are also codes of languages nobody means by them."""


@dataclass(frozen=True, slots=True)
class LanguageRead:
    """One language: ISO 639 code, English name, and what was said beside it ("limited").

    `interpreter` is true where the text offers an interpreter and no language of its own.
    """

    given: str
    code: str = ""
    name: str = ""
    note: str = ""
    interpreter: bool = False
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=8_192)
def read_languages(given: str) -> tuple[LanguageRead, ...]:
    """Return the languages of a text in its order, each once; none for an empty text."""
    text = re.sub(r"\s+", " ", given.replace("\n", ";")).strip(" .;,")
    if not text:
        return ()
    if len(text) > LONGEST:
        return (LanguageRead(given, name=text, problems=(Problem.NOT_UNDERSTOOD,)),)
    whole = _one(given, text)
    parts = [part for part in PARTS.split(text) if part.strip(" .")]
    if whole.code or len(parts) <= 1:
        return (whole,)
    found: dict[tuple[str, str], LanguageRead] = {}
    for part in parts:
        read = _one(given, part)
        found.setdefault((read.code, read.name if not read.code else ""), read)
    return tuple(found.values())


def _one(given: str, text: str) -> LanguageRead:
    name, note = text.strip(" ."), ""
    for _ in range(4):
        code = _code(name)
        if code:
            return LanguageRead(given, code, NAME_BY_CODE.get(code, name), note.strip())
        if name.lower() in AMBIGUOUS:
            code = AMBIGUOUS[name.lower()]
            return LanguageRead(
                given, code, NAME_BY_CODE[code], note, problems=(Problem.AMBIGUOUS,)
            )
        name, more = _without_note(name)
        if not more:
            break
        note = f"{more} {note}".strip()
    if INTERPRETER.search(text):
        return LanguageRead(given, name=text.strip(), interpreter=True)
    return LanguageRead(given, name=text.strip(), problems=(Problem.UNKNOWN,))


def _without_note(text: str) -> tuple[str, str]:
    if match := NOTE.match(text):
        note = match["a"] or match["b"] or match["c"] or ""
        return match["name"].strip(), note.strip() or "()"
    if match := TAIL.search(text):
        return (text[: match.start()] + text[match.end() :]).strip(" .-"), match[0].strip(" .-")
    return text, ""


def _code(text: str) -> str:
    """Return the code of a name or of a code as feeds write it ("en", "spa", "pt-BR")."""
    name = text.lower().replace("\u2019", "'")
    if name == text and len(name) == 2 and name in NAME_BY_CODE and name not in NO_CODES:
        return name
    return CODE_BY_NAME.get(name) or OLD_CODES.get(name) or _from_code(text, name)


def _from_code(text: str, name: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", name) or name in NO_CODES:
        return ""
    if text != name and len(name) == 3:
        return ""
    first = re.split(r"[-_]", name)[0]
    first = OLD_CODES.get(first, first)
    if first not in NAME_BY_CODE:
        first = langcodes.standardize_tag(first)
    known = first in NAME_BY_CODE or (len(first) == 2 and langcodes.tag_is_valid(first))
    return first if known else ""
