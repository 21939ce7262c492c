"""Steps around the situations: bringing, describing, correcting, sealing."""

from random import Random
from uuid import uuid4

from hubtable.table.rules.moves import State
from hubtable.table.rules.words import CorrectionReason, DiscussionType
from hubtable.vault.rules.identity import Identity
from tests import situations
from tests.security.walk.model import OPEN, UNFINISHED, Model, Told
from tests.security.walk.steps import Step, nothing, pick_delegation, pick_seat


def bring(model: Model, random: Random) -> Step:
    """Screen a situation up to what could be submitted."""
    by = pick_seat(model, random, lambda s: model.holds(s) and s.delegation is not None)
    kind = random.choice([DiscussionType.PERSON, DiscussionType.FAMILY, DiscussionType.DWELLING])
    allowed = model.holds(by) and by.delegation is not None
    kept = by.table is not None and model.kept(by.table) and random.randrange(100) < 80

    def run() -> object:
        return situations.worksheet(by, model.now, kind=kind, kept=kept)

    def follow(made: object) -> None:
        assert isinstance(made, tuple)
        assert by.table is not None
        assert by.delegation is not None
        found, people = made
        model.situations[found] = Told(
            id=found,
            table=by.table,
            origin=by.delegation,
            subjects=dict.fromkeys(people, by.delegation),
            place=kind is DiscussionType.DWELLING,
            origins={by.delegation},
            protected=set(people) if model.guarded(by.delegation) else set(),
            moved_at=model.now,
            sealed=set(people) if kept else set(),
        )

    return Step(f"bring a {kind.value}", by, allowed, run, follow)


def add_person(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.screening import add_person as act

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    allowed = model.brought(by, one) and one.state is State.SCREENING
    person = uuid4()

    def run() -> None:
        act(by=by, at=model.now, of=one.id, person=person)
        situations.say_who(by, model.now, one.id, [person])

    def follow(_: object) -> None:
        one.subjects[person] = one.origin
        one.protected |= {person} if model.guarded(one.origin) else set()

    return Step("add a person", by, allowed, run, follow)


def remove_person(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.screening import remove_person as act

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    person = random.choice(list(one.subjects))
    allowed = model.brought(by, one) and one.state is State.SCREENING and len(one.subjects) > 2
    unknown = uuid4() if len(one.subjects) <= 2 else person

    def run() -> None:
        act(by=by, at=model.now, of=one.id, person=unknown)

    def follow(_: object) -> None:
        del one.subjects[person]
        one.sealed.discard(person)
        one.barred.pop(person, None)
        for consent, said in list(one.consents.items()):
            if said.person == person:
                del one.consents[consent]

    return Step("remove a person", by, allowed, run, follow)


def correct(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.correcting import correct as act
    from hubtable.table.actions.screening import Described, PersonCodes

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    allowed = model.brought(by, one) and one.state in OPEN
    codes = PersonCodes(role="main", sex="female", age_group="30-39")
    # Of two originating agencies each describes the persons it brought.
    own = [person for person, brought in one.subjects.items() if brought == by.delegation]

    def run() -> None:
        act(
            by=by,
            at=model.now,
            of=one.id,
            seen=one.revision,
            described=Described(interpreter=True, risk_factors=(situations.RISK,)),
            people=dict.fromkeys(own, codes),
            reason=random.choice(list(CorrectionReason)),
        )

    def follow(_: object) -> None:
        one.revision += 1

    return Step("correct the description", by, allowed, run, follow)


def seal(model: Model, random: Random, one: Told) -> Step:
    from hubtable.vault.actions.sealing import seal as act

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    person = random.choice(list(one.subjects))
    allowed = (
        model.holds(by)
        and by.delegation == one.subjects[person]
        and model.kept(one.table)
        and one.state in UNFINISHED
    )

    def run() -> None:
        act(by=by, at=model.now, of=one.id, person=person, identity=Identity(name="Invented Name"))

    def follow(_: object) -> None:
        one.sealed.add(person)

    return Step("seal an identity", by, allowed, run, follow)


def was_absent(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.correcting import correct_presence as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    who = random.choice(sorted(one.present) or [pick_delegation(model, random, one)])

    def run() -> None:
        act(by=by, at=model.now, of=one.id, delegation=who)

    def follow(_: object) -> None:
        one.present.discard(who)

    return Step("was not in the room", by, model.desk(by, one.table), run, follow)


def stale(model: Model, random: Random, one: Told) -> Step:
    """Move with a version that is not the newest."""
    from hubtable.table.actions.moving import move as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table) or model.brought(s, one))
    target = random.choice(list(State))

    def run() -> None:
        act(of=one.id, seen=one.version - 1, to=target, reason="some reason")

    return Step(f"stale move to {target.value}", by, False, run, nothing)
