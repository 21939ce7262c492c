"""Hiding where a confidential place is, and giving it back.

What is moved where is one rule in the database (`base/lock/15_hiding.sql`), beneath every writer:
pages, feeds, proposals.
"""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
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


@recorded
def unhide(*, by: Seat, at: datetime, location: UUID, version: int) -> None:
    """Show where a location is again, and others at the same street.

    :raises Refused: for whoever is no steward.
    :raises Stale: when the location changed since it was read.
    """
    call("unhide_place", location, version)
    record("location_shown", location)
