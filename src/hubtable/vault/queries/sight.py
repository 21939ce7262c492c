"""What is open to the acting party now, read from the ledger (row security has cut it)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from hubtable.base.acting import translated
from hubtable.vault.models import Ledger, Sealed


def open_sights(*, of: UUID, at: datetime) -> frozenset[tuple[str, UUID | None]]:
    """Return the (class, part) pairs open on a record."""
    rows = Ledger.objects.filter(record=of, opens=True, since__lte=at, until__gt=at)
    return frozenset(rows.values_list("kind", "part"))


def sealed_people(*, of: UUID) -> frozenset[UUID]:
    """Return the affected persons whose identity is kept and open to the acting party."""
    return frozenset(Sealed.objects.filter(record=of).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One act by which somebody came to know who a person is. `until` is None while it is open."""

    person: UUID
    viewer: UUID
    step: str
    manner: str
    basis: str
    reason: str
    since: datetime
    until: datetime | None
    consent: UUID | None


def who_was_told(*, of: UUID) -> tuple[Disclosure, ...]:
    """Return every disclosure of identity, spoken and paper included, to the originating agency."""
    with translated(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT part, viewer, step, manner, basis, reason, since, nullif(until, 'infinity'),"
            " consent FROM lock.told(%s)",
            [of],
        )
        return tuple(Disclosure(*row) for row in cursor.fetchall())
