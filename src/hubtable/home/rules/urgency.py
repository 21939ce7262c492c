"""What waits, in one order of urgency across everything that can wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from uuid import UUID


class Waiting(StrEnum):
    """What can wait for a seat; of two that are equally due, the one named first comes first."""

    MEETING = "meeting"
    SMALL_SESSION = "small_session"
    EMERGENCY_SESSION = "emergency_session"
    CALLED = "called"
    LOOKED_AT = "looked_at"
    OWN_LOOK = "own_look"
    VISIT = "visit"
    ANSWER = "answer"
    ROUND = "round"
    LATE = "late"
    UNASSIGNED = "unassigned"
    UPDATE = "update"
    NO_AGREEMENT = "no_agreement"
    LOOK_REVIEW = "look_review"
    FILING = "filing"
    OFFER = "offer"
    QUESTION = "question"
    EXCESS = "excess"
    PAIRS = "pairs"
    AGENDA = "agenda"
    PROPOSALS = "proposals"
    MISTAKES = "mistakes"
    FEEDS = "feeds"
    QUARANTINE = "quarantine"
    UNCHECKED = "due"
    AGREEMENT_ENDS = "agreement_ends"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CALLED_OFF = "called_off"
    ENDED = "ended"


class Band(IntEnum):
    """How urgent: it is on now, it should have been done, it is due, it has no time."""

    NOW = 0
    OVERDUE = 1
    DUE = 2
    UNDATED = 3


ON_NOW = frozenset(
    {
        Waiting.MEETING,
        Waiting.SMALL_SESSION,
        Waiting.EMERGENCY_SESSION,
        Waiting.LOOKED_AT,
        Waiting.OWN_LOOK,
        Waiting.CALLED,
    }
)
"""What comes before all else: what is on now, and an emergency session that is called."""
FIRST = frozenset({Waiting.VISIT, Waiting.UNASSIGNED})
"""What says of a late situation more than that it is late: the own agency leads it, or nobody."""
ORDER = {kind: place for place, kind in enumerate(Waiting)}
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits. `which` is a reference or number, for agreements an agency; no name.

    `due` is until when, `since` since when, `of` what its button leads to, `count` how many in one.
    """

    kind: Waiting
    which: str = ""
    due: datetime | None = None
    since: datetime | None = None
    of: UUID | None = None
    note: str = ""
    count: int = 0
    marks: tuple[str, ...] = ()


def band(line: Line, now: datetime) -> Band:
    """Return how urgent a line is."""
    if line.kind in ON_NOW:
        return Band.NOW
    if line.kind is Waiting.NO_AGREEMENT:
        return Band.OVERDUE
    if line.due is None:
        return Band.UNDATED
    return Band.OVERDUE if line.due <= now else Band.DUE


def urgency(line: Line, now: datetime) -> tuple[object, ...]:
    """Return the place of a line: by band, by when, by what it is, the longest waiting first.

    What follows only keeps two lines that differ from being equal.
    """
    found = band(line, now)
    timed = found in {Band.OVERDUE, Band.DUE}
    due, since = line.due or NEVER, line.since or NEVER
    rest = (line.which, str(line.of or ""), due, line.note, line.count, line.marks)
    return (found, due if timed else NEVER, ORDER[line.kind], since, *rest)


def once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines without those that say of a situation what another line asks to be done."""
    found = tuple(lines)
    said = {line.of for line in found if line.kind in FIRST}
    return tuple(line for line in found if line.kind is not Waiting.LATE or line.of not in said)


def in_order(lines: Iterable[Line], now: datetime) -> tuple[Line, ...]:
    """Return the lines, the most urgent first; the same lines in any order give the same list."""
    return tuple(sorted(lines, key=lambda line: urgency(line, now)))
