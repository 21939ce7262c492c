"""What the guard reads: sealed bodies open to the acting party, and names that are no client's."""

from uuid import UUID

from hubtable.hubs.queries.naming import names_in
from hubtable.kernel.seat import Seat
from hubtable.vault.models import Sealed


def sealed_bodies(*, of: UUID) -> tuple[tuple[UUID, bytes], ...]:
    """Return person and ciphertext of what is sealed of a record and open to the acting party."""
    rows = Sealed.objects.filter(record=of).values_list("pk", "body")
    return tuple((person, bytes(body)) for person, body in rows)


def known_names(by: Seat) -> frozenset[str]:
    """Return the names of the Hub's towns, tables, agencies, programs and staff."""
    return names_in(by)
