"""Forgetting: after the approved retention time identities and plans are shredded."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.table.actions.moving import move
from hubtable.table.rules.moves import State
from hubtable.vault.actions.key_store import destroy_key


@recorded
def forget(*, at: datetime, of: UUID, seen: int) -> None:
    """Forget one discussion; runs as the worker's job `retention`. The key goes first."""
    move(of=of, seen=seen, to=State.FORGOTTEN)
    destroyed = destroy_key(of)
    rows = call("shred", of)[0][0]
    record("forgotten", of, key_destroyed=destroyed, identities=rows)
