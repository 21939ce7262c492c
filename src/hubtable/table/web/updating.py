"""Updating: the lead answers before the meeting; in it the chair goes by exception."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import updating as step
from hubtable.table.queries.noting import note_of
from hubtable.table.queries.offering import window_of
from hubtable.table.queries.situations import SituationCard
from hubtable.table.queries.updating import meeting_now, mine_to_answer, updates
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.moves import State
from hubtable.table.rules.offering import may_offer
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
    """Keep the lead's two answers; a new answer takes the place of the one before."""
    return _answer(request, pk, reverse("table:updating"), for_lead=False)


@page_for(runs_the_meeting)
@require_POST
@form_act
def record_for_lead(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Keep what the lead said aloud, recorded by the chair."""
    return _answer(request, pk, f"{reverse('table:meeting')}#updates", for_lead=True)


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
        if not for_lead:
            say(request, _("Answered. Another answer takes the place of this one."))
        return back

    return carry_out(request, back, act)


def panel(request: SeatRequest, on: SituationCard | None) -> dict[str, object]:
    """Return what the meeting page needs: its updates, and until when one can offer for what is on.

    No offer is asked for while the table has not decided.
    """
    rows = updates(by=request.seat)
    decided = on is not None and on.state is not State.PRESENTED
    window = window_of(of=on.id, by=request.seat) if on and decided else None
    return {
        "update_rows": tuple(row for row in rows if row.attention is not Attention.GOING_WELL),
        "update_others": tuple(row for row in rows if row.attention is Attention.GOING_WELL),
        "attention": Attention,
        "offers_end": window.ends_at if window and may_offer(window, request.at) else None,
        "note": note_of(of=on.id) if on else "",
    }
