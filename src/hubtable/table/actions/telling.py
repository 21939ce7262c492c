"""Telling several agencies of several persons in one act: all of it, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.hubs.rules.bases import Basis, usable
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.actions.identifying import tell
from hubtable.table.queries.picking import RoundCard, round_of
from hubtable.table.queries.wording import regimes_of
from hubtable.table.rules.later_words import Manner
from hubtable.table.rules.picking import Agreement, may_show, may_tell
from hubtable.vault.actions.guarding import clear_text

Pair = tuple[UUID, UUID]
"""A person and an agency (its delegation)."""
LONGEST = 300
"""Characters of a reason, as the ledger keeps them."""


@dataclass(frozen=True, slots=True)
class Said:
    """How, on what basis and why names are given; `consents`: person → what it rests on."""

    manner: Manner
    basis: str
    reason: str
    confirm: str = ""
    """Why something like a name may stay in the reason."""
    consents: Mapping[UUID, UUID] = field(default_factory=dict)


@recorded
def tell_these(*, by: Seat, at: datetime, of: UUID, picks: Sequence[Pair], said: Said) -> int:
    """Tell the picked agencies of the picked persons, one disclosure each; return how many.

    A consent chosen for a person is what each telling rests on that it names.

    :raises Refused: naming each person and agency that cannot be told so, and why.
    """
    own = regimes_of(by=by)
    ground = next((b for b in usable(own) if b.code == said.basis), None)
    if ground is None:
        raise Refused("no_basis", "Choose a basis your agency can rely on.")
    if not picks:
        raise Refused("no_picks", "Choose at least one agency.")
    if not said.reason.strip() or len(said.reason) > LONGEST:
        raise Refused("no_reason", f"Say why, in at most {LONGEST} characters.")
    reason = clear_text(
        by=by, at=at, of=of, field="Reason", text=said.reason.strip(), confirm=said.confirm
    )
    card = round_of(of=of, by=by, at=at)
    agreed = _checked(card, picks, said, ground, own)
    for (person, delegation), consent in agreed.items():
        tell(
            by=by,
            at=at,
            of=of,
            person=person,
            delegation=delegation,
            manner=said.manner.value,
            basis=ground.code,
            reason=reason,
            consent=consent,
        )
    record("names_given", of, count=len(agreed), seat=by.id)
    return len(agreed)


def _checked(
    card: RoundCard, picks: Sequence[Pair], said: Said, ground: Basis, own: Sequence[str]
) -> dict[Pair, UUID | None]:
    """Return the consent each telling rests on, or refuse all of them."""
    people = {one.id: one for one in card.people}
    agencies = {one.id: one for one in card.agencies}
    if not all(person in people and who in agencies for person, who in picks):
        raise Refused("not_here", "Choose persons of this situation and agencies of this table.")
    may_show([people[person].party for person, _ in picks], said.manner).or_refuse()
    rests: dict[Pair, UUID | None] = {}
    problems = []
    for person, who in picks:
        chosen = people[person].consent(said.consents.get(person))
        agreed = chosen if chosen and chosen.names(who) else None
        verdict = may_tell(people[person].party, agencies[who], own, ground, agreed)
        rests[person, who] = _id(agreed)
        if not verdict:
            problems.append(f"{agencies[who].name}, {people[person].words}: {verdict.sentence}")
    if problems:
        raise Refused("cannot_tell", "Nobody was told. " + " ".join(problems))
    return rests


def _id(agreed: Agreement | None) -> UUID | None:
    return agreed.id if agreed else None
