"""Steps of the agencies that act: plan, gather, visit, take back, answer the two questions."""

from datetime import timedelta
from random import Random
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.rules.later_words import ContactAnswer, GatheringKind
from hubtable.table.rules.moves import State
from tests.security.walk.model import Entered, Model, Told
from tests.security.walk.steps import Step, nothing, pick_seat

AT_PLACES = {ContactAnswer.VISITED, ContactAnswer.ACTED}


def _who(model: Model, random: Random, one: Told, person: UUID) -> Seat:
    return pick_seat(model, random, lambda s: model.acts_for(s, one, person))


def plan(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.intervening import Entry
    from hubtable.table.actions.intervening import note as act

    person = random.choice(list(one.subjects))
    by = _who(model, random, one, person)
    kind, code = random.choice([("plan", ""), ("attempt", "door"), ("contact", "agreed")])
    allowed = model.acts_for(by, one, person) and kind != "contact"

    def run() -> object:
        return act(by=by, at=model.now, of=one.id, person=person, entry=Entry(kind, code))

    def follow(made: object) -> None:
        assert isinstance(made, UUID)
        assert by.delegation is not None
        one.entries[made] = Entered(person, kind, "", by.delegation, model.now)

    return Step(f"enter a {kind}", by, allowed, run, follow)


def gather(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.assigning import gather as act

    def able(seat: Seat) -> bool:
        acts = any(model.acts_for(seat, one, person) for person in one.subjects)
        return acts or (model.desk(seat, one.table) and one.state is State.INTERVENING)

    by = pick_seat(model, random, able)
    allowed = able(by)

    def run() -> None:
        act(by=by, at=model.now, of=one.id, kind=GatheringKind.CALL)

    def follow(_: object) -> None:
        rows = model.find("SELECT id FROM table_gathering WHERE discussion_id = %s", one.id)
        one.gatherings |= {row[0] for row in rows}

    return Step("gather", by, allowed, run, follow)


def contact(model: Model, random: Random, one: Told) -> Step:
    """The first visit with each answer; names kept until then go, unless a hold keeps them."""
    from hubtable.table.actions.intervening import contact as act

    person = random.choice(list(one.subjects))
    by = _who(model, random, one, person)
    fitting = [a for a in ContactAnswer if (a in AT_PLACES) == one.place]
    said = random.choice([*fitting, *fitting, *ContactAnswer])
    asked_again = said is ContactAnswer.NOT_NOW and any(
        entry.code == "not_now" and entry.person == person and not entry.mistaken
        for entry in one.entries.values()
    )
    allowed = model.acts_for(by, one, person) and said in fitting and not asked_again

    def run() -> object:
        return act(by=by, at=model.now, of=one.id, person=person, said=said)

    def follow(made: object) -> None:
        assert isinstance(made, UUID)
        assert by.delegation is not None
        one.entries[made] = Entered(person, "contact", said.value, by.delegation, model.now)
        if said is ContactAnswer.DECLINED:
            one.declined.add(person)
        if model.until_contact(one.table) and not one.place and not model.held(one):
            one.sealed.discard(person)

    return Step(f"visit: {said.value}", by, allowed, run, follow)


def mistaken(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.intervening import mistaken as act

    if not one.entries:
        return plan(model, random, one)
    chosen = random.choice(list(one.entries))
    entry = one.entries[chosen]
    by = pick_seat(model, random, lambda s: model.holds(s) and s.delegation == entry.by)
    allowed = (
        model.acts_for(by, one, entry.person)
        and by.delegation == entry.by
        and model.now < entry.at + timedelta(days=1)
        and entry.kind != "mistake"
        and not entry.mistaken
    )

    def run() -> None:
        act(by=by, at=model.now, of=one.id, entry=chosen)

    def follow(_: object) -> None:
        entry.mistaken = True
        rows = model.find("SELECT id FROM table_plannote WHERE replaces = %s", chosen)
        assert by.delegation is not None
        made = Entered(entry.person, "mistake", "", by.delegation, model.now)
        one.entries[rows[0][0]] = made

    return Step("take an entry back", by, allowed, run, follow)


def decline(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.intervening import decline as act

    person = random.choice(list(one.subjects))

    def able(seat: Seat) -> bool:
        own = model.brought(seat, one) and seat.delegation == one.subjects[person]
        return one.state is State.INTERVENING and (own or model.acts_for(seat, one, person))

    by = pick_seat(model, random, able)
    allowed = able(by)

    def run() -> None:
        act(by=by, at=model.now, of=one.id, person=person)

    def follow(_: object) -> None:
        one.declined.add(person)

    return Step("the person declines", by, allowed, run, follow)


def update(model: Model, random: Random, one: Told) -> Step:
    """The lead answers the two questions, or the desk for it."""
    from hubtable.table.actions.updating import update as act

    for_lead = random.choice([True, False])

    def able(seat: Seat) -> bool:
        may = model.desk(seat, one.table) if for_lead else model.leads(seat, one)
        return may and one.state is State.INTERVENING

    by = pick_seat(model, random, able)
    allowed = able(by)

    def run() -> None:
        act(
            by=by,
            at=model.now,
            of=one.id,
            still_at_risk=True,
            connected=False,
            for_lead=for_lead,
        )

    return Step("update", by, allowed, run, nothing)
