"""Thanks: what the acting seat may still say, and what the own agency heard."""

from collections.abc import Iterable
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.models import Assignment, Discussion, Origin, Thanks
from hubtable.table.rules.moves import State
from hubtable.table.rules.thanking import Thanking, Voice


def thanking(*, of: UUID, by: Seat) -> Thanking | None:
    """Return what thanking for one situation depends on, if anything of it is visible."""
    row = Discussion.objects.filter(pk=of, table_id=by.own_table).first()
    if row is None:
        return None
    mine = {"discussion_id": of, "delegation_id": by.own_delegation}
    roles = Assignment.objects.filter(**mine, until=None).values_list("role", flat=True)
    desk = {Voice.TABLE} if by.desk else set()
    return Thanking(
        state=State(row.state),
        voices=frozenset(desk | {Voice(role) for role in roles}),
        ours=Origin.objects.filter(**mine).exists(),
        given=Thanks.objects.filter(discussion_id=of).exists(),
    )


def thanks_for(*, of: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return situation → in words who thanked, the first first, as far as the seat sees it."""
    found: dict[UUID, tuple[str, ...]] = {}
    for row in Thanks.objects.filter(discussion_id__in=list(of)).order_by("at", "pk"):
        words = Voice(row.voice).label
        known = found.get(row.discussion_id, ())
        found[row.discussion_id] = known if words in known else (*known, words)
    return found
