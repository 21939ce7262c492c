"""One situation led through every moment of `matrix.md`, by the table's own actions."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

from django.db.backends.base.base import BaseDatabaseWrapper

from hubtable.table.rules.later_words import ContactAnswer, HoldKind
from hubtable.table.rules.words import AnswerKind
from tests import situations as s
from tests.security import expected
from tests.world import World, as_seat, later

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


def visited(world: World) -> Iterator[Moment]:
    """The visit: not now, a consent taken back, a hold, names that go with the first visit."""
    from hubtable.table.actions.holding import place_hold
    from hubtable.table.actions.intervening import contact
    from hubtable.vault.actions.consenting import withdraw_consent

    one = s.screening(world, "school", people=2)
    s.accept(s.present(s.meet(s.submit(one), IN_THE_ROOM)))
    consents = _names_round(s.open_round(one))
    s.assign(one, "hospital", "housing", "food", "treatment")
    for person in (0, 1):
        s.plan(one, "hospital", person=person)
    lead, chair = world["hospital"], world["chair"]
    for person in one.people:
        with as_seat(lead, one.at):
            contact(by=lead, at=one.at, of=one.id, person=person, said=ContactAnswer.NOT_NOW)
    yield "not now", _glass(one), SOON
    with as_seat(one.origin, one.at):
        withdraw_consent(by=one.origin, at=one.at, of=one.id, consent=consents["treatment"])
    yield "consent withdrawn", one, SOON
    assert chair.table is not None
    with as_seat(chair, one.at):
        place_hold(by=chair, at=one.at, table=chair.table, kind=HoldKind.COMPLAINT)
    yield "under hold", one, SOON
    yield "names deleted at first visit", _shredded(one), SOON


def _shredded(one: s.Situation) -> s.Situation:
    """The names go with the visit where the table keeps them until then."""
    from django.db import connections

    from hubtable.table.actions.holding import lift_hold
    from hubtable.table.actions.intervening import contact
    from hubtable.table.models import Hold

    lead, chair = one.world["hospital"], one.chair
    with as_seat(chair, one.at):
        lift_hold(by=chair, at=one.at, hold=Hold.objects.get().pk)
    _keep_until_contact(one, connections["default"])
    for person in one.people:
        with as_seat(lead, one.at):
            contact(by=lead, at=one.at, of=one.id, person=person, said=ContactAnswer.AGREED)
    return one


def _keep_until_contact(one: s.Situation, connection: BaseDatabaseWrapper) -> None:
    admin = one.world["admin"]
    with as_seat(admin, one.at), connection.cursor() as cursor:
        cursor.execute("UPDATE hubs_table SET keeping = 'until_contact' WHERE id = %s",
                       [one.chair.table])  # fmt: skip


def joined(world: World) -> Iterator[Moment]:
    """Two agencies brought one person's situation each, and both agreed that they are one."""
    from hubtable.table.actions.joining import answer_joining, ask_joining, join
    from hubtable.table.models import Asked

    one, two = s.submit(s.screening(world, "school")), s.submit(s.screening(world, "veterans"))
    two.at = one.at
    with as_seat(one.chair, one.at):
        pair = ask_joining(by=one.chair, at=one.at, older=one.id, newer=two.id)
    for side in (one, two):
        with as_seat(side.origin, one.at):
            question = Asked.objects.get().pk
            answer_joining(by=side.origin, at=one.at, of=side.id, question=question, agreed=True)
    with as_seat(one.chair, one.at):
        join(by=one.chair, at=one.at, match=pair)
    one.version, one.people = one.version + 1, (*one.people, *two.people)
    yield "joined", one, SOON
    s.present(s.meet(one, IN_THE_ROOM))
    yield "joined, presented", one, SOON
    s.tell(s.open_round(s.accept(one)), "hospital")
    mine, one.origin = one.origin, two.origin
    s.tell(s.tell(one, "hospital", person=1), "elders", person=1)
    s.answer(one, "hospital", AnswerKind.COULD_HELP)
    s.answer(one, "elders", AnswerKind.COULD_HELP, person=1)
    one.origin = mine
    yield "joined, names round", one, SOON


ROADS: dict[str, Callable[[World], Iterator[Moment]]] = {
    "accepted": accepted,
    "rejected": rejected,
    "withdrawn": withdrawn,
    "visited": visited,
    "joined": joined,
}


def _names_round(one: s.Situation) -> dict[str, UUID]:
    consents = {name: uuid4() for name in TOLD}
    for name, manner in TOLD.items():
        s.tell(one, name, manner=manner, consent=consents[name])
    s.tell(one, "hospital", person=1, consent=uuid4())
    for name in TOLD:
        if name != "lapsed":
            s.answer(one, name, AnswerKind.COULD_HELP)
    return consents


def _glass(one: s.Situation) -> s.Situation:
    return s.break_glass(one, "fire_alternate")


def _step(one: s.Situation, name: str) -> None:
    from hubtable.table.actions import deciding

    one.at += s.MINUTE
    with as_seat(one.chair, one.at):
        one.version = getattr(deciding, name)(by=one.chair, at=one.at, of=one.id, seen=one.version)
