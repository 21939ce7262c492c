"""Sealing an identity: encrypted before it reaches the database."""

import json
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.kernel.seat import Seat
from hubtable.vault.actions.key_store import encrypt, key_for
from hubtable.vault.models import Sealed
from hubtable.vault.rules.identity import Identity, binding


@recorded
def seal(*, by: Seat, at: datetime, of: UUID, person: UUID, identity: Identity) -> None:
    """Keep who a person is, encrypted; replaces what was sealed for that person before."""
    plain = json.dumps(identity.fields(), ensure_ascii=False).encode()
    body = encrypt(key_for(person), plain, binding(person))
    if not Sealed.objects.filter(pk=person).update(body=body, sealed_at=at):
        Sealed.objects.create(pk=person, record=of, body=body, sealed_at=at)
    record("identity_sealed", of, person=person, seat=by.id)
