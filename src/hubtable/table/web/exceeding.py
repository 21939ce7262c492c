"""Too much was said: one key, a blank screen, and a review; what was said is never asked."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.entering import reviews, runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import form_act, sent_version, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.table.actions import exceeding as step
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.exceeding import excesses, on_now
from hubtable.table.rules.later_words import ExcessOutcome
from hubtable.table.web.acts import carry_out
from hubtable.ui.pages import page
from hubtable.ui.saying import say

MEETING, EXCEEDING = "table:meeting", "table:exceeding"


@page_for(sits_at_table)
@require_POST
@form_act
def too_much(request: SeatRequest) -> HttpResponse:
    """Note it, blank the room's screen, and tell the agency's privacy contact."""
    on = on_now(by=request.seat)
    if on is None:
        raise Http404

    def act() -> str:
        step.too_much(by=request.seat, at=request.at, of=on.situation)
        say(request, _("Noted, without what was said. The room's screen is paused."))
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def show_again(request: SeatRequest) -> HttpResponse:
    """Let the room's screen show something again."""

    def act() -> str:
        step.show_again(by=request.seat, at=request.at, seen=sent_version(request))
        say(request, _("The room's screen shows the meeting again."))
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


@page_for(reviews)
@require_GET
def exceeding(request: SeatRequest) -> HttpResponse:
    """List what was said too much, to review."""
    rows = excesses()
    context = {
        "waiting": [one for one in rows if not one.outcome],
        "done": [one for one in rows if one.outcome],
        "outcomes": ExcessOutcome.choices(),
        "stamp": lambda: stamp(request),
        "zone": request.seat.time_zone,
    }
    return page(request, "table/exceeding.html", context)


@page_for(reviews)
@require_POST
@form_act
def review(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Say what came of it."""
    if all(one.id != pk for one in excesses()):
        raise Http404
    outcome = one_of(ExcessOutcome, request.POST.get("outcome", ""))

    def act() -> str:
        if outcome is None:
            raise Refused("no_outcome", _("Choose what came of it."))
        step.review_excess(by=request.seat, at=request.at, excess=pk, outcome=outcome)
        say(request, _("Reviewed."))
        return reverse(EXCEEDING)

    return carry_out(request, reverse(EXCEEDING), act)
