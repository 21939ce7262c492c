"""What the table's pages share: a situation that is not there, and an act by one button."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from hubtable.audit.actions.recording import seen
from hubtable.hubs.web.gates import SeatRequest
from hubtable.kernel.verdict import Refused, Stale
from hubtable.table.queries.screening import Draft, draft
from hubtable.table.queries.wording import Offered, offered
from hubtable.ui.saying import say


def carry_out(request: SeatRequest, back: str, act: Callable[[], str]) -> HttpResponse:
    """Do what a button asks and go on to the address it returns, or say on `back` why not."""
    try:
        return HttpResponseRedirect(act())
    except Stale:
        say(
            request,
            _("Someone else was faster. This is how it stands now; nothing of yours was done."),
            tone="warn",
        )
    except Refused as refused:
        if refused.code == "lock":
            raise
        say(request, refused.sentence, tone="bad")
    return HttpResponseRedirect(back)


def own_draft(pk: UUID) -> Draft:
    """Return the worksheet and leave the row that it was opened.

    Raises Http404 alike for what does not exist and for what another agency brought.
    """
    found = draft(of=pk)
    if found is None:
        raise Http404
    seen(pk, "described")
    return found


def offered_for(request: SeatRequest, card: Draft) -> Offered:
    """Return what the worksheet offers, with what was chosen before."""
    return offered(by=request.seat, chosen=card.risk_factors)
