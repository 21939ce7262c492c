"""The form in which practice situations are written down. Everything said of people is codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hubtable.table.actions.screening import PersonCodes
from hubtable.table.rules.languages import Language
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import AnswerKind, ConsentGiven, DiscussionType, Tried
from hubtable.vault.rules.identity import Identity

PERSON, FAMILY = DiscussionType.PERSON, DiscussionType.FAMILY
SERVING, COULD_HELP = AnswerKind.SERVING, AnswerKind.COULD_HELP
NOT_US, LATER = AnswerKind.NOT_US, AnswerKind.LATER
VERBAL, WRITTEN = ConsentGiven.VERBAL, ConsentGiven.WRITTEN
CONNECTED = "Connected to services in our jurisdiction"


def main(sex: str, age: str) -> PersonCodes:
    """Return the main person of a situation, by codes of sex and age group."""
    return PersonCodes("main", sex, age)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What became of a situation at its meeting and after.

    `meeting` and the like count meetings back from the start: 1 is the last one, 0 the emergency
    session after it. Hours are counted from the end of the meeting. What would lie after the start
    has not happened yet.
    """

    meeting: int
    end: State = State.ACCEPTED
    """Where it stands: submitted again (put back), presented, accepted, rejected, or further."""
    reason: str = ""
    """Why it was rejected, or concluded (codes of the vocabulary)."""
    our_work: tuple[str, ...] = ()
    objecting: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    """Agencies that have not voted, where each votes."""
    answers: Mapping[str, AnswerKind] = field(default_factory=dict)
    """Who was told who it is, and what they answered."""
    lead: str = ""
    helping: tuple[str, ...] = ()
    tried: tuple[int, ...] = ()
    """Hours of attempts that found nobody."""
    met: int | None = None
    """Hours until the first visit."""
    services: tuple[tuple[int, str], ...] = ()
    declined: int | None = None
    connected: int | None = None
    """From which meeting on the lead says: connected."""
    unanswered: tuple[int, ...] = ()
    """Meetings at which the lead gave no answer."""
    corrected: int | None = None
    closed: int | None = None
    reopened: int | None = None
    forgotten: int | None = None
    """Days from closing to forgetting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """A situation no meeting heard: a draft, waiting for the next meeting, or taken back."""

    end: State
    days: int
    """Days before the start at which its worksheet was begun."""
    half: bool = False
    """Whether the worksheet is only half filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One situation: who brings it to which table, what it is, what becomes of it."""

    table: str
    origin: str
    type: DiscussionType
    course: Heard | Unheard
    risks: tuple[str, ...]
    people: tuple[PersonCodes, ...] = ()
    protective: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    language: Language | None = None
    consent: ConsentGiven = ConsentGiven.NONE
    abuse: bool = False
    tried: tuple[Tried, ...] = (Tried.OWN_SERVICES, Tried.OUTREACH)
    identities: tuple[Identity, ...] = ()
    """Invented; sealed only where the table keeps identity."""
