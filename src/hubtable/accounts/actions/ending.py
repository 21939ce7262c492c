"""Ends sessions: one, the others, all. The browser is signed out at its next request."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from hubtable.accounts.models import SessionRow
from hubtable.audit.actions.recording import record_account


def end_session(*, at: datetime, user: UUID, session: UUID) -> int:
    """End one of a person's own sessions; return how many ended (0 when it was over already)."""
    return _end(SessionRow.objects.filter(user=user, pk=session), at, user)


def end_others(*, at: datetime, user: UUID, key_hash: str) -> int:
    """End all of a person's sessions but the one with this key; return how many ended."""
    return _end(SessionRow.objects.filter(user=user).exclude(key_hash=key_hash), at, user)


def end_all(*, at: datetime, user: UUID) -> int:
    """End all of a person's sessions; return how many ended."""
    return _end(SessionRow.objects.filter(user=user), at, user)


def _end(rows: QuerySet[SessionRow], at: datetime, user: UUID) -> int:
    with transaction.atomic(using="auth"):
        count = rows.delete()[0]
        if count:
            record_account(verb="sessions_ended", user=user, at=at, detail={"count": str(count)})
    return count
