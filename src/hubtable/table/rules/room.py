"""What the room's screen shows: less than each member's own screen, and which part of the meeting.

The database cuts what it gives to the screen by the words here (base/lock/13_room.sql): no SQL sent
from a paired screen finds more than the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from hubtable.hubs.rules.policies import Deciding, NamesRound
from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.deciding import Tally
from hubtable.table.rules.languages import COMMON
from hubtable.table.rules.meeting import MeetingKind
from hubtable.table.rules.moves import State
from hubtable.table.rules.presenting import Told
from hubtable.table.rules.words import (
    AgeGroup,
    Criterion,
    DiscussionType,
    PersonRole,
    Sex,
    StanceKind,
)

OFF_ROOM = (
    "sexual|pregnan|abortion|reproductive|contracep"
    "|(^|[^a-z])(hiv|aids|sti|stis|std|stds)($|[^a-z])"
)
"""Pregnancy and sexual-health items, by their code, their words or those of their category
(process.md, presenting). Case does not matter. Read alike by Python and by PostgreSQL."""
CODE_LASTS = timedelta(minutes=10)
"""How long a code pairs a screen."""
PAIRED_FOR = timedelta(hours=16)
"""How long a pairing lasts at most; it ends with the meeting."""
SCREENS = 8
"""Screens one meeting may have: a room, and those on line."""
TOO_MANY = no("too_many_screens", "Eight screens are paired. Unpair one first.")


def rows() -> frozenset[tuple[str, str]]:
    """Return (kind, value) of what the room leaves out, and the codes that may stand on it."""
    return frozenset(_rows())


def _rows() -> Iterator[tuple[str, str]]:
    yield "off", OFF_ROOM
    yield from (("common", language.value) for language in COMMON)
    yield from (("type", kind.value) for kind in DiscussionType)
    yield from (("role", role.value) for role in PersonRole)
    yield from (("sex", sex.value) for sex in Sex)
    yield from (("age_group", group.value) for group in AgeGroup)
    yield from (("stance", kind.value) for kind in StanceKind if kind is not StanceKind.OUR_WORK)
    yield from (("question", code) for code in ("", *(c.value for c in Criterion)))


class Phase(StrEnum):
    """Which part of the meeting the room's screen shows."""

    NO_MEETING = "no_meeting"
    PRIVATE = "private"
    PAUSED = "paused"
    DOOR = "door"
    UPDATES = "updates"
    BETWEEN = "between"
    PRESENTED = "presented"
    DECIDED = "decided"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of a meeting: agencies here of all, situations presented, updates, names round."""

    here: int
    of: int
    presented: int
    updates: int
    answered: int
    naming: int


@dataclass(frozen=True, slots=True)
class Question:
    """How many say what to one question; its criterion is empty when only one is asked."""

    criterion: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class OnScreen:
    """The situation on now. `told` is there while it is presented and open."""

    reference: str
    state: State
    type: DiscussionType
    number: str
    told: Told | None
    deciding: Deciding | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class RoomNow:
    """Everything the room's screen shows now. `counts` is empty when nothing may be shown."""

    hub: str
    practice: bool
    number: int | None = None
    kind: MeetingKind | None = None
    blank: bool = False
    counts: Counts | None = None
    code: str = ""
    names_round: NamesRound = NamesRound.SILENT
    on: OnScreen | None = None
    naming_now: bool = False
    updating_now: bool = False

    @property
    def phase(self) -> Phase:
        """Which part of the meeting it is."""
        if self.counts is None or self.number is None:
            return self._hidden
        if self.on and self.on.state is State.PRESENTED:
            return Phase.PRESENTED
        if self.updating_now or self.naming_now:
            return Phase.UPDATES if self.updating_now else Phase.NAMES
        if self.on:
            return Phase.DECIDED
        return Phase.BETWEEN if self.counts.presented else Phase.DOOR

    @property
    def _hidden(self) -> Phase:
        if self.number is None:
            return Phase.NO_MEETING
        return Phase.PAUSED if self.blank else Phase.PRIVATE


def may_pair(screens: int) -> Verdict:
    """Whether a meeting with so many paired screens may have another."""
    return YES if screens < SCREENS else TOO_MANY
