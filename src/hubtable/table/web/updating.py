"""Updating: the lead answers before the meeting; in it the chair goes by exception."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import updating as step
from hubtable.table.actions.meeting import turn_to
from hubtable.table.queries.agenda import next_update
from hubtable.table.queries.meeting import meeting_on
from hubtable.table.queries.offering import offers_end
from hubtable.table.queries.situations import SituationCard
from hubtable.table.queries.updating import meeting_now, mine_to_answer
from hubtable.table.queries.wording import TableCard, table_of
from hubtable.table.rules.moves import State
from hubtable.table.rules.updating import Attention
from hubtable.table.web.acts import carry_out
from hubtable.table.web.situations import visible
from hubtable.ui.pages import page
from hubtable.ui.saying import say

ANSWERS = {
    "risk": (True, False),
    "risk_connected": (True, True),
    "lowered": (False, False),
    "lowered_connected": (False, True),
}
"""What a button sends → still at risk, connected: both answers with one tap, and no text."""


@page_for(sits_at_table)
@require_GET
def mine(request: SeatRequest) -> HttpResponse:
    """List what the own agency leads, each with the two questions."""
    context = {
        "table": table_of(by=request.seat),
        "rows": mine_to_answer(by=request.seat),
        "attention": Attention,
        "now": request.at,
        "zone": request.seat.time_zone,
        "stamp": lambda: stamp(request),
    }
    return page(request, "table/updating.html", context)


@page_for(sits_at_table)
@require_POST
@form_act
def update(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Keep the lead's two answers; a new answer takes the place of the one before.

    Who answers what is on in the meeting stays in the meeting.
    """
    card = meeting_on(by=request.seat, at=request.at)
    on_now = card is not None and card.current is not None and card.current.id == pk
    back = reverse("table:meeting" if on_now else "table:updating")
    return _answer(request, pk, back, for_lead=False)


@page_for(runs_the_meeting)
@require_POST
@form_act
def record_for_lead(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Keep what the lead said aloud, recorded by the chair; what was on now gives way."""
    return _answer(request, pk, reverse("table:meeting"), for_lead=True)


def _answer(request: SeatRequest, pk: UUID, back: str, *, for_lead: bool) -> HttpResponse:
    visible(request, pk, table_of(by=request.seat))
    said = ANSWERS.get(request.POST.get("said", ""))
    if said is None:
        raise Http404

    def act() -> str:
        at_risk, connected = said
        step.update(
            by=request.seat,
            at=request.at,
            of=pk,
            still_at_risk=at_risk,
            connected=connected,
            for_lead=for_lead,
            meeting=meeting_now(by=request.seat),
        )
        if for_lead:
            _go_on(request, pk)
        else:
            say(request, _("Answered. Another answer takes the place of this one."))
        return back

    return carry_out(request, back, act)


def _go_on(request: SeatRequest, pk: UUID) -> None:
    """Turn to the next update when the one that is on now was answered."""
    card = meeting_on(by=request.seat, at=request.at)
    if card is None or card.current is None or card.current.id != pk:
        return
    turn_to(by=request.seat, at=request.at, of=next_update(card, by=request.seat, after=pk))


def offering(request: SeatRequest, on: SituationCard | None, table: TableCard) -> datetime | None:
    """Return until when one can offer a service for what is on now: once the table decided."""
    if on is None or on.state is State.PRESENTED:
        return None
    return offers_end(on=on, hours=table.offering_hours, by=request.seat, at=request.at)
