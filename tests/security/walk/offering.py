"""Steps beside the way: offers, what was said too much, reviews, two situations that are one."""

from random import Random
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.rules.later_words import ExcessOutcome, LookOutcome, OfferAnswer
from hubtable.table.rules.moves import State
from tests.security.walk.model import OPEN, WINDOW, Model, Offered, Pair, Told
from tests.security.walk.steps import Step, nothing, pick_seat

UNHEARD = {State.SCREENING, State.SUBMITTED, State.WITHDRAWN}
OVER = {State.SCREENING, State.WITHDRAWN, State.FORGOTTEN}


def offer(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.offering import offer as act

    def able(seat: Seat) -> bool:
        heard = one.presented_at is not None and model.now < one.presented_at + WINDOW
        return (
            model.at_table(seat, one)
            and seat.delegation in one.present - one.origins
            and heard
            and one.state not in UNHEARD
        )

    by = pick_seat(model, random, able)
    allowed = able(by)

    def run() -> object:
        return act(by=by, at=model.now, of=one.id, service="Meals")

    def follow(made: object) -> None:
        assert isinstance(made, UUID)
        assert by.delegation is not None
        one.offers[made] = Offered(by.delegation)

    return Step("offer", by, allowed, run, follow)


def answer_offer(model: Model, random: Random, one: Told) -> Step:
    """The originating agency answers an offer, or who made it takes it back."""
    from hubtable.table.actions.offering import answer_offer as answer
    from hubtable.table.actions.offering import withdraw_offer as withdraw

    if not one.offers:
        return offer(model, random, one)
    chosen = random.choice(list(one.offers))
    made = one.offers[chosen]
    back = random.choice([True, False])
    by = pick_seat(
        model,
        random,
        lambda s: (model.holds(s) and s.delegation == made.by) if back else model.brought(s, one),
    )
    may = model.holds(by) and by.delegation == made.by if back else model.brought(by, one)

    def run() -> None:
        if back:
            withdraw(by=by, at=model.now, of=one.id, offer=chosen)
        else:
            answer(by=by, at=model.now, of=one.id, offer=chosen, said=OfferAnswer.TAKEN)

    def follow(_: object) -> None:
        made.over = True

    return Step("answer an offer", by, may and not made.over, run, follow)


def thank(model: Model, random: Random, one: Told) -> Step:
    """The desk, the lead or an assisting agency thanks who brought it, once it is closed."""
    from hubtable.table.actions.thanking import thank as act

    def able(seat: Seat) -> bool:
        given = {by for by, _ in one.thanks.values()}
        table = any(as_table for _, as_table in one.thanks.values())
        part = model.desk(seat, one.table) or seat.delegation in one.acting()
        return (
            model.at_table(seat, one)
            and one.state is State.CONCLUDED
            and part
            and seat.delegation not in one.origins | given
            and not (table and seat.desk)
        )

    by = pick_seat(model, random, able)
    allowed = able(by)

    def run() -> object:
        return act(by=by, at=model.now, of=one.id)

    def follow(made: object) -> None:
        assert isinstance(made, UUID)
        assert by.delegation is not None
        one.thanks[made] = (by.delegation, by.desk)

    return Step("thank", by, allowed, run, follow)


def too_much(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.exceeding import too_much as act

    of = random.choice([one.id, one.id, None])

    def able(seat: Seat) -> bool:
        here = of is None or (seat.table == one.table and one.state not in OVER)
        return (
            model.holds(seat)
            and seat.delegation is not None
            and seat.table in model.meetings
            and here
        )

    by = pick_seat(model, random, able)
    allowed = able(by)

    def run() -> object:
        return act(by=by, at=model.now, of=of)

    def follow(made: object) -> None:
        assert isinstance(made, UUID)
        assert by.table is not None
        model.versions[model.meetings[by.table]] += 1
        model.excesses[made] = (by.table, of)

    return Step("too much was said", by, allowed, run, follow)


def review_excess(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.exceeding import review_excess as act

    if not model.excesses:
        return too_much(model, random, one)
    chosen = random.choice(list(model.excesses))
    table, of = model.excesses[chosen]
    about = model.situations[of] if of else None
    by = pick_seat(model, random, lambda s: model.reviews(s, about, table))
    allowed = model.reviews(by, about, table)

    def run() -> None:
        act(by=by, at=model.now, excess=chosen, outcome=ExcessOutcome.TALKED)

    def follow(_: object) -> None:
        del model.excesses[chosen]

    return Step("review what was said", by, allowed, run, follow)


def review_look(model: Model, random: Random, one: Told) -> Step:
    """An emergency look is reviewed by another person than who looked."""
    from hubtable.table.actions.looking import review_look as act

    if not model.looks:
        return offer(model, random, one)
    chosen = random.choice(list(model.looks))
    of, looked = model.looks[chosen]
    about = model.situations[of]
    by = pick_seat(model, random, lambda s: model.reviews(s, about, about.table))
    allowed = model.reviews(by, about, about.table) and by.person != looked

    def run() -> None:
        act(by=by, at=model.now, look=chosen, of=of, outcome=LookOutcome.RIGHT)

    def follow(_: object) -> None:
        del model.looks[chosen]

    return Step("review a look", by, allowed, run, follow)


def ask_joining(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.joining import ask_joining as act

    others = [o for o in model.situations.values() if o.table == one.table and o is not one]
    other = random.choice(others or [one])
    by = pick_seat(model, random, lambda s: model.desk(s, one.table))
    found = _pair(model, other, one)
    allowed = (
        model.desk(by, one.table)
        and other is not one
        and {one.state, other.state} <= OPEN
        and (found is None or not found.settled)
    )

    def run() -> object:
        return act(by=by, at=model.now, older=other.id, newer=one.id)

    def follow(made: object) -> None:
        assert isinstance(made, UUID)
        pair = model.pairs.setdefault(made, Pair(made, one.table, other.id, one.id, {}))
        pair.asked |= dict.fromkeys(other.origins | one.origins - set(pair.asked)) | pair.asked

    return Step("ask whether two are one", by, allowed, run, follow)


def _pair(model: Model, older: Told, newer: Told) -> Pair | None:
    found = (p for p in model.pairs.values() if (p.older, p.newer) == (older.id, newer.id))
    return next(found, None)


def answer_joining(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.joining import answer_joining as act

    if not model.pairs:
        return ask_joining(model, random, one)
    pair = random.choice(list(model.pairs.values()))
    who = random.choice(sorted(pair.asked))
    by = pick_seat(model, random, lambda s: model.holds(s) and s.delegation == who)
    agreed = random.choice([True, True, True, False])
    rows = model.find(
        "SELECT id FROM table_asked WHERE match_id = %s AND delegation_id = %s", pair.id, who
    )
    allowed = model.holds(by) and by.delegation == who and not pair.settled

    def run() -> None:
        act(by=by, at=model.now, of=pair.older, question=rows[0][0], agreed=agreed)

    def follow(_: object) -> None:
        pair.asked[who] = agreed

    return Step("answer whether two are one", by, allowed, run, follow)


def join(model: Model, random: Random, one: Told) -> Step:
    """Make one of two, once every agency that brought them agrees."""
    from hubtable.table.actions.joining import join as act

    if not model.pairs:
        return ask_joining(model, random, one)
    pair = random.choice(list(model.pairs.values()))
    first, second = model.situations[pair.older], model.situations[pair.newer]
    by = pick_seat(model, random, lambda s: model.desk(s, pair.table))
    allowed = (
        model.desk(by, pair.table)
        and not pair.settled
        and {first.state, second.state} <= OPEN
        and second.state in {State.SUBMITTED, State.PRESENTED}
        and all(pair.asked.get(who) for who in first.origins | second.origins)
    )

    def run() -> None:
        act(by=by, at=model.now, match=pair.id)

    def follow(_: object) -> None:
        pair.settled = True
        _join(model, first, second)

    return Step("join", by, allowed, run, follow)


def _join(model: Model, first: Told, second: Told) -> None:
    """Move what the second is about to the first; its own description stays with it."""
    first.origins |= second.origins
    first.version += 1
    second.state, second.version, second.moved_at = State.WITHDRAWN, second.version + 1, model.now
    second.note = second.note and model.held(second)
    for name in ("subjects", "consents", "barred"):
        getattr(first, name).update(getattr(second, name))
        getattr(second, name).clear()
    for name in ("sealed", "protected"):
        getattr(first, name).update(getattr(second, name))
        getattr(second, name).clear()


def set_apart(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.joining import set_apart as act

    if not model.pairs:
        return ask_joining(model, random, one)
    pair = random.choice(list(model.pairs.values()))
    by = pick_seat(model, random, lambda s: model.desk(s, pair.table))
    allowed = model.desk(by, pair.table) and not pair.settled

    def run() -> None:
        act(by=by, at=model.now, match=pair.id)

    def follow(_: object) -> None:
        pair.settled = True

    return Step("set apart", by, allowed, run, follow)


def glance(model: Model, random: Random, one: Told) -> Step:
    """What the lists of the lock say to a seat: what it reviews, whose pairs it may join."""
    from hubtable.base.acting import call

    by = random.choice(list(model.seats.values()))

    def run() -> None:
        mine = {of for of, who in model.looks.values() if who == by.person}
        for row in call("looks"):
            about = model.situations[row[1]]  # type: ignore[index]
            assert about.id in mine or row[6] or model.reviews(by, about, about.table)
        for excess, *_ in call("excesses"):
            table, of = model.excesses.get(excess, (None, None))  # type: ignore[call-overload]
            about = model.situations[of] if of else None
            assert table is None or model.reviews(by, about, table)
        pairs = {row[0] for row in call("matches")}
        assert pairs <= {p.id for p in model.pairs.values() if model.desk(by, p.table)}

    return Step("look at the lists", by, True, run, nothing)
