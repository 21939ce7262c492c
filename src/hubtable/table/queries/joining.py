"""Situations that may be of one person: for the desk two references, for an agency a question."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.models import Asked, Discussion
from hubtable.table.rules.moves import State

OPEN = (State.SUBMITTED, State.PRESENTED, State.ACCEPTED, State.IDENTIFYING, State.INTERVENING)


@dataclass(frozen=True, slots=True)
class MatchCard:
    """Two situations that may be one, as the desk knows them: by reference only."""

    id: UUID
    older: UUID
    older_reference: str
    newer: UUID
    newer_reference: str
    newer_state: str
    asked_at: datetime | None
    agreed: int
    refused: int
    wanted: int

    @property
    def may_join(self) -> bool:
        """Whether both agreed and the newer one is not decided."""
        both = self.wanted > 0 and self.agreed == self.wanted
        return both and self.newer_state in {State.SUBMITTED, State.PRESENTED}


@dataclass(frozen=True, slots=True)
class Question:
    """What an originating agency is asked about its own situation."""

    id: UUID
    of: UUID
    reference: str
    asked_at: datetime


def matches() -> tuple[MatchCard, ...]:
    """Return the pairs that are not settled: to chair and coordinator, to nobody else."""
    return tuple(MatchCard(*row) for row in call("matches"))  # type: ignore[arg-type]


def questions(*, by: Seat) -> tuple[Question, ...]:
    """Return the questions the acting seat's agency has not answered."""
    rows = Asked.objects.filter(delegation_id=by.own_delegation, agreed=None)
    found = list(rows.order_by("asked_at", "pk"))
    open_ones = Discussion.objects.filter(
        pk__in=[row.discussion_id for row in found], state__in=[state.value for state in OPEN]
    )
    references = dict(open_ones.values_list("pk", "reference"))
    return tuple(
        Question(row.pk, row.discussion_id, references[row.discussion_id], row.asked_at)
        for row in found
        if row.discussion_id in references
    )


def numbered(*, by: Seat, reference: str) -> UUID | None:
    """Return the open situation of the seat's table with this reference, as far as it sees one."""
    rows = Discussion.objects.filter(
        table_id=by.own_table, reference=reference, state__in=[state.value for state in OPEN]
    )
    return rows.values_list("pk", flat=True).first()
