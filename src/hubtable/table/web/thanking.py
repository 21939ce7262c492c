"""Thank the agency that brought a closed situation: one button, no text."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import thanking as step
from hubtable.table.queries.discussions import DiscussionCard
from hubtable.table.queries.thanking import thanking, thanks_for
from hubtable.table.rules.moves import State
from hubtable.table.rules.thanking import may_thank
from hubtable.table.web.acts import carry_out
from hubtable.ui.saying import say


def panel(request: SeatRequest, card: DiscussionCard) -> dict[str, Any]:
    """Return what the situation's page says of thanks: what was heard, and whether to offer it."""
    closed = card.state is State.CONCLUDED
    found = thanking(of=card.id, by=request.seat) if closed else None
    return {
        "thanks": thanks_for(of=[card.id]).get(card.id, ()) if closed else (),
        "may_thank": found is not None and bool(may_thank(found)),
        "thank_stamp": lambda: stamp(request),
    }


@page_for(sits_at_table)
@require_POST
@form_act
def thank(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Thank the agency that brought it."""
    if thanking(of=pk, by=request.seat) is None:
        raise Http404
    back = reverse("table:situation", args=[pk])

    def act() -> str:
        step.thank(by=request.seat, at=request.at, of=pk)
        say(request, _("Thanked. The agency that brought it is told, without your agency's name."))
        return f"{back}#ended"

    return carry_out(request, back, act)
