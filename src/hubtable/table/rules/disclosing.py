"""Who sees what at the table: the first matrix of process.md, as one table of data.

From it come the ledger's rows (loaded into `lock.matrix`, which `lock.settle` follows), the pure
function `sees` the tests walk with, and the page of documentation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from hubtable.table.rules.moves import State


class Sight(StrEnum):
    """The classes of what can be seen."""

    ANNOUNCED = "announced"
    DESCRIBED = "described"
    ANSWERED = "answered"
    IDENTIFIED = "identified"
    PLANNED = "planned"
    REPORTED = "reported"


class Relation(StrEnum):
    """What a viewer is to a discussion. One viewer can be several; sights add up."""

    ORIGIN = "origin"
    PICKED = "picked"
    LEAD = "lead"
    ASSISTING = "assisting"
    PRESENT = "present"
    DESK = "desk"
    TABLE = "table"


class Until(StrEnum):
    """How long a sight holds while the state stays: the offering window, the lead's 30 days."""

    ALWAYS = "always"
    WINDOW = "window"
    LEAD_DAYS = "lead_days"


LEAD_DAYS = timedelta(days=30)

Grants = Mapping[Sight, Until]


def _always(*sights: Sight) -> dict[Sight, Until]:
    return dict.fromkeys(sights, Until.ALWAYS)


_REPORTED = _always(Sight.REPORTED)
_DESCRIBED_WINDOW = {Sight.DESCRIBED: Until.WINDOW}
_ACTING = _always(Sight.DESCRIBED, Sight.ANSWERED, Sight.IDENTIFIED, Sight.PLANNED)

MATRIX: Mapping[State, Mapping[Relation, Grants]] = MappingProxyType(
    {
        State.SCREENING: {Relation.ORIGIN: _always(Sight.DESCRIBED, Sight.IDENTIFIED)},
        State.SUBMITTED: {
            Relation.ORIGIN: _always(Sight.DESCRIBED, Sight.IDENTIFIED),
            Relation.DESK: _always(Sight.ANNOUNCED),
        },
        State.PRESENTED: {
            Relation.ORIGIN: _always(Sight.DESCRIBED, Sight.IDENTIFIED),
            Relation.PRESENT: _DESCRIBED_WINDOW,
            Relation.DESK: _DESCRIBED_WINDOW,
            Relation.TABLE: _REPORTED,
        },
        State.REJECTED: {
            Relation.ORIGIN: _always(Sight.DESCRIBED, Sight.IDENTIFIED),
            Relation.PRESENT: _DESCRIBED_WINDOW,
            Relation.DESK: _DESCRIBED_WINDOW,
            Relation.TABLE: _REPORTED,
        },
        State.IDENTIFYING: {
            Relation.ORIGIN: _always(Sight.DESCRIBED, Sight.IDENTIFIED, Sight.ANSWERED),
            Relation.PICKED: _always(Sight.DESCRIBED, Sight.IDENTIFIED, Sight.ANSWERED),
            Relation.TABLE: _REPORTED,
        },
        State.INTERVENING: {
            Relation.ORIGIN: _always(Sight.DESCRIBED, Sight.IDENTIFIED),
            Relation.LEAD: _ACTING,
            Relation.ASSISTING: _ACTING,
            Relation.TABLE: _REPORTED,
        },
        State.CONCLUDED: {
            Relation.ORIGIN: _always(Sight.DESCRIBED),
            Relation.LEAD: {
                Sight.DESCRIBED: Until.ALWAYS,
                Sight.ANSWERED: Until.LEAD_DAYS,
                Sight.IDENTIFIED: Until.LEAD_DAYS,
                Sight.PLANNED: Until.LEAD_DAYS,
            },
            Relation.ASSISTING: _always(Sight.DESCRIBED),
            Relation.TABLE: _REPORTED,
        },
        State.WITHDRAWN: {Relation.ORIGIN: _always(Sight.DESCRIBED)},
        State.FORGOTTEN: {Relation.TABLE: _REPORTED},
    }
)
"""Every delegation at the table is also `table`: `reported` stands there once for all of them."""


def stage(state: State) -> State:
    """Return the row of the matrix for a state: an accepted discussion is seen as presented."""
    return State.PRESENTED if state is State.ACCEPTED else state


def rows() -> frozenset[tuple[str, str, str, str]]:
    """Return the matrix as rows (stage, relation, class, until) for the database."""
    return frozenset(
        (state.value, relation.value, sight.value, until.value)
        for state, relations in MATRIX.items()
        for relation, grants in relations.items()
        for sight, until in grants.items()
    )


class Seen(NamedTuple):
    """One thing seen: a class, and for identity, plan and own answers which part of it."""

    sight: Sight
    part: UUID | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so about one discussion, as far as sight depends on it. Hours are elapsed hours."""

    table: UUID
    state: State
    subjects: Mapping[UUID, UUID]
    """Affected person or place → the delegation that brought it."""
    present: frozenset[UUID] = frozenset()
    picks: Mapping[tuple[UUID, UUID], bool] = field(default_factory=dict)
    """(delegation, subject) → told on screen (True) or by word or paper (False)."""
    lapses: Mapping[tuple[UUID, UUID], datetime] = field(default_factory=dict)
    """(delegation, subject) → when the consent that telling rests on ends, or was withdrawn."""
    answers: Mapping[UUID, UUID] = field(default_factory=dict)
    """Answer → delegation."""
    lead: UUID | None = None
    assisting: frozenset[UUID] = frozenset()
    declined: frozenset[UUID] = frozenset()
    glass: Mapping[tuple[UUID, UUID], datetime] = field(default_factory=dict)
    """(seat, subject) → until when an emergency look holds."""
    origins: frozenset[UUID] = frozenset()
    presented_at: datetime | None = None
    concluded_at: datetime | None = None
    offering_hours: int = 24


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a seat that holds now, or one that does not (`holds` False sees nothing)."""

    seat: UUID
    delegation: UUID | None
    table: UUID | None
    desk: bool
    holds: bool = True


def told(facts: Facts, now: datetime) -> dict[tuple[UUID, UUID], bool]:
    """Return the picks that hold: one that rests on a consent ends with it."""
    return {
        pick: on_screen
        for pick, on_screen in facts.picks.items()
        if pick not in facts.lapses or now < facts.lapses[pick]
    }


def relations(viewer: Viewer, facts: Facts, now: datetime) -> Iterator[Relation]:
    """Yield what the viewer is to the discussion."""
    who = viewer.delegation
    if not viewer.holds or who is None or viewer.table != facts.table:
        return
    yield Relation.TABLE
    answers = {
        Relation.DESK: viewer.desk,
        Relation.ORIGIN: who in facts.origins,
        Relation.PRESENT: who in facts.present,
        Relation.PICKED: any(delegation == who for delegation, _ in told(facts, now)),
        Relation.LEAD: who == facts.lead,
        Relation.ASSISTING: who in facts.assisting,
    }
    yield from (relation for relation, holds in answers.items() if holds)


def sees(viewer: Viewer, facts: Facts, *, now: datetime) -> frozenset[Seen]:
    """Return everything the viewer sees of the discussion at `now` (process.md, Who sees what)."""
    seen = {
        Seen(sight, part)
        for relation in relations(viewer, facts, now)
        for sight, until in MATRIX[stage(facts.state)].get(relation, {}).items()
        if _holds(until, facts, now)
        for part in _parts(sight, relation, viewer, facts, now)
    }
    return frozenset(seen | _through_glass(viewer, facts, now))


def _holds(until: Until, facts: Facts, now: datetime) -> bool:
    match until:
        case Until.ALWAYS:
            return True
        case Until.WINDOW:
            end = (facts.presented_at or now) + timedelta(hours=facts.offering_hours)
            return facts.presented_at is not None and now < end
        case Until.LEAD_DAYS:
            return facts.concluded_at is not None and now < facts.concluded_at + LEAD_DAYS


def _parts(
    sight: Sight, relation: Relation, viewer: Viewer, facts: Facts, now: datetime
) -> Iterator[UUID | None]:
    own = {subject for subject, brought in facts.subjects.items() if brought == viewer.delegation}
    if sight is Sight.IDENTIFIED and relation is Relation.ORIGIN:
        yield from own
    elif sight in {Sight.IDENTIFIED, Sight.PLANNED}:
        heard = {
            subject
            for (delegation, subject), on_screen in told(facts, now).items()
            if delegation == viewer.delegation and (on_screen or sight is Sight.PLANNED)
        }
        yield from (heard - facts.declined) | own
    elif sight is Sight.ANSWERED and relation is Relation.PICKED:
        yield from (a for a, delegation in facts.answers.items() if delegation == viewer.delegation)
    else:
        yield None


def _through_glass(viewer: Viewer, facts: Facts, now: datetime) -> set[Seen]:
    if not viewer.holds or facts.state in {State.WITHDRAWN, State.FORGOTTEN}:
        return set()
    return {
        Seen(Sight.IDENTIFIED, subject)
        for (seat, subject), until in facts.glass.items()
        if seat == viewer.seat and now < until and subject not in facts.declined
    }
