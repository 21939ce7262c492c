"""The names rounds of a table, as its desk follows them and as a member finds its own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.queries.picked import owed
from hubtable.table.queries.picking import Proposed, proposals
from hubtable.table.queries.situations import SituationCard


@dataclass(frozen=True, slots=True)
class OpenRound:
    """One situation whose names round is open, with what its agency proposed, if it did."""

    situation: SituationCard
    proposed: Proposed | None


@dataclass(frozen=True, slots=True)
class Rounds:
    """The names round at a glance.

    `accepted` and `open` are for the desk; `own` are open rounds of situations the agency brought,
    `owed` the answers it owes in those of others.
    """

    accepted: tuple[SituationCard, ...]
    open: tuple[OpenRound, ...]
    own: tuple[SituationCard, ...]
    owed: int

    @property
    def ready(self) -> int:
        """How many open rounds have a proposal."""
        return sum(one.proposed is not None for one in self.open)


def rounds(
    accepted: tuple[SituationCard, ...],
    opened: tuple[SituationCard, ...],
    *,
    names: dict[UUID, str],
    by: Seat,
    at: datetime,
) -> Rounds:
    """Return the names rounds of what is accepted and what is open at the seat's table.

    Nothing more is asked while none is open.
    """
    said = proposals(names=names) if by.desk and opened else {}
    return Rounds(
        accepted=accepted if by.desk else (),
        open=tuple(OpenRound(row, said.get(row.id)) for row in opened) if by.desk else (),
        own=tuple(row for row in opened if row.ours),
        owed=owed(by=by, at=at) if opened else 0,
    )
