"""What a person agrees to, and takes back; who must not be told of it."""

from datetime import timedelta
from random import Random
from uuid import UUID

from hubtable.table.rules.later_words import Consenter
from hubtable.table.rules.later_words import Told as Word
from tests.security.walk.model import UNFINISHED, Consented, Model, Told
from tests.security.walk.steps import Step, pick_delegation, pick_seat

LASTING = (timedelta(minutes=90), timedelta(days=3), timedelta(days=365))


def consent(model: Model, random: Random, one: Told) -> Step:
    """Keep a consent: by who brought the person, or at the visit by an agency that acts for it."""
    from hubtable.vault.actions.consenting import Agreed
    from hubtable.vault.actions.consenting import consent as act

    person = random.choice(list(one.subjects))
    by = pick_seat(
        model,
        random,
        lambda s: (
            model.holds(s)
            and (s.delegation == one.subjects[person] or model.acts_for(s, one, person))
        ),
    )
    named = {pick_delegation(model, random, one) for _ in range(random.randrange(1, 5))}
    agreed = Agreed(
        form=random.choice(["written", "written", "verbal"]),
        recipients=sorted(named),
        giver="self",
        until=model.now + random.choice(LASTING),
    )
    taken = by.delegation == one.subjects[person] or model.acts_for(by, one, person)
    allowed = model.holds(by) and by.delegation is not None and one.state in UNFINISHED and taken

    def run() -> object:
        return act(by=by, at=model.now, of=one.id, person=person, agreed=agreed)

    def follow(made: object) -> None:
        assert isinstance(made, UUID)
        assert by.delegation is not None
        one.consents[made] = Consented(
            person, frozenset(named), agreed.form == "written", by.delegation, agreed.until
        )

    return Step("consent", by, allowed, run, follow)


def withdraw(model: Model, random: Random, one: Told) -> Step:
    from hubtable.vault.actions.consenting import withdraw_consent as act

    if not one.consents:
        return consent(model, random, one)
    chosen = random.choice(list(one.consents))
    said = one.consents[chosen]
    able = one.origins | one.acting()
    by = pick_seat(model, random, lambda s: model.holds(s) and s.delegation in able)
    allowed = (
        model.holds(by)
        and by.delegation in able
        and by.delegation in {said.by, one.subjects.get(said.person)}
        and said.withdrawn_at is None
    )

    def run() -> None:
        act(by=by, at=model.now, of=one.id, consent=chosen)

    def follow(_: object) -> None:
        said.withdrawn_at = model.now

    return Step("withdraw a consent", by, allowed, run, follow)


def safeguard(model: Model, random: Random, one: Told) -> Step:
    from hubtable.table.actions.safeguarding import safeguard as act

    person = random.choice(list(one.subjects))
    by = pick_seat(model, random, lambda s: model.holds(s) and s.delegation == one.subjects[person])
    allowed = model.holds(by) and by.delegation == one.subjects[person] and one.state in UNFINISHED
    must_not = random.choice([[], [], ["police"], ["school"], ["police", "partner"]])

    def run() -> None:
        act(
            by=by,
            at=model.now,
            of=one.id,
            person=person,
            consenter=random.choice(list(Consenter)).value,
            may_tell=[Word.SIBLING.value],
            must_not=must_not,
        )

    def follow(_: object) -> None:
        one.barred[person] = frozenset(must_not)

    return Step("say who must not be told", by, allowed, run, follow)
