"""Steps that touch identity, and those of the agencies that act on it."""

from random import Random
from uuid import uuid4

from hubtable.table.rules.moves import State
from hubtable.table.rules.words import AnswerKind
from tests.security.walk.model import GLASS, Model, Told
from tests.security.walk.steps import Step, nothing, pick_delegation, pick_seat

ACTIVE = (State.IDENTIFYING, State.INTERVENING)


def tell(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.identifying import tell as act

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    person = random.choice(list(one.subjects))
    who = pick_delegation(model, random, one)
    manner = random.choice(["screen", "screen", "screen", "spoken", "paper", "phone"])
    consent = random.choice([None, uuid4()])
    allowed = (
        model.brought(by, one)
        and one.state in ACTIVE
        and person not in one.declined
        and who != one.origin
        and model.sits(who, one.table)
        and (consent is not None or not (one.protected or model.guarded(who)))
    )

    def run() -> None:
        act(
            by=by,
            at=model.now,
            of=one.id,
            person=person,
            delegation=who,
            manner=manner,
            basis="own_observation",
            reason="can it help",
            consent=consent,
        )

    def follow(_: object) -> None:
        one.picks[who, person] = one.picks.get((who, person), False) or manner == "screen"

    return Step(f"tell by {manner}", by, allowed, run, follow)


def answer(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.identifying import answer as act
    from hubtable.table.models import Answer

    picked = {who for who, _ in one.picks}
    by = pick_seat(model, random, lambda s: model.holds(s) and s.delegation in picked)
    person = random.choice(list(one.subjects))
    kind = random.choice(list(AnswerKind))
    plain = kind in {AnswerKind.COULD_HELP, AnswerKind.NOT_US}
    allowed = (
        model.holds(by)
        and (by.delegation, person) in one.picks
        and one.state is State.IDENTIFYING
        and (plain or not model.guarded(by.delegation))  # type: ignore[arg-type]
    )

    def run() -> object:
        act(by=by, at=model.now, of=one.id, person=person, kind=kind)
        return set(
            Answer.objects.filter(discussion_id=one.id, delegation_id=by.delegation).values_list(
                "pk", flat=True
            )
        )

    def follow(mine: object) -> None:
        assert isinstance(mine, set)
        assert by.delegation is not None
        one.answers |= dict.fromkeys(mine, by.delegation)

    return Step("answer", by, allowed, run, follow)


def assign(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.assigning import assign as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    known = sorted({who for who, _ in one.picks} | {one.origin})
    if random.randrange(100) < 20:
        known.append(pick_delegation(model, random, one))
    lead = random.choice(known)
    rest = [who for who in known if who != lead and random.randrange(100) < 60]
    chosen = {lead, *rest}
    told = {who for who, _ in one.picks} | {one.origin}
    allowed = (
        model.desk(by, one.table)
        and one.state in ACTIVE
        and chosen <= told
        and all(model.sits(who, one.table) for who in chosen)
    )

    def run() -> object:
        return act(by=by, at=model.now, of=one.id, seen=one.version, lead=lead, assisting=rest)

    def follow(_: object) -> None:
        one.lead, one.assisting = lead, set(rest)
        one.state, one.version = State.INTERVENING, one.version + 1

    return Step("assign", by, allowed, run, follow)


def plan(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.intervening import note as act

    by = pick_seat(model, random, lambda s: model.holds(s) and s.delegation in one.acting())
    person = random.choice(list(one.subjects))
    allowed = (
        model.holds(by)
        and by.delegation in one.acting()
        and one.state is State.INTERVENING
        and one.told(by.delegation, person)  # type: ignore[arg-type]
        and person not in one.declined
    )

    def run() -> None:
        act(by=by, at=model.now, of=one.id, person=person, kind="plan")

    def follow(_: object) -> None:
        one.planned.add(person)

    return Step("plan", by, allowed, run, follow)


def decline(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.intervening import decline as act

    by = pick_seat(
        model,
        random,
        lambda s: model.holds(s) and s.delegation in one.acting() | {one.origin},
    )
    person = random.choice(list(one.subjects))
    allowed = (
        model.holds(by)
        and by.delegation in one.acting() | {one.origin}
        and one.state is State.INTERVENING
    )

    def run() -> None:
        act(by=by, at=model.now, of=one.id, person=person)

    def follow(_: object) -> None:
        one.declined.add(person)

    return Step("the person declines", by, allowed, run, follow)


def update(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.updating import update as act

    by = pick_seat(model, random, lambda s: model.leads(s, one))
    allowed = model.leads(by, one) and one.state is State.INTERVENING

    def run() -> None:
        act(by=by, at=model.now, of=one.id, still_at_risk=True, connected=False)

    return Step("update", by, allowed, run, nothing)


def break_glass(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.looking import break_glass as act

    by = pick_seat(model, random, lambda s: model.at_table(s, one))
    person = random.choice(list(one.subjects))
    reason = random.choice(["threat to life", "threat to life", "  "])
    closed = (State.SCREENING, State.WITHDRAWN, State.FORGOTTEN)
    allowed = (
        model.at_table(by, one)
        and one.state not in closed
        and not one.protected
        and person not in one.declined
        and bool(reason.strip())
    )

    def run() -> None:
        act(by=by, at=model.now, of=one.id, person=person, reason=reason)

    def follow(_: object) -> None:
        one.glass[by.id, person] = model.now + GLASS

    return Step("break the glass", by, allowed, run, follow)


def close_glass(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.looking import close_glass as act

    by = pick_seat(model, random, lambda s: model.brought(s, one) or model.desk(s, one.table))
    allowed = model.brought(by, one) or model.desk(by, one.table)

    def run() -> None:
        act(by=by, at=model.now, of=one.id)

    def follow(_: object) -> None:
        one.glass.clear()

    return Step("end the emergency look", by, allowed, run, follow)
