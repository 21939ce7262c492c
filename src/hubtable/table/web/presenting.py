"""Presenting: the chair puts a situation on, or back on the agenda."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import runs_the_meeting
from hubtable.hubs.web.forms import form_act, sent_version
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import presenting as step
from hubtable.table.queries.wording import table_of
from hubtable.table.web.acts import carry_out
from hubtable.table.web.situations import visible
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
