"""A random walk through the whole process: after every step, for every seat, the database returns
what the matrix says of facts the walk kept by itself; what a seat may not do changes nothing.

`HUBTABLE_WALKS` multiplies the number of walks.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from random import Random

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import Error

from hubtable.kernel.verdict import Refused
from hubtable.table.rules.moves import State
from tests.cluster import Cluster
from tests.conftest import _own
from tests.security.walk import agreeing, around, keeping, naming, offering, people, steps, visiting
from tests.security.walk.looking import Look
from tests.security.walk.model import Model, Told, begin
from tests.security.walk.steps import Step
from tests.world import World, as_seat

WALKS = int(os.environ.get("HUBTABLE_WALKS", "1"))
LEGS = 4
STEPS = 90
OfOne = Callable[[Model, Random, Told], Step]

ANY: tuple[OfOne, ...] = (
    *(around.stale, around.was_absent, around.correct, around.seal, keeping.note),
    *(naming.break_glass, naming.break_glass, naming.close_glass, naming.tell, naming.propose),
    *(naming.assign, naming.assign_proposed, naming.assign_aloud),
    *(agreeing.consent, agreeing.withdraw),
    *(agreeing.safeguard, visiting.plan, visiting.gather, visiting.contact, visiting.mistaken),
    *(visiting.decline, visiting.update, steps.withdraw, steps.conclude, steps.reopen),
    *(offering.offer, offering.answer_offer, offering.too_much, offering.review_excess),
    *(offering.review_look, offering.ask_joining, offering.answer_joining, offering.join),
    *(offering.thank, offering.set_apart, offering.glance, keeping.place_hold, keeping.lift_hold),
    *(keeping.file_disclosures, keeping.forget, keeping.delete_name),
)
"""Tried at every state, mostly in vain."""
JOINING = (offering.ask_joining, offering.answer_joining, offering.join)
NEXT: dict[State, tuple[OfOne, ...]] = {
    State.SCREENING: (
        *(steps.submit, steps.submit, around.add_person, around.remove_person),
        *(keeping.note, agreeing.safeguard),
    ),
    State.SUBMITTED: (*[steps.present] * 5, *JOINING, agreeing.consent),
    State.PRESENTED: (
        *(steps.accept, steps.accept, steps.accept, steps.say, steps.reject, steps.put_back),
        *(offering.offer, offering.answer_offer, *JOINING),
    ),
    State.ACCEPTED: (*[steps.open_round] * 4, steps.undo, agreeing.consent, offering.offer),
    State.REJECTED: (steps.undo, keeping.forget, keeping.delete_name, offering.offer),
    State.IDENTIFYING: (
        *[naming.tell] * 5,
        *(naming.answer, naming.answer, naming.assign, naming.propose, naming.assign_proposed),
        *(naming.assign_aloud, naming.assign_aloud),
        *(steps.close_round, agreeing.consent, agreeing.consent, agreeing.withdraw),
    ),
    State.INTERVENING: (
        *(visiting.plan, visiting.plan, visiting.contact, visiting.contact, visiting.gather),
        *(visiting.mistaken, visiting.decline, visiting.update, naming.assign, naming.tell),
        *(agreeing.consent, agreeing.withdraw, steps.conclude, steps.conclude),
    ),
    State.CONCLUDED: (
        *(steps.reopen, keeping.forget, keeping.forget, keeping.delete_name),
        *(keeping.file_disclosures, keeping.file_disclosures, keeping.place_hold),
        *(offering.thank, offering.thank),
    ),
    State.WITHDRAWN: (keeping.delete_name, *ANY),
}
ON: dict[State, tuple[OfOne, ...]] = {
    State.SCREENING: (steps.submit,),
    State.SUBMITTED: (steps.present,),
    State.PRESENTED: (*[steps.accept] * 4, steps.reject),
    State.ACCEPTED: (steps.open_round,),
    State.IDENTIFYING: (
        *(naming.tell, naming.tell, naming.tell, agreeing.consent, naming.answer, naming.propose),
        *(naming.assign, naming.assign, naming.assign_aloud, naming.assign_aloud),
    ),
    State.INTERVENING: (
        *(visiting.plan, visiting.plan, visiting.contact, visiting.contact, visiting.gather),
        *(visiting.decline, naming.tell, agreeing.withdraw, steps.conclude),
    ),
}
"""What leads a situation on to the steps where names are told."""
MEETING = (*[people.attendance] * 6, *[people.meeting] * 3)
AROUND = (
    *MEETING,
    *(people.time, people.time, people.agreement, people.confidentiality, people.seat_end),
    *(people.leave, people.join, keeping.offer_filing, keeping.offer_filing),
)


def choose(model: Model, random: Random) -> Step:
    """Choose what to try next: mostly what leads some situation on, a sixth mostly in vain."""
    chance = random.randrange(100)
    if not model.situations or (chance < 8 and len(model.situations) < 6):
        return _allowed(model, random, (around.bring,))
    if not any(model.room.values()):
        return _allowed(model, random, (*MEETING, *MEETING, *AROUND))
    if chance < 26:
        return _allowed(model, random, AROUND)
    # One that was joined to another has nobody left in it: it is looked at, and done nothing with.
    alive = [one for one in model.situations.values() if one.subjects]
    if chance < 42:
        return random.choice(ANY)(model, random, random.choice(alive))
    return _of_one(model, random, alive, ON if chance < 75 else NEXT)


def _of_one(
    model: Model, random: Random, alive: Sequence[Told], ways: Mapping[State, Sequence[OfOne]]
) -> Step:
    for _ in range(8):
        one = random.choice(alive)
        step = random.choice(ways.get(one.state, ANY))(model, random, one)
        if step.allowed:
            break
    return step


def _allowed(
    model: Model, random: Random, makers: Sequence[Callable[[Model, Random], Step]]
) -> Step:
    for _ in range(3):
        step = random.choice(makers)(model, random)
        if step.allowed:
            break
    return step


def try_it(model: Model, look: Look, step: Step) -> None:
    """Take a step, or see that it is refused and changes nothing."""
    if step.allowed:
        step.follow(_run(model, step))
        return
    before = look.snapshot()
    with pytest.raises((Refused, Error, ObjectDoesNotExist)):
        _run_or_refuse(model, step, look, before)
    assert look.snapshot() == before, f"{step.name}: refused, but something changed"


def _run(model: Model, step: Step) -> object:
    if step.name.startswith(("retention", "clocks")) or step.name.endswith("pass"):
        return step.run()
    with as_seat(step.by, model.now):
        return step.run()


def _run_or_refuse(model: Model, step: Step, look: Look, before: str) -> None:
    _run(model, step)
    # A call that says nothing and changes nothing is as good as a refusal.
    if look.snapshot() == before:
        raise Refused("nothing", "Nothing changed.")


def walk(model: Model, look: Look, random: Random) -> None:
    for _ in range(STEPS):
        model.now += timedelta(minutes=1)
        step = choose(model, random)
        model.log.append(f"{'' if step.allowed else 'REFUSED '}{step.name}")
        try:
            try_it(model, look, step)
        except BaseException as error:
            error.add_note("after\n" + "\n".join(model.log))
            raise
        look.compare(model)


@pytest.mark.parametrize("leg", [*range(LEGS * WALKS)])
def test_walk(cluster: Cluster, cast: tuple[World, str], leg: int) -> None:
    world, template = cast
    for database in _own(cluster, template):
        with Look(cluster, database) as look:
            model = begin(world)
            model.past = look.past
            look.keep_names(world)
            walk(model, look, Random(leg))
