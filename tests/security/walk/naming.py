"""Steps that touch identity: who is told, on what it rests, who is assigned, who looks."""

from collections.abc import Iterable
from random import Random
from uuid import UUID, uuid4

from hubtable.kernel.seat import Seat
from hubtable.table.rules.later_words import LookGround
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import AnswerKind
from tests.security.walk.model import GLASS, SECTORS, Model, Told
from tests.security.walk.steps import Step, pick_delegation, pick_seat

ACTIVE = (State.IDENTIFYING, State.INTERVENING)


BASES = {
    "own_observation": ("none", False),
    "hipaa_treatment": ("hospital", False),
    "ferpa_consent": ("school", True),
    "ferpa_emergency": ("school", False),
    "part2_consent": ("treatment", True),
    "victim_release": ("refuge", True),
    "other": ("any", False),
}
"""Basis → whose records it is for (agency of the cast), whether it needs a written consent; from
vocabulary/legal_bases.csv. `none`: what does not come from a protected record."""


def tell(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.identifying import tell as act

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    person = random.choice(list(one.subjects))
    who = pick_delegation(model, random, one)
    agreed = [None, None, uuid4(), *one.consents]
    fitting = [c for c in one.consents if _agreed(model, one, c, person, who)]
    consent = random.choice([*agreed, *fitting * 3])
    manner = random.choice(["screen", "screen", "screen", "spoken", "paper", "phone"])
    basis = random.choice(["own_observation", "other", "other", *BASES])
    allowed = _may_tell(model, one, by, person, who, basis, consent)

    def run() -> None:
        act(
            by=by,
            at=model.now,
            of=one.id,
            person=person,
            delegation=who,
            manner=manner,
            basis=basis,
            reason="can it help",
            consent=consent,
        )

    def follow(_: object) -> None:
        pick = (who, person)
        shown = one.picks.get(pick, False) and one.heard(who, person, model.now)
        if manner == "screen" or not shown:
            one.resting[pick] = consent
        one.picks[pick] = manner == "screen" or shown
        one.filers |= {who, one.subjects[person]}

    return Step(f"tell by {manner}", by, allowed, run, follow)


def _agreed(model: Model, one: Told, consent: UUID, person: UUID, who: UUID) -> bool:
    """Whether a consent in force names this recipient for this person."""
    said = one.consents.get(consent)
    return (
        said is not None
        and said.person == person
        and who in said.recipients
        and said.withdrawn_at is None
        and model.now < said.until
    )


def _may_tell(
    model: Model, one: Told, by: Seat, person: UUID, who: UUID, basis: str, consent: UUID | None
) -> bool:
    return (
        model.brought(by, one)
        and by.delegation == one.subjects[person]
        and one.state in ACTIVE
        and _tellable(model, one, person, who, basis, consent)
    )


def _tellable(
    model: Model, one: Told, person: UUID, who: UUID, basis: str, consent: UUID | None
) -> bool:
    """Whether an agency may hear of a person on this basis, whoever records it."""
    source = one.subjects[person]
    agency, to = model.agency(source), model.agency(who)
    regime, needs = BASES[basis]
    agreed = consent is not None and _agreed(model, one, consent, person, who)
    written = agreed and one.consents[consent].written  # type: ignore[index]
    guarded = person in one.protected or model.guarded(who)
    relies = {"any": True, "none": person not in one.protected}.get(regime, regime == agency)
    at_school = agency == "school" and to == "police"
    return (
        person not in one.declined
        and who != source
        and model.sits(who, one.table)
        and (agreed or consent is None)
        and (written or not guarded)
        and relies
        and (written or not needs)
        and SECTORS.get(to) not in one.barred.get(person, ())
        and (not at_school or agreed or basis == "ferpa_emergency")
    )


def answer(model: Model, random: Random, one: Told) -> Step:
    """An agency answers, or the agency that brought the person says what it heard."""
    from hubtable.table.actions.identifying import answer as act
    from hubtable.table.models import Answer

    person = random.choice(list(one.subjects))
    who = random.choice(sorted({d for d, _ in one.picks} | {one.origin}))
    by = pick_seat(
        model,
        random,
        lambda s: model.holds(s) and s.delegation in {who, who, one.subjects[person]},
    )
    kind = random.choice(list(AnswerKind))
    plain = kind in {AnswerKind.COULD_HELP, AnswerKind.NOT_US}
    allowed = (
        model.holds(by)
        and by.delegation in {who, one.subjects[person]}
        and one.heard(who, person, model.now)
        and one.state is State.IDENTIFYING
        and (plain or not model.guarded(who))
    )

    def run() -> object:
        act(by=by, at=model.now, of=one.id, person=person, kind=kind, delegation=who)
        rows = Answer.objects.filter(discussion_id=one.id, delegation_id=who)
        return set(rows.values_list("pk", flat=True))

    def follow(mine: object) -> None:
        assert isinstance(mine, set)
        one.answers |= dict.fromkeys(mine, who)

    return Step("answer", by, allowed, run, follow)


def _chosen(model: Model, random: Random, one: Told) -> tuple[UUID, list[UUID]]:
    """Choose who leads and who assists: mostly of those who know."""
    known = sorted(one.knowing(model.now))
    if random.randrange(100) < 20:
        known.append(pick_delegation(model, random, one))
    lead = random.choice(known)
    return lead, [who for who in known if who != lead and random.randrange(100) < 60]


def _assignable(model: Model, one: Told, chosen: Iterable[UUID]) -> bool:
    """Whether all of them brought it or were told, and are still at the table."""
    known = one.knowing(model.now)
    return all(who in known and model.sits(who, one.table) for who in chosen)


def propose(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.identifying import propose as act

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    lead, rest = _chosen(model, random, one)
    allowed = (
        model.brought(by, one) and one.state in ACTIVE and _assignable(model, one, [lead, *rest])
    )

    def run() -> None:
        act(by=by, at=model.now, of=one.id, lead=lead, assisting=rest)

    def follow(_: object) -> None:
        one.proposed = (lead, tuple(rest))

    return Step("propose", by, allowed, run, follow)


def _assigned(one: Told, lead: UUID, rest: Iterable[UUID]) -> None:
    one.lead, one.assisting = lead, set(rest)
    if one.state is State.IDENTIFYING:
        one.state = State.INTERVENING
    one.version += 1


def assign(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.assigning import assign as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    lead, rest = _chosen(model, random, one)
    allowed = (
        model.desk(by, one.table) and one.state in ACTIVE and _assignable(model, one, [lead, *rest])
    )

    def run() -> object:
        return act(
            by=by,
            at=model.now,
            of=one.id,
            seen=one.version,
            lead=lead,
            assisting=rest,
            reason="left",
        )

    return Step("assign", by, allowed, run, lambda _: _assigned(one, lead, rest))


def assign_aloud(model: Model, random: Random, one: Told) -> Step:
    """The desk records whom the originating agency told aloud, and who acts: that opens no name."""
    from hubtable.table.actions.assigning import assign as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    lead, *rest = {pick_delegation(model, random, one) for _ in range(random.randrange(1, 4))}
    aside = [pick_delegation(model, random, one)] if random.randrange(100) < 30 else []
    basis = random.choice(["own_observation", "other", *BASES])
    anew = [
        (who, person)
        for person, source in one.subjects.items()
        for who in {lead, *rest, *aside} - {source}
        if not one.heard(who, person, model.now)
    ]
    allowed = (
        model.desk(by, one.table)
        and one.state in ACTIVE
        and (one.state is State.IDENTIFYING or not anew)
        and all(_tellable(model, one, person, who, basis, None) for who, person in anew)
        and all(model.sits(who, one.table) for who in [lead, *rest])
    )

    def run() -> object:
        return act(
            by=by,
            at=model.now,
            of=one.id,
            seen=one.version,
            lead=lead,
            assisting=rest,
            told=aside,
            basis=basis,
            reason="left",
        )

    def follow(_: object) -> None:
        for who, person in anew:
            one.picks[who, person], one.resting[who, person] = False, None
            one.filers |= {who, one.subjects[person]}
        _assigned(one, lead, rest)

    return Step("assign aloud", by, allowed, run, follow)


def assign_proposed(model: Model, random: Random, one: Told) -> Step:
    """The desk takes what is proposed; it hears protected programs counted, never named."""
    from hubtable.base.acting import call
    from hubtable.table.actions.assigning import assign_proposed as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    lead, rest = one.proposed or (one.origin, ())
    chosen = [lead, *rest]
    allowed = (
        model.desk(by, one.table)
        and one.state in ACTIVE
        and one.proposed is not None
        and _assignable(model, one, chosen)
    )

    def run() -> object:
        heard = call("proposed", one.id)
        if allowed:
            open_, hidden = split(model, rest)
            named = (None, True) if model.guarded(lead) else (lead, False)
            assert heard == [(*named, open_, hidden, False)]
        return act(by=by, at=model.now, of=one.id, seen=one.version, reason="left")

    def follow(_: object) -> None:
        _assigned(one, lead, rest)
        rows = model.find("SELECT id FROM table_gathering WHERE discussion_id = %s", one.id)
        one.gatherings |= {row[0] for row in rows}

    return Step("assign as proposed", by, allowed, run, follow)


def split(model: Model, helping: Iterable[UUID]) -> tuple[list[UUID], int]:
    """Return those that may be named, and how many may not."""
    named = [who for who in helping if not model.guarded(who)]
    return named, sum(model.guarded(who) for who in helping)


def break_glass(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.looking import break_glass as act

    by = pick_seat(model, random, lambda s: model.at_table(s, one))
    person = random.choice(list(one.subjects))
    reason = random.choice(["threat to life", "threat to life", "  "])
    ground = random.choice(list(LookGround))
    closed = (State.SCREENING, State.WITHDRAWN, State.FORGOTTEN)
    # Part 2 opens to medical personnel in a medical emergency; victim services never.
    medical = (
        ground is LookGround.MEDICAL_EMERGENCY
        and by.agency == model.world.agencies["hospital"]
        and model.agency(one.subjects[person]) != "refuge"
    )
    allowed = (
        model.at_table(by, one)
        and one.state not in closed
        and (person not in one.protected or medical)
        and person not in one.declined
        and bool(reason.strip())
    )

    def run() -> None:
        act(by=by, at=model.now, of=one.id, person=person, reason=reason, ground=ground)

    def follow(_: object) -> None:
        assert by.delegation is not None
        one.glass[by.id, person] = model.now + GLASS
        one.filers |= {one.subjects[person], by.delegation}
        rows = model.find("SELECT id FROM table_look ORDER BY at DESC LIMIT 1")
        model.looks[rows[0][0]] = (one.id, by.person)

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
