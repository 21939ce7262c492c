"""Updating: exactly two questions, two answers, no text."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import translated
from hubtable.kernel.seat import Seat
from hubtable.table.models import Update


@recorded
def update(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    still_at_risk: bool,
    connected: bool,
    for_lead: bool = False,
    meeting: UUID | None = None,
) -> None:
    """The lead answers: still at acutely elevated risk? connected? Or the desk, for the lead.

    `meeting` is the meeting it was said in; none when it was answered before.
    """
    with translated():
        Update.objects.create(
            discussion_id=of,
            still_at_risk=still_at_risk,
            connected=connected,
            meeting=meeting,
            recorded_by_chair=for_lead,
            at=at,
        )
    record("updated", of, still_at_risk=still_at_risk, connected=connected, seat=by.id)
