"""What is open to the acting party now, read from the ledger (row security has cut it)."""

from datetime import datetime
from uuid import UUID

from hubtable.base.acting import call
from hubtable.vault.models import Ledger, Sealed


def open_sights(*, of: UUID, at: datetime) -> frozenset[tuple[str, UUID | None]]:
    """Return the (class, part) pairs open on a record."""
    rows = Ledger.objects.filter(record=of, opens=True, since__lte=at, until__gt=at)
    return frozenset(rows.values_list("kind", "part"))


def sealed_people(*, of: UUID) -> frozenset[UUID]:
    """Return the affected persons whose identity is kept and open to the acting party."""
    return frozenset(Sealed.objects.filter(record=of).values_list("pk", flat=True))


def who_was_told(*, of: UUID) -> list[tuple[object, ...]]:
    """Return every disclosure of identity, spoken and paper included, to the originating agency.

    Rows of (person, viewer, step, manner, basis, reason, since, until).
    """
    return call("told", of)
