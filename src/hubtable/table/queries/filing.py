"""An agency's own record of disclosures: what it told, and what it was told, before forgetting."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from hubtable.base.acting import call
from hubtable.hubs.rules.bases import basis as basis_of
from hubtable.kernel.seat import Seat
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.wording import agencies_at
from hubtable.table.rules.filing import DisclosureRow, act_words
from hubtable.table.rules.later_words import LookGround, Manner


@dataclass(frozen=True, slots=True)
class FilingCard:
    """One record the own agency is offered. `due_at`: when the situation is forgotten at latest."""

    situation: UUID
    reference: str
    offered_at: datetime
    filed_at: datetime | None
    due_at: datetime


def filings() -> tuple[FilingCard, ...]:
    """Return the records the acting seat's agency is offered, the first due first."""
    return tuple(FilingCard(*row) for row in call("filings"))  # type: ignore[arg-type]


def disclosures(*, of: UUID, by: Seat) -> tuple[DisclosureRow, ...]:
    """Return every disclosure the acting seat's agency made or received about one situation."""
    rows = call("disclosures", of)
    names = agencies_at(by=by)
    order = {part: number for number, part in enumerate(dict.fromkeys(row[0] for row in rows), 1)}
    return tuple(_disclosure(row, order[row[0]], names, by) for row in rows)


def _disclosure(
    row: tuple[object, ...], person: int, names: dict[UUID, str], by: Seat
) -> DisclosureRow:
    _, teller, viewer, step, manner, basis, reason, since = row
    known, way = basis_of(str(basis)), one_of(Manner, str(manner))
    ground = one_of(LookGround, str(basis))
    return DisclosureRow(
        person=person,
        act=act_words(str(step)),
        teller=names.get(cast(UUID, teller), "An agency that left"),
        told=_told(cast(UUID, viewer), str(step), names, by),
        manner=way.label if way else "",
        basis=known.label if known else ground.label if ground else "Written consent",
        reason=str(reason),
        at=cast(datetime, since),
    )


def _told(viewer: UUID, step: str, names: dict[UUID, str], by: Seat) -> str:
    if step == "send":
        return "An agency at another Hub"
    if step == "break_glass":
        return by.agency_name if viewer == by.id else "A seat on duty at the table"
    return names.get(viewer, "An agency that left")
