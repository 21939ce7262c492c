"""Text of a feed as a person would have typed it, and the encoding of a file's bytes.

HTML entities (also escaped twice), known HTML tags, a backslash and "n" for a line break, invisible
characters. Anything else stays letter by letter. Letters of a wrong encoding are only reported:
mending them can destroy good text.
"""

import codecs
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from hubtable.directory.rules.problems import Problem

SUSPICIOUS = re.compile(
    r"[&<\\\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u00c2\u00c3\u00e2\u200b\u200e\u200f\u2028\u2029\u2060"
    r"\ufeff\ufffd\ud800-\udfff]"
)
"""A text without any of these, stripped, is understood as it is."""
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
LINES = "br p div li ul ol tr table h1 h2 h3 h4 h5 h6 section article header footer hr".split()
WORDS = (
    "a abbr acronym address b big blockquote body center cite code dd del dl dt em font html i img "
    "ins label nobr o:p pre q s small span strike strong sub sup tbody td th thead tt u var time"
).split()
BLOCK = re.compile(rf"</?(?:{'|'.join(LINES)})(?:\s[^<>]*)?/?>", re.IGNORECASE)
INLINE = re.compile(rf"</?(?:{'|'.join(WORDS)})(?:\s[^<>]*)?/?>", re.IGNORECASE)
CELL = re.compile(r"</(?:td|th)>", re.IGNORECASE)
UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
ESCAPES = re.compile(r"\\r\\n|\\n|\\[rt](?![a-z])")
DRIVE = re.compile(r"\b[A-Za-z]:\\")
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u2060\ufeff\ud800-\udfff]"
)
MOJIBAKE = re.compile(r"\ufffd|[\x80-\x9f]|[\u00c2\u00c3][\u0080-\u00bf]|\u00e2(?:\u20ac|\u0080)")
MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class TextRead:
    """A text as given and as understood."""

    given: str
    text: str
    problems: tuple[Problem, ...] = ()


def read_text(given: str) -> TextRead:
    """Return a text without the traces of the programs it went through."""
    if not SUSPICIOUS.search(given):
        return TextRead(given, given.replace("\r", "").strip())
    text, found = given, list[Problem]()
    for _ in range(MOST_ROUNDS):
        before = text
        text = _one_round(text, found)
        if text == before:
            break
    if MOJIBAKE.search(text):
        found.append(Problem.MOJIBAKE)
    return TextRead(given, text, tuple(dict.fromkeys(found)))


def _one_round(text: str, found: list[Problem]) -> str:
    text = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text)
    for take, problem in (
        (_without_control, Problem.CONTROL_CHARACTERS),
        (_without_tags, Problem.TAGS),
        (_without_escapes, Problem.LITERAL_ESCAPES),
        (_without_entities, Problem.ENTITIES),
    ):
        after = take(text)
        if after != text:
            twice = problem is Problem.ENTITIES and problem in found
            found.append(Problem.ENTITIES_TWICE if twice else problem)
        text = after
    return text.replace("\u00a0", " ").strip()


def _without_control(text: str) -> str:
    return CONTROL.sub("", text)


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    if "-->" in text or "</s" in text.lower():
        text = UNSEEN.sub("", text)
    text = CELL.sub(" ", BLOCK.sub("\n", text))
    return re.sub(r"\n{3,}", "\n\n", INLINE.sub("", text)).strip()


def _without_escapes(text: str) -> str:
    if "\\" not in text or DRIVE.search(text):
        return text
    return ESCAPES.sub(lambda match: " " if match[0] == "\\t" else "\n", text)


def _without_entities(text: str) -> str:
    if "&" not in text:
        return text
    return ENTITY.sub(lambda match: html.unescape(match[0]), text)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name Python knows an encoding by, and what was odd about it."""

    name: str
    problems: tuple[Problem, ...] = ()


MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(chunks: Iterable[bytes]) -> Encoding:
    """Return the encoding of a file given in pieces; reads all of them, keeps none.

    The mark at the beginning decides, then the zeros of UTF-16 in Latin text, then whether all of
    it is UTF-8; what is not is read as Windows-1252, in which every byte pair means something.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    first = True
    try:
        for chunk in chunks:
            if first and (told := _told_by_beginning(chunk)):
                return told
            first = False
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return Encoding("cp1252", (Problem.ENCODING,))
    return Encoding("utf-8")


def _told_by_beginning(chunk: bytes) -> Encoding | None:
    for mark, name in MARKS:
        if chunk.startswith(mark):
            return Encoding(name, () if name == "utf-8-sig" else (Problem.ENCODING,))
    sample = chunk[:400]
    if len(sample) >= 4:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if odd > len(sample) * 0.4:
            return Encoding("utf-16-le", (Problem.ENCODING,))
        if even > len(sample) * 0.4:
            return Encoding("utf-16-be", (Problem.ENCODING,))
    return None


def read_bytes(given: bytes) -> tuple[str, Encoding]:
    """Return the text of bytes and the encoding it was read in; never fails.

    Bytes that mean nothing in the encoding become U+FFFD, which a reading reports as mojibake.
    """
    encoding = encoding_of((given,))
    return given.decode(encoding.name, errors="replace"), encoding
