"""What exists so far while a practice Hub is made, and the playing of what happens in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from hubtable.base.acting import acting, seat_subject
from hubtable.cli.practice.cast import Agency, Table
from hubtable.kernel.seat import Seat

ADMIN, CHAIR, COORDINATOR = "admin", "chair", "coordinator"


class Who(NamedTuple):
    """Who does something: an agency at a table, its chair or coordinator, a Hub's administrator.

    `place` is the key of a table, or the slug of a Hub for its administrator.
    """

    place: str
    part: str


class Event(NamedTuple):
    """Something that happens at a moment; `act` gets the seat that does it and the moment."""

    at: datetime
    who: Who
    act: Callable[[Seat, datetime], object]


class Chore(NamedTuple):
    """Something the worker does at a moment, as one of its jobs (lock.md, Who acts)."""

    at: datetime
    job: str
    act: Callable[[datetime], object]


@dataclass(slots=True)
class Stage:
    """Ids by the keys of the script, and who holds which seat at the moment being played."""

    tables: dict[str, Table] = field(default_factory=dict)
    agencies: dict[Who, Agency] = field(default_factory=dict)
    delegations: dict[Who, UUID] = field(default_factory=dict)
    seats: dict[Who, list[Seat]] = field(default_factory=dict)
    hubs: dict[str, str] = field(default_factory=dict)
    """The slug of the Hub of each table."""
    users: dict[str, UUID] = field(default_factory=dict)
    """Account ids by e-mail address: one account for somebody in two Hubs."""

    def enter(self, who: Who, seat: Seat) -> None:
        """Note that a seat was given."""
        self.seats.setdefault(who, []).append(seat)

    def leave(self, seat: UUID) -> None:
        """Note that a seat ended."""
        for held in self.seats.values():
            held[:] = [one for one in held if one.id != seat]

    def seat(self, who: Who) -> Seat:
        """Return the seat that speaks for somebody now: the one given first."""
        return self.seats[who][0]

    def play(self, events: Iterable[Event | Chore], *, until: datetime) -> None:
        """Play what happens before `until` in order of time; a seat's moment is one block."""
        due = sorted((event for event in events if event.at < until), key=lambda event: event.at)
        for (at, actor), together in groupby(due, key=lambda event: event[:2]):
            if isinstance(actor, Who):
                self._act(actor, at, together)
            else:
                self._work(actor, at, together)

    def _act(self, who: Who, at: datetime, events: Iterable[Event | Chore]) -> None:
        by = self.seat(who)
        with acting("seat", seat_subject(by.id, by.user), at=at):
            for event in events:
                if isinstance(event, Event):
                    event.act(by, at)

    def _work(self, job: str, at: datetime, events: Iterable[Event | Chore]) -> None:
        with acting("job", job, at=at):
            for event in events:
                if isinstance(event, Chore):
                    event.act(at)
