"""Forgetting: after the approved retention time identities and plans are shredded.

Everything here but `file_disclosures` runs as the worker's job `retention`.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.actions.moving import move
from hubtable.table.rules.moves import State
from hubtable.vault.actions.key_store import destroy_key, sweep_keys


@recorded
def forget(*, at: datetime, of: UUID, seen: int) -> None:
    """Forget one discussion. The keys go first; the proof names the approval.

    :raises Refused: before its time, under a hold, or before each agency filed its record.
    """
    persons = [UUID(str(row[0])) for row in call("persons", of)]
    move(of=of, seen=seen, to=State.FORGOTTEN)
    destroyed = sum(destroy_key(person) for person in persons)
    rows = call("shred", of)[0][0]
    record("forgotten", of, keys_destroyed=destroyed, identities=rows)


def expired_names() -> list[UUID]:
    """Return the persons whose names are to go now: their time under the policy is over."""
    return [UUID(str(row[0])) for row in call("expired_names")]


@recorded
def delete_name(*, at: datetime, person: UUID) -> bool:
    """Delete one name whose time is over; whether there was one still.

    The row goes first: it waits for a hold that is being placed at the same time.

    :raises Refused: when its time is not over, or a hold keeps it.
    """
    if person not in expired_names():
        raise Refused("not_expired", "This name is kept: its time is not over, or it is on hold.")
    gone = bool(call("shred_names", [person])[0][0])
    if gone:
        destroy_key(person)
    record("name_deleted", None, person=person)
    return gone


@recorded
def offer_filing(*, at: datetime) -> int:
    """Offer each agency its record of disclosures, 30 days before the retention time ends."""
    made = int(str(call("offer_filing")[0][0]))
    record("filing_offered", None, agencies=made)
    return made


class Due(NamedTuple):
    """One situation that is to be forgotten now."""

    id: UUID
    version: int
    reference: str


def forgettable() -> list[Due]:
    """Return what is to be forgotten now, with the version of each."""
    return [Due(UUID(str(r)), int(str(v)), str(said)) for r, v, said in call("forgettable")]


def sweep(*, at: datetime) -> int:
    """Destroy keys that belong to no sealed name any more; return how many."""
    return sweep_keys({UUID(str(row[0])) for row in call("sealed_ids")}, before=at)


@recorded
def file_disclosures(*, by: Seat, at: datetime, of: UUID) -> None:
    """The agency took its own record of disclosures into its file."""
    call("filed", of)
    record("disclosures_filed", of, seat=by.id)
