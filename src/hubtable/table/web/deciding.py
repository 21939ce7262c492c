"""Deciding: what agencies say, and what the chair records (filter 2)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import form_act, sent_version
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import deciding as step
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.discussions import discussion
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.words import StanceKind
from hubtable.table.web.acts import carry_out
from hubtable.table.web.situations import visible
from hubtable.ui.saying import say

MEETING = "table:meeting"


@page_for(sits_at_table)
@require_POST
@form_act
def say_stance(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Note what an agency says; `said` is delegation, stance and criterion, parted by colons."""
    visible(request, pk, table_of(by=request.seat))
    delegation, kind, criterion = _said(request.POST.get("said", ""))

    def act() -> str:
        step.say(
            by=request.seat,
            at=request.at,
            of=pk,
            delegation=delegation,
            kind=kind,
            criterion=criterion,
        )
        return f"{reverse(MEETING)}#decide"

    return carry_out(request, reverse(MEETING), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def accept(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Record that everyone else agrees; the situation gets its Hub number."""
    table = table_of(by=request.seat)
    visible(request, pk, table)

    def act() -> str:
        step.accept(by=request.seat, at=request.at, of=pk, seen=sent_version(request))
        card = discussion(of=pk, by=request.seat, vocabulary=table.vocabulary)
        number = card.reported.number if card and card.reported else ""
        say(request, _("Accepted. Hub number %(number)s.") % {"number": number})
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def reject(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Record that the table does not take the situation, and why."""
    visible(request, pk, table_of(by=request.seat))

    def act() -> str:
        step.reject(
            by=request.seat,
            at=request.at,
            of=pk,
            seen=sent_version(request),
            reason=request.POST.get("reason", ""),
        )
        say(request, _("Rejected. Nothing more is shared."))
        return reverse(MEETING)

    return carry_out(request, f"{reverse(MEETING)}#reject", act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def undo(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take a decision back before anything followed from it."""
    visible(request, pk, table_of(by=request.seat))

    def act() -> str:
        step.undo_decision(by=request.seat, at=request.at, of=pk, seen=sent_version(request))
        say(request, _("The decision is taken back. The situation is on again."))
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


def _said(text: str) -> tuple[UUID, StanceKind, str]:
    who, _colon, rest = text.partition(":")
    kind, _colon, criterion = rest.partition(":")
    try:
        delegation = UUID(who)
    except ValueError:
        raise Http404 from None
    stance = one_of(StanceKind, kind)
    if stance is None:
        raise Http404
    return delegation, stance, criterion
