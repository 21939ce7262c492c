"""Emergency looks: whom one can look at, the own looks, and those to review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from hubtable.base.acting import call
from hubtable.hubs.models import Delegation
from hubtable.table.queries.describing import one_of
from hubtable.table.rules.later_words import LookGround, LookOutcome
from hubtable.table.rules.looking import review_due


@dataclass(frozen=True, slots=True)
class Lookable:
    """One person of a situation, by number; `open` is false where a look is closed."""

    situation: UUID
    person: UUID
    place: int
    open: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One emergency look. `ground` and `outcome` are the words of pages."""

    id: UUID
    situation: UUID
    reference: str
    person: UUID
    place: int
    agency: str
    mine: bool
    ground: str
    reason: str
    at: datetime
    until: datetime
    closed_at: datetime | None
    outcome: str

    @property
    def ends(self) -> datetime:
        """When it ended or ends."""
        return min(self.until, self.closed_at) if self.closed_at else self.until

    @property
    def review_due(self) -> datetime:
        """Until when it is to be reviewed."""
        return review_due(self.at)


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks a seat hears of, newest first, as they stand at a moment."""

    rows: tuple[Look, ...]
    now: datetime

    @property
    def mine(self) -> tuple[Look, ...]:
        """The own looks that are open."""
        return tuple(one for one in self.rows if one.mine and one.ends > self.now)

    @property
    def open(self) -> tuple[Look, ...]:
        """Looks of others that are open: they can be closed."""
        return tuple(one for one in self.rows if not one.mine and one.ends > self.now)

    @property
    def to_review(self) -> tuple[Look, ...]:
        """Looks of others nobody has reviewed, the longest waiting first."""
        waiting = (one for one in self.rows if not one.mine and not one.outcome)
        return tuple(sorted(waiting, key=lambda one: one.at))

    @property
    def late(self) -> tuple[Look, ...]:
        """Looks whose time for a review is over."""
        return tuple(one for one in self.to_review if one.review_due < self.now)

    @property
    def done(self) -> tuple[Look, ...]:
        """What was reviewed, and the own looks that have ended."""
        return tuple(one for one in self.rows if one.outcome or (one.mine and one.ends <= self.now))


def lookable(*, wanted: str) -> tuple[Lookable, ...]:
    """Return the persons of a submitted situation of the seat's table, by reference or number."""
    return tuple(
        Lookable(cast(UUID, r), cast(UUID, s), int(str(place)), bool(is_open))
        for r, s, place, is_open in call("glass_list", wanted)
    )


def looks(*, at: datetime, of: UUID | None = None) -> Looks:
    """Return the looks the acting seat made or reviews; of one situation with `of`."""
    rows = [row for row in call("looks") if of is None or row[1] == of]
    names = agencies_named(cast(UUID, row[5]) for row in rows)
    return Looks(tuple(_look(row, names) for row in rows), at)


def agencies_named(delegations: Iterable[UUID]) -> dict[UUID, str]:
    """Return delegation → name of its agency, for seats that sit at no table too."""
    rows = Delegation.objects.filter(pk__in=set(delegations))
    return dict(rows.values_list("pk", "agency__name"))


def _look(row: tuple[object, ...], names: dict[UUID, str]) -> Look:
    ground, outcome = one_of(LookGround, str(row[7])), one_of(LookOutcome, str(row[12]))
    return Look(
        id=cast(UUID, row[0]),
        situation=cast(UUID, row[1]),
        reference=str(row[2]),
        person=cast(UUID, row[3]),
        place=int(str(row[4])),
        agency=names.get(cast(UUID, row[5]), "An agency that left"),
        mine=bool(row[6]),
        ground=ground.label if ground else "",
        reason=str(row[8]),
        at=cast(datetime, row[9]),
        until=cast(datetime, row[10]),
        closed_at=cast("datetime | None", row[11]),
        outcome=outcome.label if outcome else "",
    )
