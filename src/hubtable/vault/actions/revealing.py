"""Opening a sealed identity: an act of its own, recorded before anything is shown."""

import json
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.vault.actions.key_store import decrypt, key_of
from hubtable.vault.models import Sealed
from hubtable.vault.rules.identity import Identity, binding


@recorded
def reveal(*, by: Seat, at: datetime, of: UUID, person: UUID) -> Identity:
    """Return who a person is, if the ledger has an open row for the acting seat.

    :raises Refused: when it has none; the same answer when nothing is kept.
    :raises KeysMissing: when the key is gone.
    """
    sealed = Sealed.objects.filter(pk=person, record=of).first()
    if sealed is None:
        raise Refused("not_identified", "Names of this situation are not open to your seat.")
    record("identity_seen", of, person=person, seat=by.id)
    return Identity(**json.loads(decrypt(key_of(person), bytes(sealed.body), binding(person))))
