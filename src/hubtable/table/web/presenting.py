"""Presenting: the chair puts a situation on, and what the room's screen may show of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import form_act, sent_version
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import presenting as step
from hubtable.table.queries.meeting import meeting_on
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.presenting import by_category, headline
from hubtable.table.rules.room import for_room
from hubtable.table.web.acts import carry_out
from hubtable.table.web.situations import opened, visible
from hubtable.ui.pages import page
from hubtable.ui.saying import say

MEETING = "table:meeting"


@page_for(runs_the_meeting)
@require_POST
@form_act
def present(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Put a situation on: its description opens to the agencies in the room."""
    visible(request, pk, table_of(by=request.seat))

    def act() -> str:
        step.present(by=request.seat, at=request.at, of=pk, seen=sent_version(request))
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def put_back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Put a situation back on the agenda: what opened in the room closes."""
    visible(request, pk, table_of(by=request.seat))

    def act() -> str:
        step.put_back(by=request.seat, at=request.at, of=pk, seen=sent_version(request))
        say(request, _("Put back on the agenda. The room does not see it any more."))
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


@page_for(sits_at_table)
@require_GET
def room(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show what the room's screen shows of a presented situation: less than one's own screen."""
    table = table_of(by=request.seat)
    card = visible(request, pk, table)
    meeting = meeting_on(by=request.seat, at=request.at)
    if meeting and meeting.blank:
        return page(request, "table/room_paused.html")
    described = opened(pk, table)
    if described is None or card.presented_at is None:
        raise Http404
    told = for_room(described.told)
    context = {
        "card": card,
        "told": told,
        "headline": headline(told),
        "risks": by_category(told.risks),
        "protective": by_category(told.protective),
        "meeting": meeting,
    }
    return page(request, "table/room.html", context)
