"""Offering: within its window an agency that was in the room offers a service to who brought it."""

from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call, translated
from hubtable.kernel.seat import Seat
from hubtable.table.models import Offer
from hubtable.table.queries.offering import window_of
from hubtable.table.rules.later_words import OfferAnswer
from hubtable.table.rules.offering import may_offer, named
from hubtable.vault.actions.guarding import clear_text


@recorded
def offer(*, by: Seat, at: datetime, of: UUID, service: str, confirm: str = "") -> UUID:
    """Offer a service by its name to the originating agency, which is told.

    `confirm` is what the guarded field sent: why names may stay.

    :raises Refused: by the guard, outside the window, or by an agency that was not in the room.
    """
    named(service).or_refuse()
    window = window_of(of=of, by=by)
    if window is not None:
        may_offer(window, at).or_refuse()
    clear_text(by=by, at=at, of=of, field="The service", text=service, confirm=confirm)
    made = uuid4()
    with translated():
        Offer.objects.create(
            pk=made,
            discussion_id=of,
            delegation_id=by.own_delegation,
            service=service,
            by_seat=by.id,
            at=at,
        )
    call("offer_made", made)
    record("offered", of, offer=made, seat=by.id)
    return made


@recorded
def answer_offer(*, by: Seat, at: datetime, of: UUID, offer: UUID, said: OfferAnswer) -> None:
    """The originating agency takes an offer, or thanks for it."""
    call("answer_offer", offer, said.value)
    record("offer_answered", of, offer=offer, said=said.value, seat=by.id)


@recorded
def withdraw_offer(*, by: Seat, at: datetime, of: UUID, offer: UUID) -> None:
    """The offering agency takes back what nobody has answered yet."""
    call("answer_offer", offer, "withdrawn")
    record("offer_withdrawn", of, offer=offer, seat=by.id)
