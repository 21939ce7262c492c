"""One situation led through every moment of `matrix.md`, by the table's own actions."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

from hubtable.table.rules.words import AnswerKind
from tests import situations as s
from tests.security import expected
from tests.world import World, later

DAY = timedelta(days=1)
SEATS = {
    "school": "originating agency",
    "elders": "picked, told on screen",
    "veterans": "picked, told by word",
    "hospital": "lead",
    "housing": "assisting",
    "food": "assisting, told by word",
    "treatment": "assisting, protected program",
    "police": "present",
    "police_alternate": "present",
    "chair": "chair",
    "coordinator": "coordinator",
    "fire": "at the table, not present",
    "refuge": "at the table, not present",
    "fire_alternate": "broke the glass for person 1",
}
"""Seat of the cast → its relation; every other seat is everybody else."""
IN_THE_ROOM = (
    *("school", "elders", "veterans", "hospital", "housing"),
    *("food", "treatment", "police", "lapsed", "housing_unsigned"),
)
TOLD = {
    "elders": "screen",
    "veterans": "spoken",
    "hospital": "screen",
    "housing": "screen",
    "food": "paper",
    "treatment": "screen",
    "lapsed": "screen",
}

Moment = tuple[str, s.Situation, timedelta]
"""What moment it is, the situation, and how much later than its last step to look."""
SOON = timedelta()


def relation(seat: str) -> str:
    """Return the row of the page for a seat of the cast."""
    return SEATS.get(seat, expected.ELSE)


def accepted(world: World) -> Iterator[Moment]:
    """From screening to forgetting, with everything undone once on the way."""
    one = s.screening(world, "school", people=2)
    yield "screening", one, SOON
    s.submit(one)
    yield "submitted", _glass(one), SOON
    s.present(s.meet(one, IN_THE_ROOM))
    s.say(one, "elders")
    yield "presented", _glass(one), SOON
    yield "presented, window over", one, DAY
    s.put_back(one)
    yield "put back", _glass(one), SOON
    s.accept(s.present(one))
    yield "accepted", _glass(one), SOON
    yield "accepted, window over", one, DAY
    _step(one, "undo_decision")
    yield "decision undone", _glass(one), SOON
    s.open_round(s.accept(one))
    _names_round(one)
    yield "names round", _glass(one), SOON
    s.close_round(one)
    yield "round closed", _glass(one), SOON
    yield "round closed, window over", one, DAY
    s.open_round(one)
    yield "round opened again", _glass(one), SOON
    yield from _acting(one)
    s.forget(one, later(days=400))
    yield "forgotten", one, SOON


def _acting(one: s.Situation) -> Iterator[Moment]:
    _names_round(one)
    s.assign(one, "hospital", "housing", "food", "treatment")
    for person in (0, 1):
        s.plan(one, "hospital", person=person)
    s.update(one, "hospital")
    yield "intervening", _glass(one), SOON
    s.conclude(one)
    yield "concluded", _glass(one), SOON
    yield "concluded, 30 days over", one, 30 * DAY
    s.reopen(one)
    yield "reopened", _glass(one), SOON
    s.decline(one, "housing")
    yield "person 1 declined", one, SOON
    s.conclude(one)


def rejected(world: World) -> Iterator[Moment]:
    """A situation the table does not take."""
    one = s.screening(world, "school", people=2)
    s.reject(s.present(s.meet(s.submit(one), IN_THE_ROOM)))
    yield "rejected", _glass(one), SOON
    yield "rejected, window over", one, DAY
    _step(one, "undo_decision")
    yield "decision undone", _glass(one), SOON
    s.reject(one)
    s.forget(one, later(days=400))
    yield "rejected and forgotten", one, SOON


def withdrawn(world: World) -> Iterator[Moment]:
    """A situation its originator takes back, after it was presented and put back once."""
    one = s.screening(world, "school", people=2)
    s.put_back(s.present(s.meet(s.submit(one), IN_THE_ROOM)))
    s.withdraw(_glass(one))
    yield "withdrawn", one, SOON


ROADS: dict[str, Callable[[World], Iterator[Moment]]] = {
    "accepted": accepted,
    "rejected": rejected,
    "withdrawn": withdrawn,
}


def _names_round(one: s.Situation) -> None:
    for name, manner in TOLD.items():
        s.tell(one, name, manner=manner, consent=uuid4())
    s.tell(one, "hospital", person=1, consent=uuid4())
    for name in TOLD:
        if name != "lapsed":
            s.answer(one, name, AnswerKind.COULD_HELP)


def _glass(one: s.Situation) -> s.Situation:
    return s.break_glass(one, "fire_alternate")


def _step(one: s.Situation, name: str) -> None:
    from hubtable.table.actions import deciding
    from tests.world import as_seat

    one.at += s.MINUTE
    with as_seat(one.chair, one.at):
        one.version = getattr(deciding, name)(by=one.chair, at=one.at, of=one.id, seen=one.version)
