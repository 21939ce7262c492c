"""Forms that come twice: a repeated request id gets the first answer again (lock.md, Traps)."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from hubtable.base.models import Receipt
from hubtable.hubs.actions.swapping import distinct


def earlier_answer(*, actor: UUID, request_id: UUID) -> str | None:
    """Return where the first sending of this form led; nothing when this is the first.

    Whoever sends the same form at the same moment waits here until the first is done.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(request_id)])
    rows = Receipt.objects.filter(pk=request_id, actor=actor)
    return rows.values_list("location", flat=True).first()


def keep_answer(*, actor: UUID, at: datetime, request_id: UUID, location: str) -> None:
    """Remember where a form led. `actor` is the acting seat, or the account without one.

    :raises Refused: when somebody else's form carried the same id.
    """
    with distinct():
        Receipt.objects.create(id=request_id, actor=actor, at=at, location=location)
