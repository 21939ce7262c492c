"""Moving to another Hub: one sealed packet to one named agency, on a written consent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.models import Packet
from hubtable.table.queries.sending import Movable, content_of
from hubtable.table.rules.packet import Addressee, written
from hubtable.vault.actions.packets import Made, make_packet
from hubtable.vault.actions.revealing import reveal


@recorded
def send_packet(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    hub: str,
    agency: str,
    consents: Sequence[UUID],
    id: UUID | None = None,  # noqa: A002 - the word of the field
) -> UUID:
    """Record that the lead sends a packet to an agency at another Hub; return the packet's id.

    :raises Refused: when a consent does not name that agency, or the seat does not lead.
    """
    made = id or uuid4()
    call("send_packet", made, of, hub, agency, list(consents))
    record("packet_sent", of, packet=made, seat=by.id)
    return made


@recorded
def seal_packet(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    to: Addressee,
    people: Sequence[Movable],
    id: UUID,  # noqa: A002
) -> Made:
    """Make the packet of these persons; with who they are where names are kept and still open.

    `id` is that of the form: the same form sent again makes no second packet.

    :raises Refused: when this form made its packet already, or a consent does not name `to`.
    """
    if Packet.objects.filter(pk=id).exists():
        raise Refused("made_already", "This packet was made already. Its code is not shown again.")
    chosen = {one.id: _consent(one, to) for one in people}
    who = {one.id: reveal(by=by, at=at, of=of, person=one.id) for one in people if one.named}
    content = content_of(of=of, people=tuple(people), who=who)
    if content is None or not people:
        raise Refused("nothing_to_send", "Choose who moves.")
    consents = list(chosen.values())
    send_packet(by=by, at=at, of=of, hub=to.hub, agency=to.agency, consents=consents, id=id)
    return make_packet(written(content), hub=to.hub, agency=to.agency, at=at)


def _consent(person: Movable, to: Addressee) -> UUID:
    found = next((one.id for one in person.consents if one.to == to), None)
    if found is None:
        raise Refused("no_consent", "A written consent that names this agency is needed first.")
    return found
