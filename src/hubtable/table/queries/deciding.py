"""What is needed to decide: who was present, what they said, how this table decides."""

from uuid import UUID

from hubtable.hubs.models import Table, Term
from hubtable.hubs.rules.policies import Deciding
from hubtable.kernel.seat import Seat
from hubtable.table.models import Presence, Stance
from hubtable.table.rules.deciding import Said
from hubtable.table.rules.meeting import seated
from hubtable.table.rules.words import StanceKind


def present_at(*, of: UUID) -> frozenset[UUID]:
    """Return the delegations in the room when it was presented, as far as the seat may know."""
    return frozenset(
        Presence.objects.filter(discussion_id=of).values_list("delegation_id", flat=True)
    )


def said_about(*, of: UUID) -> tuple[Said, ...]:
    """Return everything said about a discussion, in order of time."""
    rows = Stance.objects.filter(discussion_id=of).order_by("at", "pk")
    return tuple(Said(row.delegation_id, StanceKind(row.kind), row.criterion) for row in rows)


def way_of(*, by: Seat) -> Deciding:
    """Return how the seat's table decides."""
    return Deciding(Table.objects.values_list("deciding", flat=True).get(pk=seated(by)[0]))


def rejection_reasons(*, by: Seat) -> dict[str, str]:
    """Return code → words of the reasons for which this table rejects."""
    table = Table.objects.get(pk=seated(by)[0])
    terms = Term.objects.filter(
        vocabulary_id=table.vocabulary_id, kind="conclusion_reason", category="rejected"
    )
    return dict(terms.values_list("code", "text"))
