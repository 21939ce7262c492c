"""Filling a practice table."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import runs_the_meeting
from hubtable.hubs.web.forms import form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions.practicing import fill
from hubtable.table.web.acts import carry_out
from hubtable.ui.saying import say


@page_for(runs_the_meeting)
@require_POST
@form_act
def fill_table(request: SeatRequest) -> HttpResponse:
    """Bring invented situations in."""
    back = reverse("table:overview")

    def act() -> str:
        made = fill(by=request.seat, at=request.at)
        say(request, _("%(made)s invented situations came in.") % {"made": made})
        return back

    return carry_out(request, back, act)
