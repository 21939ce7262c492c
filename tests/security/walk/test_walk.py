"""A random walk through the whole process: after every step, for every seat, the database returns
what the matrix says of facts the walk kept by itself; what a seat may not do changes nothing.

`HUBTABLE_WALKS` multiplies the number of walks (1 takes about a minute on one core).
"""

import os
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import Error
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st

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
LENGTHS = (0, *[70] * 9)
"""Hypothesis begins with the simplest walk there is: that one is not worth its time."""
OfOne = Callable[[Model, Random, Told], Step]

ANY: tuple[OfOne, ...] = (
    *(around.stale, around.was_absent, around.correct, around.seal, keeping.note),
    *(naming.break_glass, naming.break_glass, naming.close_glass, naming.tell, naming.propose),
    *(naming.assign, naming.assign_proposed, agreeing.consent, agreeing.withdraw),
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
AROUND = (
    *(people.attendance, people.attendance, people.attendance, people.attendance),
    *(people.meeting, people.meeting, people.time, people.time, people.agreement),
    *(people.agreement, people.confidentiality, people.confidentiality),
    *(people.seat_end, people.leave, people.join, keeping.offer_filing, keeping.offer_filing),
)


def choose(model: Model, random: Random) -> Step:
    """Choose what to try next: mostly what leads some situation on, a fifth mostly in vain."""
    chance = random.randrange(100)
    if not model.situations or (chance < 6 and len(model.situations) < 6):
        return _allowed(model, random, (around.bring,))
    if chance < 30 or not any(model.room.values()):
        return _allowed(model, random, AROUND)
    # One that was joined to another has nobody left in it: it is looked at, and done nothing with.
    alive = [one for one in model.situations.values() if one.subjects]
    one = random.choice(alive)
    if chance < 52:
        return random.choice(ANY)(model, random, one)
    for _ in range(6):
        one = random.choice(alive)
        step = random.choice(NEXT.get(one.state, ANY))(model, random, one)
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


def walk(model: Model, look: Look, random: Random, length: int) -> None:
    for _ in range(length):
        model.now += timedelta(minutes=1)
        step = choose(model, random)
        model.log.append(f"{'' if step.allowed else 'REFUSED '}{step.name}")
        note(model.log[-1])
        try_it(model, look, step)
        for name, seat in model.seats.items():
            look.compare(model, name, seat)
        look.compare_seatless(model)


@pytest.mark.parametrize("leg", range(LEGS))
def test_walk(cluster: Cluster, cast: tuple[World, str], leg: int) -> None:
    world, template = cast

    @seed(leg)
    @settings(
        max_examples=WALKS + 1,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(random=st.randoms(use_true_random=True), length=st.sampled_from(LENGTHS))
    def walks(random: Random, length: int) -> None:
        for database in _own(cluster, template):
            with Look(cluster, database) as look:
                model = begin(world)
                model.past = look.past
                look.keep_names(world)
                walk(model, look, random, length)

    walks()
