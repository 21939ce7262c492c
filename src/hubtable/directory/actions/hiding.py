"""Hiding where a confidential place is, and giving it back.

What is moved where is one rule in the database (`base/lock/15_hiding.sql`), beneath every writer:
pages, feeds, proposals.
"""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.directory.actions.listing import list_services
from hubtable.directory.models import ServiceAtLocation
from hubtable.kernel.seat import Seat


@recorded
def hide(*, by: Seat, at: datetime, location: UUID, version: int) -> None:
    """Keep street and point of a location, and of others at the same street, from everybody else.

    Town, state and country stay. Words of other records that name the street lose it.

    :raises Refused: for whoever is no steward.
    :raises Stale: when the location changed since it was read.
    """
    call("hide_place", location, version)
    record("location_hidden", location)
    list_services(by=by, at=at, services=_at_hidden())


@recorded
def unhide(*, by: Seat, at: datetime, location: UUID, version: int) -> None:
    """Show where a location is again, and others at the same street.

    :raises Refused: for whoever is no steward.
    :raises Stale: when the location changed since it was read.
    """
    services = _at_hidden()
    call("unhide_place", location, version)
    record("location_shown", location)
    list_services(by=by, at=at, services=services)


def _at_hidden() -> set[UUID]:
    """Return the services at confidential places: more than one place can change at once."""
    found = ServiceAtLocation.objects.filter(location__confidential=True, ended_at=None)
    return set(found.values_list("service_id", flat=True))
