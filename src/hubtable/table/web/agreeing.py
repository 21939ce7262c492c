"""Consent and who must not be told, per person, kept by the agency that brought them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions.agreeing import agree
from hubtable.table.actions.safeguarding import safeguard as keep_safeguard
from hubtable.table.queries.picking import round_of
from hubtable.table.queries.wording import table_of
from hubtable.table.web.acts import carry_out
from hubtable.table.web.picking import own
from hubtable.table.web.picking_forms import ConsentForm, SafeguardForm
from hubtable.ui.saying import say
from hubtable.vault.actions.consenting import withdraw_consent


@page_for(sits_at_table)
@form_act
def consent(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Keep one consent form for one or several persons."""
    card = own(request, pk, table_of(by=request.seat))
    found = round_of(of=pk, by=request.seat, at=request.at)
    form = ConsentForm(
        request.POST or None,
        people=found.people,
        agencies=found.agencies,
        today=timezone.localdate(request.at),
        zone=request.seat.time_zone,
    )
    back = reverse("table:identifying", args=[pk])

    def act(_sent: Sent) -> str:
        agree(by=request.seat, at=request.at, of=pk, people=form.chosen, agreed=form.agreed)
        say(request, _("Kept. What you tell can rest on it now; the paper stays in your file."))
        return f"{back}#tell"

    protected = any(one.party.protected for one in found.people)
    context = {"card": card, "back": back, "protected": protected}
    return answer(request, Sheet("table/consent.html", form, act, context))


@page_for(sits_at_table)
@require_POST
@form_act
def withdraw(request: SeatRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """End a consent now: what rests on it closes at once."""
    own(request, pk, table_of(by=request.seat))
    back = f"{reverse('table:identifying', args=[pk])}#people"

    def act() -> str:
        withdraw_consent(by=request.seat, at=request.at, of=pk, consent=consent)
        say(request, _("Withdrawn. What rested on it has closed."))
        return back

    return carry_out(request, back, act)


@page_for(sits_at_table)
@form_act
def safeguard(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Note who may consent for a person, who may be told, who must not be told."""
    card = own(request, pk, table_of(by=request.seat))
    people = round_of(of=pk, by=request.seat, at=request.at).people
    someone = next((one for one in people if one.id == person), None)
    if someone is None:
        raise Http404
    kept = someone.safeguard
    initial = {
        "consenter": kept.consenter,
        "may_tell": list(kept.may_tell),
        "must_not": list(kept.must_not),
    }
    form = SafeguardForm(request.POST or None, initial=initial)
    back = f"{reverse('table:identifying', args=[pk])}#people"

    def act(sent: Sent) -> str:
        keep_safeguard(by=request.seat, at=request.at, of=pk, person=person, **sent.values)
        say(request, _("Noted. Agencies that must not be told can no longer be picked."))
        return back

    context = {"card": card, "back": back, "someone": someone}
    return answer(request, Sheet("table/safeguard.html", form, act, context))
