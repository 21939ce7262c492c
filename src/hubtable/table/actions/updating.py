"""Updating: exactly two questions, two answers, no text."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import translated
from hubtable.kernel.seat import Seat
from hubtable.table.models import Update


@recorded
def update(*, by: Seat, at: datetime, of: UUID, still_at_risk: bool, connected: bool) -> None:
    """The lead answers: still at acutely elevated risk? connected?"""
    with translated():
        Update.objects.create(
            discussion_id=of,
            still_at_risk=still_at_risk,
            connected=connected,
            at=at,
        )
    record("updated", of, still_at_risk=still_at_risk, connected=connected, seat=by.id)
