"""Intervening: only the assigned agencies plan, try, meet and mobilize (filter 4)."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call, translated
from hubtable.kernel.seat import Seat
from hubtable.table.models import PlanNote


@recorded
def note(*, by: Seat, at: datetime, of: UUID, person: UUID, kind: str, code: str = "") -> None:
    """Add to one person's plan: `kind` is plan, attempt, contact or service; `code` says which."""
    with translated():
        PlanNote.objects.create(
            discussion_id=of,
            subject_id=person,
            kind=kind,
            code=code,
            by_delegation=by.own_delegation,
            by_seat=by.id,
            at=at,
        )
    record("planned", of, person=person, kind=kind, seat=by.id)


@recorded
def decline(*, by: Seat, at: datetime, of: UUID, person: UUID) -> None:
    """The person said no: sight of identity and plan closes for all but the originator at once."""
    call("decline", of, person)
    record("declined", of, person=person, seat=by.id)
