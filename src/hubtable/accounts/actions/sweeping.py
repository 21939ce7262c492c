"""Clears away what is over: sessions, and marks of the cache such as rate limits."""

from datetime import datetime

from django.db import connections, transaction

from hubtable.accounts.actions import keeping
from hubtable.accounts.rules.limits import Limits


def sweep(*, at: datetime, limits: Limits) -> int:
    """Delete expired sessions and cache rows; return how many rows went."""
    with transaction.atomic(using="auth"), connections["auth"].cursor() as cursor:
        cursor.execute("DELETE FROM accounts_cache WHERE expires < %s", [at])
        return int(cursor.rowcount) + keeping.sweep(at=at, limits=limits)
