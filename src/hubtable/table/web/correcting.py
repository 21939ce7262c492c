"""Correcting what was submitted: a new revision with a reason, never a silent edit."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions.correcting import correct as correct_description
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import CorrectionReason
from hubtable.table.web.acts import offered_for, own_draft
from hubtable.table.web.screening_forms import CorrectionForm
from hubtable.ui.saying import say


@page_for(sits_at_table)
@form_act
def correct(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show the description as it holds, and add a revision; the earlier ones stay."""
    card = own_draft(pk)
    back = reverse("table:situation", args=[pk])
    if card.state is State.SCREENING:
        return HttpResponseRedirect(reverse("table:worksheet", args=[pk]))
    form = CorrectionForm(request.POST or None, draft=card, offered=offered_for(request, card))
    if form.is_bound:
        form.is_valid()
    form.ask()

    def act(sent: Sent) -> str:
        correct_description(
            by=request.seat,
            at=request.at,
            of=pk,
            seen=sent.version,
            described=form.described,
            people=form.codes,
            reason=CorrectionReason(sent.values["reason"]),
        )
        say(request, _("Corrected. The earlier revision stays in the history."))
        return back

    context = {"card": card, "back": back}
    return answer(
        request, Sheet("table/correcting.html", form, act, context, version=card.revision)
    )
