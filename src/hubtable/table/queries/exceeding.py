"""What was said too much: when, about which situation, who was present; never what was said."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.models import Meeting
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.looking import agencies_named
from hubtable.table.rules.later_words import ExcessOutcome


@dataclass(frozen=True, slots=True)
class Excess:
    """One time too much was said. `outcome` is empty until somebody reviewed it."""

    id: UUID
    reference: str
    at: datetime
    present: tuple[str, ...]
    outcome: str
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OnNow:
    """What the meeting of the seat's table stands at: the situation on now, the room's screen."""

    situation: UUID | None
    blank: bool
    version: int


def excesses() -> tuple[Excess, ...]:
    """Return what the acting seat reviews, newest first."""
    rows = call("excesses")
    names = agencies_named(one for row in rows for one in cast("list[UUID]", row[4]))
    return tuple(_excess(row, names) for row in rows)


def on_now(*, by: Seat) -> OnNow | None:
    """Return what the meeting that is on stands at; also what the seat itself does not see."""
    row = Meeting.objects.filter(table_id=by.own_table, ended_at=None).first()
    return OnNow(row.current, row.blank, row.version) if row else None


def _excess(row: tuple[object, ...], names: dict[UUID, str]) -> Excess:
    outcome = one_of(ExcessOutcome, str(row[5]))
    present = (names.get(one, "An agency that left") for one in cast("list[UUID]", row[4]))
    return Excess(
        id=cast(UUID, row[0]),
        reference=str(row[2]),
        at=cast(datetime, row[3]),
        present=tuple(sorted(present)),
        outcome=outcome.label if outcome else "",
        reviewed_at=cast("datetime | None", row[6]),
    )
