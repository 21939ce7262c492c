"""How far a meeting is, for its chair: what waits, and what the one key leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.queries.meeting import Agenda, MeetingCard
from hubtable.table.queries.rounds import Rounds
from hubtable.table.queries.updating import UpdateCard, updates
from hubtable.table.rules.agenda import (
    Next,
    Stand,
    Update,
    before,
    exceptions,
    following,
    walked,
)
from hubtable.table.rules.moves import State


@dataclass(frozen=True, slots=True)
class Walk:
    """The walk through a meeting: what is next, what was one step back, which updates are left."""

    next: Next | None
    back: UUID | None
    left: tuple[UUID, ...]
    rows: tuple[UpdateCard, ...]
    begun: bool
    """A new situation was on since the meeting began."""
    going: bool
    """An update was answered since, or a new situation was on."""

    def card(self, of: UUID | None) -> UpdateCard | None:
        """Return the update of a situation."""
        return next((row for row in self.rows if row.id == of), None)


def walk(card: MeetingCard, agenda: Agenda, rounds: Rounds, rows: Sequence[UpdateCard]) -> Walk:
    """Return how far the meeting is. It asks nothing: all of it was read before."""
    on = card.current
    new = {row.id for row in rows if _since(card, row.presented_at)}
    rows = [row for row in rows if row.id not in new]
    order, left = walked(_places(rows)), exceptions(_places(rows), card.started_at)
    open_rounds = sorted(rounds.open, key=lambda one: one.proposed is None)
    stand = Stand(
        on=on.id if on else None,
        undecided=on is not None and on.state is State.PRESENTED,
        begun=agenda.begun
        or bool(new)
        or any(_since(card, one.situation.presented_at) for one in rounds.open),
        updates=left,
        waiting=tuple(row.id for row in agenda.waiting),
        accepted=tuple(row.id for row in rounds.accepted),
        rounds=tuple(one.situation.id for one in open_rounds),
    )
    back = before(stand.on, order) if on and on.state is State.INTERVENING else None
    answered = any(row.answer and row.answer.at >= card.started_at for row in rows)
    going = stand.begun or answered
    return Walk(following(stand, order), back, left, tuple(rows), begun=stand.begun, going=going)


def _since(card: MeetingCard, presented_at: datetime | None) -> bool:
    return presented_at is not None and presented_at >= card.started_at


def next_update(card: MeetingCard, *, by: Seat, after: UUID) -> UUID | None:
    """Return the update that follows one that was just answered."""
    known = updates(by=by)
    rows = _places([row for row in known if not _since(card, row.presented_at)])
    found = following(Stand(on=after, updates=exceptions(rows, card.started_at)), walked(rows))
    return found.of if found else None


def _places(rows: Sequence[UpdateCard]) -> list[Update]:
    return [
        Update(row.id, row.number, row.attention, row.answer.at if row.answer else None)
        for row in rows
    ]
