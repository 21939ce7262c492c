"""The form in which practice situations are written down. Everything said of people is codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hubtable.table.actions.screening import PersonCodes
from hubtable.table.rules.intervening import PlaceOutcome
from hubtable.table.rules.languages import Language
from hubtable.table.rules.later_words import (
    ContactAnswer,
    ExcessOutcome,
    GatheringKind,
    HoldKind,
    LookGround,
    LookOutcome,
    OfferAnswer,
)
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import (
    AnswerKind,
    ConsentGiven,
    CorrectionReason,
    DiscussionType,
    Tried,
)
from hubtable.vault.rules.identity import Identity

PERSON, FAMILY = DiscussionType.PERSON, DiscussionType.FAMILY
SERVING, COULD_HELP = AnswerKind.SERVING, AnswerKind.COULD_HELP
NOT_US, LATER = AnswerKind.NOT_US, AnswerKind.LATER
VERBAL, WRITTEN = ConsentGiven.VERBAL, ConsentGiven.WRITTEN
AGREED, NOT_NOW, DECLINED = ContactAnswer.AGREED, ContactAnswer.NOT_NOW, ContactAnswer.DECLINED
CONNECTED = "Connected to services in our jurisdiction"
YESTERDAY, CONVENED = 0, -1
"""Sessions out of turn: an emergency yesterday, a few agencies convened some 42 hours ago."""


def main(sex: str, age: str) -> PersonCodes:
    """Return the main person of a situation, by codes of sex and age group."""
    return PersonCodes("main", sex, age)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit `hours` after the meeting; `persons` by their place, empty for all.

    `mistaken` is how many hours later its record was taken back.
    """

    hours: int
    said: ContactAnswer = AGREED
    persons: tuple[int, ...] = ()
    mistaken: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What is particular in telling one agency: of whom, how, on what basis; empty as usual."""

    persons: tuple[int, ...] = ()
    manner: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A service an agency offered `hours` after the meeting; answered two hours later.

    `answer` None: nobody answered yet. `taken_back`: the offering agency withdrew it.
    """

    agency: str
    service: str
    answer: OfferAnswer | None = None
    hours: int = 1
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """An emergency look of an agency at one person, `hours` after the meeting.

    `closed` by the desk after so many minutes; reviewed after `review` hours, None: not yet.
    """

    agency: str
    hours: int
    outcome: LookOutcome | None = None
    ground: LookGround = LookGround.SERIOUS_HARM
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class Excess:
    """Too much was said when it was presented; `by` reviews the next day, None: not yet."""

    outcome: ExcessOutcome | None = None
    privacy_contact: str = ""
    """The agency whose privacy contact reviews; the desk otherwise."""


@dataclass(frozen=True, slots=True)
class Held:
    """A hold `days` after closing, lifted so many days later; None: it holds."""

    kind: HoldKind
    days: int
    lifted: int | None = None


@dataclass(frozen=True, slots=True)
class Safe:
    """For one person: who may consent, who may and who must not be told (codes)."""

    consenter: str
    may_tell: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What became of a situation at its meeting and after.

    `meeting` and the like count meetings back from the start: 1 is the last one; 0 and -1 are
    sessions out of turn after it. Hours are counted from the end of the meeting. What would lie
    after the start has not happened yet.
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
    undone: bool = False
    """Whether the decision was taken back once, and made again."""
    answers: Mapping[str, AnswerKind] = field(default_factory=dict)
    """Who was told who it is, and what they answered."""
    told: Mapping[str, Telling] = field(default_factory=dict)
    spoke: tuple[str, ...] = ()
    """Agencies whose answer the originating agency recorded."""
    without: bool = False
    """Whether the names round closed without an assignment."""
    lead: str = ""
    helping: tuple[str, ...] = ()
    proposed: bool = False
    """Whether the originating agency proposed whom to assign, and the chair took it."""
    gathering: GatheringKind | None = None
    tried: tuple[int, ...] = ()
    """Hours of attempts that found nobody."""
    visits: tuple[Visit, ...] = ()
    services: tuple[tuple[int, str], ...] = ()
    outcome: tuple[int, PlaceOutcome] | None = None
    """Hours until it was noted what became of a place."""
    withdrawn: int | None = None
    """Hours until the consent was withdrawn."""
    packet: tuple[str, str] | None = None
    """The agency and the other Hub a packet was sent to."""
    connected: int | None = None
    """From which meeting on the lead says: connected."""
    unanswered: tuple[int, ...] = ()
    """Meetings at which the lead gave no answer."""
    corrected: int | None = None
    correction: CorrectionReason = CorrectionReason.LEARNED
    closed: int | None = None
    lowered: bool | None = None
    reopened: int | None = None
    offers: tuple[Offered, ...] = ()
    looks: tuple[Looked, ...] = ()
    excess: Excess | None = None
    hold: Held | None = None
    filed: tuple[str, ...] = ()
    """Agencies that took their record of disclosures before it was forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """A situation no meeting heard: a draft, waiting for the next meeting, or taken back."""

    end: State
    days: int
    """Days before the start at which its worksheet was begun."""
    half: bool = False
    """Whether the worksheet is only half filled in."""
    same_as: str = ""
    """The key of a situation brought before that may be of the same person."""
    asked: bool = False
    """Whether the desk asked both agencies; when it ends withdrawn, both agreed and it joined."""
    apart: bool = False
    """Whether an agency said no, and the two were set apart."""


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
    safe: Mapping[int, Safe] = field(default_factory=dict)
    """By the person's place in `people`."""
    key: str = ""
    """A name of this script for it, for others that point to it."""
    earlier: str = ""
    """The key of one closed before, of which this is the return."""
    note: str = ""
    """One checked sentence, where the table allows it."""
    emergency: bool = False
    """A school program records a health or safety emergency."""
