"""Offering: a service for who brought a situation, from those who were in the room."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import offering as step
from hubtable.table.queries.offering import OfferCard, offers_on, window_of
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.later_words import OfferAnswer
from hubtable.table.rules.offering import LONGEST, may_offer
from hubtable.table.web.acts import carry_out
from hubtable.table.web.situations import visible
from hubtable.ui.saying import Undo, say
from hubtable.vault.web.guarding import guard_of, sent_reason


class OfferForm(forms.Form):
    """Which service is offered."""

    service = forms.CharField(label=gettext_lazy("The service"), max_length=LONGEST)


@page_for(sits_at_table)
@form_act
def offer(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Say which service the own agency offers."""
    card = visible(request, pk, table_of(by=request.seat))
    window = window_of(of=pk, by=request.seat)
    if window is None or not may_offer(window, request.at):
        raise Http404
    form = OfferForm(request.POST or None)

    def act(sent: Sent) -> str:
        made = step.offer(
            by=request.seat,
            at=request.at,
            of=pk,
            service=sent.values["service"],
            confirm=sent_reason(request, "service"),
        )
        back = Undo(reverse("table:offer_withdraw", args=[pk, made]), stamp(request))
        say(request, _("Offered. The agency that brought it is told."), undo=back)
        return f"{reverse('table:situation', args=[pk])}#offers"

    context = {"card": card, "guard": guard_of(request, pk), "ends_at": window.ends_at}
    context |= {"now": request.at}
    return answer(request, Sheet("table/offering.html", form, act, context))


@page_for(sits_at_table)
@require_POST
@form_act
def take_or_thank(request: SeatRequest, pk: UUID, offer: UUID) -> HttpResponse:
    """Take an offer up, or thank for it: the agency that brought the situation."""
    _one(request, pk, offer)
    said = next((one for one in OfferAnswer if one.value == request.POST.get("said")), None)
    if said is None:
        raise Http404

    def act() -> str:
        step.answer_offer(by=request.seat, at=request.at, of=pk, offer=offer, said=said)
        say(request, _("Answered. The agency that offers sees your answer."))
        return _back(pk)

    return carry_out(request, _back(pk), act)


@page_for(sits_at_table)
@require_POST
@form_act
def withdraw(request: SeatRequest, pk: UUID, offer: UUID) -> HttpResponse:
    """Take an offer back that nobody has answered."""
    _one(request, pk, offer)

    def act() -> str:
        step.withdraw_offer(by=request.seat, at=request.at, of=pk, offer=offer)
        say(request, _("Taken back."))
        return _back(pk)

    return carry_out(request, _back(pk), act)


def _back(pk: UUID) -> str:
    return f"{reverse('table:situation', args=[pk])}#offers"


def _one(request: SeatRequest, pk: UUID, offer: UUID) -> OfferCard:
    """Return an offer the seat may see; 404 alike for what is hidden and what does not exist."""
    found = next((one for one in offers_on(of=pk, by=request.seat) if one.id == offer), None)
    if found is None:
        raise Http404
    return found
