"""Opening hours in prose: "Mon - Thu 9 am to 5 pm, 1st and 3rd Saturday 10-12", HTML tables.

Sentences are read whole or not at all: one word that is not known (a meal, a group of people) can
change what the times beside it mean. What is not read stays as a schedule of words alone, so that
nobody is told "closed" where the text said something more.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from hubtable.directory.rules.hours_sentence import Group, Sentence, Spec, Unread, read_sentence
from hubtable.directory.rules.hours_words import Kind, Token, tokens
from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_text import read_text
from hubtable.directory.rules.schedules import Schedule
from hubtable.directory.rules.spaces import spaced

CELLS = (
    (re.compile(r"</time>\s*<time>", re.IGNORECASE), ", "),
    (re.compile(r"</t[dh]>\s*<t[dh][^<>]*>", re.IGNORECASE), ": "),
    (re.compile(r"</?(?:tr|br|p|li|div)\b[^<>]*>", re.IGNORECASE), "\n"),
)

GO_ON = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Daily|Week|E[SD]?T\b|Eastern|AND\b|TO\b|OR\b)"
"""What begins with a capital letter after "p.m." without beginning a sentence."""
PLAIN = (
    (re.compile(r"[\u2010-\u2015\u2212]"), "-"),
    (re.compile(r"[\u2018\u2019]"), "'"),
    (re.compile(rf"\b([ap])\.\s?m\b\.?(?=\s+(?!{GO_ON})[A-Z]|\s*$)"), r"\1m. "),
    (re.compile(r"\b([ap])\.\s?m\b\.?"), r"\1m"),
    (
        re.compile(r"\b(mon|tues?|weds?|thur?s?|fri|sat|sun|appt|hrs?|sept?|oct|nov|dec)\.", re.I),
        r"\1",
    ),
    (re.compile(r"\b(?:M|T|Tu|W|Th|R|F)(?:\s*[-/,&]\s*(?:M|T|Tu|W|Th|R|F))+\b"), "letters"),
    (re.compile(r"\bMWF\b"), "Mon, Wed, Fri"),
    (
        re.compile(
            r"[:,]?\s*(?:please\s+)?call\s+(?:us\s+)?(?:at\s+)?\(?\d{3}\)?[\s.-]*\d{3}-\d{4}"
            r"(?:\s+to\s+(?:make an appointment|register|schedule(?: an appointment)?))?",
            re.IGNORECASE,
        ),
        "",
    ),
    (re.compile(r"\bT[/ ]?Th\b|\bTR\b"), "Tue, Thu"),
)
LETTERS = {"M": "Mon", "T": "Tue", "Tu": "Tue", "W": "Wed", "Th": "Thu", "R": "Thu", "F": "Fri"}
ENDS = re.compile(r"[;\n]+|(?<![0-9])\.(?=\s|$)|(?<=\d)\.(?=\s+[A-Z]|\s*$)|!(?=\s|$)")
TELLING = {Kind.DAY, Kind.CLOSED, Kind.APPOINTMENT, Kind.ALL_DAY, Kind.SEASON, Kind.HOLIDAYS}
VARIES = re.compile(
    r"(?:the )?(?:(?:hours?|times?|schedules?|days)(?: and )?)* ?(?:may )?var(?:y|ies)\b[a-z ]*"
    r"|(?:please )?call (?:ahead )?(?:for|to confirm) (?:the )?(?:current )?(?:hours|schedule)"
)
WHENEVER = re.compile(r"\b(?:hours?|vary|varies|times?|open|schedule)\b")


@dataclass(frozen=True, slots=True)
class HoursRead:
    """Hours as given and as schedules; the last ones may be words alone."""

    given: str
    schedules: tuple[Schedule, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def understood(self) -> bool:
        """Say whether everything the text says about hours was understood."""
        return bool(self.schedules) and not NOT_ALL & set(self.problems)


NOT_ALL = {Problem.NOT_UNDERSTOOD, Problem.PARTLY_UNDERSTOOD, Problem.NO_HOURS}


def read_hours(given: str) -> HoursRead:
    """Return the schedules of a text that is meant to tell hours: whatever it says is kept."""
    read = hours_in(given)
    if read.schedules or not given.strip():
        return read
    return HoursRead(given, (Schedule(given=given),), (Problem.NOT_UNDERSTOOD,))


@lru_cache(maxsize=16_384)
def hours_in(given: str) -> HoursRead:
    """Return the schedules a description tells; none where it tells nothing of hours."""
    if not given.strip():
        return HoursRead(given)
    read, left = _sentences(_plain(given))
    if not read and len(left) == 1 and VARIES.fullmatch(left[0].lower().strip(" .")):
        return HoursRead(given, (Schedule(given=given),), (Problem.VARIES,))
    if any({Kind.CLOSED, Kind.SEASON} & {t.kind for t in tokens(part.lower())} for part in left):
        return HoursRead(given, (Schedule(given=given),), (Problem.NOT_UNDERSTOOD,))
    schedules, problems = _schedules(read)
    if not schedules and not left:
        silent = not any(sentence.closed or sentence.breaks for sentence in read)
        problem = Problem.NO_HOURS if silent else Problem.NOT_UNDERSTOOD
        return HoursRead(given, () if silent else (Schedule(given=given),), (problem,))
    if left:
        problem = Problem.PARTLY_UNDERSTOOD if schedules else Problem.NOT_UNDERSTOOD
        problems.append(problem)
        schedules.append(Schedule(given=" ".join(left) if schedules else given))
    return HoursRead(given, tuple(schedules), tuple(dict.fromkeys(problems)))


def _plain(given: str) -> str:
    text = spaced(given)
    for pattern, put in CELLS:
        text = pattern.sub(put, text)
    text = spaced(read_text(text).text)
    for pattern, put in PLAIN:
        text = pattern.sub(_words_of_letters if put == "letters" else put, text)
    return text


def _words_of_letters(match: re.Match[str]) -> str:
    return re.sub(r"Tu|Th|[MTWRF]", lambda letter: LETTERS[letter[0]], match[0])


def _sentences(text: str) -> tuple[list[Sentence], list[str]]:
    """Return the sentences understood and the words of those that were not."""
    read, left = list[Sentence](), list[str]()
    carried: tuple[Spec, ...] = ()
    for part in ENDS.split(text):
        found = tokens(part.lower())
        try:
            sentence = read_sentence(found)
        except Unread:
            if _tells(found, part):
                left.append(part.strip())
            carried = ()
            continue
        if sentence.empty:
            if WHENEVER.search(part.lower()) and len(part.split()) <= 6:
                left.append(part.strip())
            continue
        if sentence.only_times and carried:
            sentence = replace(sentence, groups=(Group(carried, sentence.groups[0].times),))
        elif sentence.only_days:
            carried = sentence.groups[0].specs
        read.append(replace(sentence, given=part.strip()))
    return read, left


def _tells(found: list[Token], part: str) -> bool:
    """Say whether a sentence that was not read may tell about hours."""
    if any(t.kind in TELLING or (t.kind is Kind.TIME and (t.half or t.text)) for t in found):
        return True
    return bool(WHENEVER.search(part.lower())) and len(found) <= 6


def _schedules(read: list[Sentence]) -> tuple[list[Schedule], list[Problem]]:
    carried = {id(s.groups[0].specs) for s in read if s.groups and not s.only_days}
    told = [s for s in read if not (s.only_days and id(s.groups[0].specs) in carried)]
    off = [sentence.given for sentence in read if sentence.holidays_off]
    closed = {day for sentence in read for day in sentence.closed}
    breaks = [pause for sentence in read for pause in sentence.breaks]
    found = [s for sentence in told for s in sentence.schedules(closed, breaks)]
    problems = list[Problem]()
    if any(s.opens is not None and not s.dated for s in found):
        problems.append(Problem.NO_DAYS)
    if any(s.opens is None and s.days for s in found):
        problems.append(Problem.NO_TIMES)
    if any(not sentence.sure for sentence in told):
        problems.append(Problem.AMBIGUOUS)
    if off:
        found.append(Schedule(given=off[0], holidays_off=True))
    return list(dict.fromkeys(found)), problems
