"""Recognizing one person brought twice, by keyed hashes that only the lock reads."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.vault.rules.identity import Identity
from hubtable.vault.rules.recognizing import hashes


@recorded
def recognize(*, by: Seat, at: datetime, of: UUID, person: UUID, identity: Identity) -> None:
    """Compare a person with those of other open discussions of the table. Nothing is told here.

    :raises Refused: for a protected person, where no names are kept, or too often in an hour.
    """
    call("recognize", person, hashes(identity, settings.KEYS.get("pepper")))
    record("recognition_asked", of, person=person, seat=by.id)
