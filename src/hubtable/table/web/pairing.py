"""The desk's page of paired screens: a code for one more, and unpairing."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.accounts.actions.mailing import address
from hubtable.hubs.rules.entering import runs_the_meeting
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.table.actions import pairing as step
from hubtable.table.queries.room import screens
from hubtable.table.queries.updating import meeting_now
from hubtable.table.rules.room import CODE_LASTS
from hubtable.table.web.acts import carry_out
from hubtable.ui.pages import page
from hubtable.ui.saying import say

PAIRING = "table:pairing"


@page_for(runs_the_meeting)
@require_GET
def pairing(request: SeatRequest) -> HttpResponse:
    """List the screens that are paired; a code is shown once only."""
    return _page(request)


@page_for(runs_the_meeting)
@require_POST
@form_act
def offer(request: SeatRequest) -> HttpResponse:
    """Make a code for one more screen, and show it this once."""
    try:
        code = step.offer_pairing(by=request.seat, at=request.at)
    except Refused as refused:
        if refused.code == "lock":
            raise
        say(request, refused.sentence, tone="bad")
        return _page(request, status=422)
    return _page(request, code=code)


@page_for(runs_the_meeting)
@require_POST
@form_act
def unpair(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Unpair a screen: it shows nothing more."""

    def act() -> str:
        step.end_pairing(by=request.seat, at=request.at, screen=pk)
        say(request, _("Unpaired. The screen shows nothing more."))
        return reverse(PAIRING)

    return carry_out(request, reverse(PAIRING), act)


def _page(request: SeatRequest, code: str = "", status: int = 200) -> HttpResponse:
    context = {
        "screens": screens(),
        "on": meeting_now(by=request.seat) is not None,
        "code": code,
        "until": request.at + CODE_LASTS,
        "place": address(reverse("table:room")),
        "zone": request.seat.time_zone,
        "stamp": lambda: stamp(request),
    }
    return page(request, "table/pairing.html", context, status=status)
