"""Choosing the seat one acts from, and signing what must be signed before there is one."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.hubs.actions.people import sign_own_confidentiality
from hubtable.hubs.queries.acting import SeatCard, my_seats, unsigned
from hubtable.hubs.rules.entering import anyone_signed_in
from hubtable.hubs.web import choosing
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import PersonRequest, page_for
from hubtable.ui.pages import page
from hubtable.ui.saying import say


@require_GET
@page_for(anyone_signed_in)
def seats(request: PersonRequest) -> HttpResponse:
    """Show the seats to choose from, by Hub, and the agreements still to sign."""
    context = {
        "groups": _by_hub(my_seats()),
        "to_sign": unsigned(),
        "acting": request.seat,
        "next": _safe(request.GET.get("next", "")),
    }
    return page(request, "hubs/seats.html", context)


@require_POST
@page_for(anyone_signed_in)
def choose(request: PersonRequest) -> HttpResponse:
    """Act from one of one's own seats from now on."""
    wanted = request.POST.get("choice", "")
    held = {str(card.id): card for card in my_seats()}
    if wanted not in held:
        say(request, _("This seat has ended. Choose another one."), tone="warn")
        return HttpResponseRedirect(reverse("hubs:seats"))
    choosing.choose(request, held[wanted].id)
    return HttpResponseRedirect(_safe(request.POST.get("next", "")) or "/")


@require_http_methods(["GET", "POST"])
@page_for(anyone_signed_in)
@form_act
def sign(request: PersonRequest, person: UUID) -> HttpResponse:
    """Show the confidentiality agreement of one Hub and take its signature."""
    hub_name = {paper.person: paper.hub_name for paper in unsigned()}.get(person)
    if hub_name is None:
        raise Http404

    def act(sent: Sent) -> str:  # noqa: ARG001 - the box is all there is to send
        sign_own_confidentiality(at=request.at, person=person)
        say(request, _("Signed. You can take your seat now."))
        return reverse("hubs:seats")

    form = SignForm(request.POST or None)
    return answer(request, Sheet("hubs/sign.html", form, act, {"hub_name": hub_name}))


class SignForm(forms.Form):
    """One box: that the agreement was read and is agreed to."""

    agree = forms.BooleanField(label="I have read this and I agree to it")


def _by_hub(cards: Iterable[SeatCard]) -> list[tuple[str, list[SeatCard]]]:
    return [(name, list(group)) for name, group in groupby(cards, key=lambda card: card.hub_name)]


def _safe(path: str) -> str:
    """Return an address of this site, or nothing."""
    safe = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe and path.startswith("/") else ""
