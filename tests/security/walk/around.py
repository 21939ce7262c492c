"""Steps around the situations: bringing, correcting, meeting, forgetting, and NULLs."""

from random import Random
from uuid import uuid4

from hubtable.table.rules.moves import State
from hubtable.table.rules.words import CorrectionReason, DiscussionType
from hubtable.vault.rules.identity import Identity
from tests import situations
from tests.security.walk.model import RETENTION, Model, Told
from tests.security.walk.steps import Step, nothing, pick_delegation, pick_seat

OPEN = (
    State.SUBMITTED,
    State.PRESENTED,
    State.ACCEPTED,
    State.IDENTIFYING,
    State.INTERVENING,
)


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
            protected=model.guarded(by.delegation),
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

    return Step("remove a person", by, allowed, run, follow)


def correct(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.correcting import correct as act
    from hubtable.table.actions.screening import Described, PersonCodes

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    allowed = model.brought(by, one) and one.state in OPEN
    codes = PersonCodes(role="main", sex="female", age_group="30-39")

    def run() -> None:
        act(
            by=by,
            at=model.now,
            of=one.id,
            seen=one.revision,
            described=Described(interpreter=True, risk_factors=(situations.RISK,)),
            people=dict.fromkeys(one.subjects, codes),
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
        model.brought(by, one) and model.kept(one.table) and one.state in {State.SCREENING, *OPEN}
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


def forget(model: Model, random: Random, one: Told) -> Step:
    """The worker forgets; it has no seat, so any seat stands for it here."""
    from hubtable.base.acting import acting
    from hubtable.table.actions.forgetting import forget as act

    by = random.choice(list(model.seats.values()))
    since = one.concluded_at or one.moved_at
    subject = random.choice(["retention", "retention", "clocks"])
    allowed = (
        subject == "retention"
        and one.state in {State.CONCLUDED, State.REJECTED}
        and since + RETENTION <= model.now
    )

    def run() -> None:
        with acting("job", subject, at=model.now):
            act(at=model.now, of=one.id, seen=one.version)

    def follow(_: object) -> None:
        one.state, one.version = State.FORGOTTEN, one.version + 1
        one.sealed.clear()
        one.planned.clear()

    return Step(f"{subject} forgets", by, allowed, run, follow)


NULLS: tuple[tuple[str, ...], ...] = (
    ("move", "record", "null", "next", "why"),
    ("move", "null", "version", "next", "why"),
    ("move", "record", "version", "null", "why"),
    ("move", "record", "version", "identifying", "null"),
    ("tell", "record", "person", "null", "screen", "why", "why", "consent"),
    ("tell", "record", "null", "told", "screen", "why", "why", "consent"),
    ("tell", "null", "person", "told", "screen", "why", "why", "consent"),
    ("tell", "record", "person", "told", "null", "why", "why", "consent"),
    ("tell", "record", "person", "told", "screen", "null", "why", "consent"),
    ("tell", "record", "person", "told", "screen", "why", "null", "consent"),
    ("answer", "record", "person", "null"),
    ("answer", "record", "null", "why"),
    ("assign", "record", "version", "null", "none"),
    ("assign", "record", "version", "told", "null"),
    ("assign", "record", "version", "told", "nulls"),
    ("assign", "record", "null", "told", "none"),
    ("decline", "record", "null"),
    ("decline", "null", "person"),
    ("break_glass", "record", "person", "null"),
    ("break_glass", "record", "null", "why"),
    ("break_glass", "null", "person", "why"),
    ("close_glass", "null"),
    ("was_absent", "record", "null"),
    ("was_absent", "null", "told"),
    ("add_subject", "record", "null"),
    ("add_subject", "null", "consent"),
    ("drop_subject", "record", "null"),
    ("drop_subject", "null", "person"),
    ("shred", "null"),
    ("shred", "record"),
    ("bring", "null", "why"),
)
"""Calls of the lock with a NULL in one place; each must change nothing, whoever calls it."""


def null(model: Model, random: Random, one: Told) -> Step:
    """Call a function of the lock with a NULL in one place."""
    from hubtable.base.acting import call

    by = pick_seat(model, random, lambda s: model.desk(s, one.table) or model.brought(s, one))
    name, *places = random.choice(NULLS)
    values: dict[str, object] = {
        "record": one.id,
        "version": one.version,
        "next": random.choice(list(State)).value,
        "why": "could_help" if name == "answer" else "some reason",
        "person": random.choice(list(one.subjects)),
        "told": random.choice([one.origin, *sorted({who for who, _ in one.picks})]),
        "consent": uuid4(),
        "null": None,
        "none": [],
        "nulls": [None],
    }

    def run() -> None:
        call(name, *[values.get(place, place) for place in places])

    return Step(f"{name}({', '.join(places)})", by, False, run, nothing)


def stale(model: Model, random: Random, one: Told) -> Step:
    """Move with a version that is not the newest."""
    from hubtable.table.actions.moving import move as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table) or model.brought(s, one))
    target = random.choice(list(State))

    def run() -> None:
        act(of=one.id, seen=one.version - 1, to=target, reason="some reason")

    return Step(f"stale move to {target.value}", by, False, run, nothing)
