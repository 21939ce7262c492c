"""Steps of keeping and forgetting: notes, holds, records of disclosures, names, and the worker."""

from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

from hubtable.kernel.seat import Seat
from hubtable.table.rules.later_words import HoldKind
from hubtable.table.rules.moves import State
from tests.security.walk.model import MONTH, RETENTION, Model, Told
from tests.security.walk.steps import Step, pick_seat

CLOSED = {State.CONCLUDED, State.REJECTED}
SENTENCE = "Keeps the lights on all night."


def note(model: Model, random: Random, one: Told) -> Step:
    """One checked sentence of at most 300 characters, where the table allows it."""
    from hubtable.table.actions.noting import keep_note as act

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    text = random.choice([SENTENCE, SENTENCE, "", "a b " * 76])
    allowed = (
        model.brought(by, one)
        and one.state is State.SCREENING
        and model.noted(one.table)
        and len(text.strip()) <= 300
    )

    def run() -> None:
        act(by=by, at=model.now, of=one.id, text=text)

    def follow(_: object) -> None:
        one.note = bool(text)

    return Step("keep a note", by, allowed, run, follow)


def place_hold(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.holding import place_hold as act

    by = pick_seat(model, random, lambda s: model.keeps_records(s, one.table))
    reference = random.choice([one.reference, one.reference, one.reference, "", "D-9999"])
    known = reference in {"", one.reference}
    allowed = model.keeps_records(by, one.table) and known

    def run() -> object:
        return act(
            by=by,
            at=model.now,
            table=one.table,
            kind=random.choice(list(HoldKind)),
            reference=reference,
        )

    def follow(made: object) -> None:
        assert isinstance(made, UUID)
        model.placed[made] = (one.table, one.id if reference else None)

    return Step("place a hold", by, allowed, run, follow)


def lift_hold(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.holding import lift_hold as act

    if not model.placed:
        return place_hold(model, random, one)
    waiting = [hold for hold in model.placed if hold not in model.lifted]
    chosen = random.choice(waiting or list(model.placed))
    table, _ = model.placed[chosen]
    by = pick_seat(model, random, lambda s: model.keeps_records(s, table))
    allowed = model.keeps_records(by, table) and chosen not in model.lifted

    def run() -> None:
        act(by=by, at=model.now, hold=chosen)

    return Step("lift a hold", by, allowed, run, lambda _: model.lifted.add(chosen))


def file_disclosures(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.forgetting import file_disclosures as act

    def able(seat: Seat) -> bool:
        return model.holds(seat) and seat.delegation in one.offered_at

    by = pick_seat(model, random, able)
    allowed = able(by)

    def run() -> None:
        act(by=by, at=model.now, of=one.id)

    def follow(_: object) -> None:
        assert by.delegation is not None
        one.filed.add(by.delegation)

    return Step("file the disclosures", by, allowed, run, follow)


def _job(random: Random) -> str:
    return random.choice(["retention", "retention", "retention", "clocks"])


def offer_filing(model: Model, random: Random) -> Step:
    """The worker offers each agency its record of disclosures, 30 days before the time ends."""
    from hubtable.base.acting import acting
    from hubtable.table.actions.forgetting import offer_filing as act

    subject = _job(random)

    def run() -> None:
        with acting("job", subject, at=model.now):
            act(at=model.now)

    def follow(_: object) -> None:
        for one in model.situations.values():
            since = one.concluded_at or one.moved_at
            if one.state in CLOSED and since + RETENTION - MONTH <= model.now:
                for who in one.filers - set(one.offered_at):
                    one.offered_at[who] = model.now

    by = random.choice(list(model.seats.values()))
    return Step(f"{subject} offers filing", by, subject == "retention", run, follow)


def unfiled(model: Model, one: Told) -> bool:
    """Whether an agency has its own record of disclosures still to file."""
    return any(
        who not in one.offered_at
        or (who not in one.filed and model.now < one.offered_at[who] + MONTH)
        for who in one.filers
    )


def forget(model: Model, random: Random, one: Told) -> Step:
    """The worker forgets; it has no seat, so any seat stands for it here."""
    from hubtable.base.acting import acting
    from hubtable.table.actions.forgetting import forget as act

    by = random.choice(list(model.seats.values()))
    since = one.concluded_at or one.moved_at
    subject = _job(random)
    allowed = (
        subject == "retention"
        and one.state in CLOSED
        and since + RETENTION <= model.now
        and not model.held(one)
        and not unfiled(model, one)
    )

    def run() -> None:
        with acting("job", subject, at=model.now):
            act(at=model.now, of=one.id, seen=one.version)

    def follow(_: object) -> None:
        one.state, one.version = State.FORGOTTEN, one.version + 1
        one.thanks.clear()
        for gone in (one.sealed, one.entries, one.gatherings, one.barred, one.offers, one.answers):
            gone.clear()  # type: ignore[attr-defined]
        one.proposed, one.note, one.proof = None, False, True
        one.lead, one.assisting = None, set()

    return Step(f"{subject} forgets", by, allowed, run, follow)


def expired(model: Model, one: Told, person: UUID) -> bool:
    """Whether the time of a name is over, as the table keeps names."""
    visited = any(
        entry.person == person and entry.kind == "contact" and not entry.mistaken
        for entry in one.entries.values()
    )
    return (
        person in one.sealed
        and not model.held(one)
        and (
            one.state is State.WITHDRAWN
            or (one.state in CLOSED and one.moved_at + timedelta(days=30) <= model.now)
            or (visited and model.until_contact(one.table) and not one.place)
        )
    )


def delete_name(model: Model, random: Random, one: Told) -> Step:
    """The worker deletes a name whose time is over; the ledger stays as it is."""
    from hubtable.base.acting import acting
    from hubtable.table.actions.forgetting import delete_name as act

    by = random.choice(list(model.seats.values()))
    subject = _job(random)
    over = [person for person in one.sealed if expired(model, one, person)]
    person = random.choice(over or list(one.subjects) or [uuid4()])
    allowed = subject == "retention" and expired(model, one, person)

    def run() -> None:
        with acting("job", subject, at=model.now):
            act(at=model.now, person=person)

    return Step(f"{subject} deletes a name", by, allowed, run, lambda _: one.sealed.discard(person))
