"""Forgetting: after the approved retention time identities and plans are shredded.

Everything here but `file_disclosures` runs as the worker's job `retention`.
"""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
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


@recorded
def delete_names(*, at: datetime) -> int:
    """Delete names whose time under the table's policy is over; return how many."""
    gone = [UUID(str(row[0])) for row in call("expired_names")]
    for person in gone:
        destroy_key(person)
    rows = int(str(call("shred_names", gone)[0][0]))
    record("names_deleted", None, identities=rows)
    return rows


@recorded
def offer_filing(*, at: datetime) -> int:
    """Offer each agency its record of disclosures, 30 days before the retention time ends."""
    made = int(str(call("offer_filing")[0][0]))
    record("filing_offered", None, agencies=made)
    return made


def forgettable() -> list[tuple[UUID, int]]:
    """Return what is to be forgotten now, with the version of each."""
    return [(UUID(str(r)), int(str(version))) for r, version in call("forgettable")]


def sweep(*, at: datetime) -> int:
    """Destroy keys that belong to no sealed name any more; return how many."""
    return sweep_keys({UUID(str(row[0])) for row in call("sealed_ids")}, before=at)


@recorded
def file_disclosures(*, by: Seat, at: datetime, of: UUID) -> None:
    """The agency took its own record of disclosures into its file."""
    call("filed", of)
    record("disclosures_filed", of, seat=by.id)
