"""Moving to another Hub: one sealed packet to one named agency, on a written consent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat


@recorded
def send_packet(
    *, by: Seat, at: datetime, of: UUID, hub: str, agency: str, consents: Sequence[UUID]
) -> UUID:
    """Record that the lead sends a packet to an agency at another Hub; return the packet's id.

    :raises Refused: when a consent does not name that agency, or the seat does not lead.
    """
    made = uuid4()
    call("send_packet", made, of, hub, agency, list(consents))
    record("packet_sent", of, packet=made, seat=by.id)
    return made
