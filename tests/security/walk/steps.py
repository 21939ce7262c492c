"""The steps of the process the walk takes: what is tried, whether it may be, and what it changes.

Whether it may be is written here once more from process.md, apart from the rules of the program.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import StanceKind
from tests.security.walk.model import MONTH, WINDOW, Model, Told
from tests.situations import CONCLUDED, REJECTED


@dataclass
class Step:
    """One thing tried: by whom, whether it may be done, how, and what follows from it."""

    name: str
    by: Seat
    allowed: bool
    run: Callable[[], object]
    follow: Callable[[object], None]


def nothing(_: object) -> None:
    """Follow from a step that changes no sight."""


def pick_seat(model: Model, random: Random, may: Callable[[Seat], bool]) -> Seat:
    """Choose who tries: mostly somebody who may, sometimes anybody."""
    able = [seat for seat in model.seats.values() if may(seat)]
    if able and random.randrange(100) < 80:
        return random.choice(able)
    return random.choice(list(model.seats.values()))


def pick_delegation(model: Model, random: Random, one: Told) -> UUID:
    """Choose an agency: mostly one of the table, sometimes any."""
    here = sorted(model.tables[one.table])
    if here and random.randrange(100) < 85:
        return random.choice(here)
    return random.choice(sorted(model.agencies))


def move(
    model: Model,
    one: Told,
    by: Seat,
    name: str,
    *,
    source: Sequence[State],
    target: State,
    who: bool,
    run: Callable[[int], object],
    follow: Callable[[], None] = lambda: None,
) -> Step:
    """Return a step that moves the situation on."""

    def done(_: object) -> None:
        one.state, one.version, one.moved_at = target, one.version + 1, model.now
        follow()

    return Step(name, by, who and one.state in source, lambda: run(one.version), done)


def shred_note(model: Model, one: Told) -> None:
    """Forget the note at the end, unless a hold keeps it."""
    one.note = one.note and model.held(one)


def submit(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.screening import submit as act

    by = pick_seat(model, random, lambda s: model.brought(s, one))

    def follow() -> None:
        given = [o for o in model.situations.values() if o.table == one.table and o.reference]
        one.reference = f"D-{len(given) + 1:04}"

    return move(
        model,
        one,
        by,
        "submit",
        source=[State.SCREENING],
        target=State.SUBMITTED,
        who=model.brought(by, one),
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen),
        follow=follow,
    )


def withdraw(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.screening import withdraw as act

    by = pick_seat(model, random, lambda s: model.brought(s, one))
    return move(
        model,
        one,
        by,
        "withdraw",
        source=[State.SCREENING, State.SUBMITTED],
        target=State.WITHDRAWN,
        who=model.brought(by, one),
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen),
        follow=lambda: shred_note(model, one),
    )


def present(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.presenting import present as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))

    def follow() -> None:
        one.present = set(model.room[one.table])
        one.presented_at = model.now

    return move(
        model,
        one,
        by,
        "present",
        source=[State.SUBMITTED],
        target=State.PRESENTED,
        who=model.desk(by, one.table) and one.table in model.meetings,
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen),
        follow=follow,
    )


def put_back(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.presenting import put_back as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))

    def follow() -> None:
        one.present, one.presented_at = set(), None
        one.stances.clear()

    return move(
        model,
        one,
        by,
        "put back",
        source=[State.PRESENTED],
        target=State.SUBMITTED,
        who=model.desk(by, one.table),
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen),
        follow=follow,
    )


def say(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.deciding import say as act

    who = random.choice(sorted(one.present) or [one.origin])
    kind = random.choice(
        [StanceKind.AGREE, StanceKind.AGREE, StanceKind.ABSTAIN, StanceKind.OBJECT]
    )
    by = pick_seat(
        model, random, lambda s: model.at_table(s, one) and (s.delegation == who or s.desk)
    )
    allowed = (
        model.at_table(by, one)
        and (by.delegation == who or by.desk)
        and one.state is State.PRESENTED
        and who in one.present
    )

    def follow(_: object) -> None:
        one.stances[who] = kind.value

    def run() -> None:
        act(by=by, at=model.now, of=one.id, delegation=who, kind=kind)

    return Step(f"say {kind.value}", by, allowed, run, follow)


def accept(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.deciding import accept as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    said = [one.stances.get(who, "agree") for who in one.present]
    heard = one.presented_at is not None and model.now < one.presented_at + WINDOW
    return move(
        model,
        one,
        by,
        "accept",
        source=[State.PRESENTED],
        target=State.ACCEPTED,
        who=model.desk(by, one.table) and heard and "agree" in said and "object" not in said,
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen),
        follow=lambda: setattr(one, "clock", True),
    )


def reject(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.deciding import reject as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    reason = random.choice([REJECTED, REJECTED, ""])
    return move(
        model,
        one,
        by,
        "reject",
        source=[State.PRESENTED],
        target=State.REJECTED,
        who=model.desk(by, one.table) and bool(reason),
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen, reason=reason),
        follow=lambda: shred_note(model, one),
    )


def undo(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.deciding import undo_decision as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    return move(
        model,
        one,
        by,
        "undo the decision",
        source=[State.ACCEPTED, State.REJECTED],
        target=State.PRESENTED,
        who=model.desk(by, one.table),
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen),
        follow=lambda: setattr(one, "clock", False),
    )


def open_round(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.identifying import open_round as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    return move(
        model,
        one,
        by,
        "open the names round",
        source=[State.ACCEPTED],
        target=State.IDENTIFYING,
        who=model.desk(by, one.table),
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen),
    )


def close_round(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.identifying import close_round as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table))

    def follow() -> None:
        one.picks.clear()
        one.resting.clear()
        one.proposed = None

    return move(
        model,
        one,
        by,
        "close the names round",
        source=[State.IDENTIFYING],
        target=State.ACCEPTED,
        who=model.desk(by, one.table),
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen),
        follow=follow,
    )


def conclude(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.concluding import conclude as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table) or model.leads(s, one))
    leading = model.leads(by, one) and one.state is State.INTERVENING

    lowered, connected = (
        random.choice([True, True, False, None]),
        random.choice([True, False, None]),
    )
    # The reason says that the risk is lowered: an answer that it is not contradicts it.
    agrees = lowered is not False

    def run(seen: int) -> object:
        return act(
            by=by,
            at=model.now,
            of=one.id,
            seen=seen,
            reason=CONCLUDED,
            lowered=lowered,
            connected=connected,
        )

    def follow() -> None:
        one.concluded_at = model.now
        shred_note(model, one)

    return move(
        model,
        one,
        by,
        "conclude",
        source=[State.ACCEPTED, State.IDENTIFYING, State.INTERVENING],
        target=State.CONCLUDED,
        who=agrees and (model.desk(by, one.table) or leading),
        run=run,
        follow=follow,
    )


def reopen(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.concluding import reopen as act

    by = pick_seat(model, random, lambda s: model.desk(s, one.table) or model.leads(s, one))
    in_time = one.concluded_at is not None and model.now < one.concluded_at + MONTH

    def follow() -> None:
        one.concluded_at = None

    return move(
        model,
        one,
        by,
        "reopen",
        source=[State.CONCLUDED],
        target=State.INTERVENING,
        who=(model.desk(by, one.table) or model.leads(by, one))
        and in_time
        and one.lead is not None,
        run=lambda seen: act(by=by, at=model.now, of=one.id, seen=seen, reason="new events"),
        follow=follow,
    )
