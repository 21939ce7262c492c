"""The names round from the chair's place: opened once for all, followed, closed."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import runs_the_meeting
from hubtable.hubs.web.forms import form_act, sent_version
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import identifying as step
from hubtable.table.actions import rounding
from hubtable.table.actions.assigning import assign_proposed
from hubtable.table.queries.wording import table_of
from hubtable.table.web.acts import carry_out
from hubtable.table.web.situations import visible
from hubtable.ui.saying import say

MEETING = "table:meeting"


def _back() -> str:
    return f"{reverse(MEETING)}#names"


@page_for(runs_the_meeting)
@require_POST
@form_act
def open_all(request: SeatRequest) -> HttpResponse:
    """Open the names round of every accepted situation."""

    def act() -> str:
        count = rounding.open_all(by=request.seat, at=request.at)
        said = ngettext(
            "The names round is open for %(count)s situation.",
            "The names round is open for %(count)s situations.",
            count,
        )
        say(request, said % {"count": count})
        return _back()

    return carry_out(request, _back(), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def close_all(request: SeatRequest) -> HttpResponse:
    """Close every open names round without an assignment: what was open to the picked closes."""

    def act() -> str:
        count = rounding.close_all(by=request.seat, at=request.at)
        words = _("Closed for %(count)s situations. Picked agencies see nothing of them any more.")
        say(request, words % {"count": count})
        return _back()

    return carry_out(request, _back(), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def open_one(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Open the names round of one situation."""
    visible(request, pk, table_of(by=request.seat))

    def act() -> str:
        step.open_round(by=request.seat, at=request.at, of=pk, seen=sent_version(request))
        say(request, _("The names round is open for this situation."))
        return _back()

    return carry_out(request, _back(), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def close_one(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Close one names round without an assignment."""
    visible(request, pk, table_of(by=request.seat))

    def act() -> str:
        step.close_round(by=request.seat, at=request.at, of=pk, seen=sent_version(request))
        say(request, _("Closed. Picked agencies see nothing of it any more."))
        return _back()

    return carry_out(request, _back(), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def take_proposal(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Assign what the originating agency proposed: the round closes with it."""
    visible(request, pk, table_of(by=request.seat))

    def act() -> str:
        assign_proposed(
            by=request.seat,
            at=request.at,
            of=pk,
            seen=sent_version(request),
            reason=request.POST.get("reason", ""),
        )
        say(request, _("Assigned. All others who were told have lost sight."))
        return _back()

    return carry_out(request, _back(), act)
