"""The Hub at one look, its name, and its towns."""

from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.hubs.actions import founding
from hubtable.hubs.queries import hub as hubs
from hubtable.hubs.rules.entering import administers, keeps_an_agency
from hubtable.hubs.rules.places import STATES, ZONES
from hubtable.hubs.web.ending import Ending, confirm, found, take_back
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.ui.pages import page
from hubtable.ui.saying import say


class HubForm(forms.Form):
    """What the Hub is called, and by whose clock its days end."""

    name = forms.CharField(max_length=120, label=gettext_lazy("Name of the Hub"))
    time_zone = forms.ChoiceField(
        choices=list(ZONES.items()),
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Agreements end at midnight of this zone."),
    )


class TownForm(forms.Form):
    """A town the Hub serves."""

    name = forms.CharField(max_length=80, label=gettext_lazy("Town or city"))
    state = forms.ChoiceField(
        choices=[(code, code) for code in STATES], label=gettext_lazy("State or province")
    )


@require_GET
@page_for(keeps_an_agency)
def overview(request: SeatRequest) -> HttpResponse:
    """Show the Hub at one look; an agency lead is led to the own agency."""
    if not request.seat.admin:
        return HttpResponseRedirect(reverse("hubs:agency", args=[request.seat.agency]))
    context = {
        "hub": hubs.hub(request.seat),
        "zones": ZONES,
        "overview": hubs.overview(request.seat, request.at),
    }
    return page(request, "hubs/overview.html", context)


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def change(request: SeatRequest) -> HttpResponse:
    """Change the Hub's name or time zone."""
    card = hubs.hub(request.seat)
    initial = {"name": card.name, "time_zone": card.time_zone}

    def act(sent: Sent) -> str:
        founding.change_hub(by=request.seat, at=request.at, version=sent.version, **sent.values)
        say(request, _("Saved."))
        return reverse("hubs:hub")

    form = HubForm(request.POST or None, initial=initial)
    context = {"title": _("Name and time zone"), "crumbs": [(_("Hub"), reverse("hubs:hub"))]}
    return answer(request, Sheet("hubs/form.html", form, act, context, card.version))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def towns(request: SeatRequest) -> HttpResponse:
    """Show the towns, and add one."""

    def act(sent: Sent) -> str:
        founding.add_town(by=request.seat, at=request.at, **sent.values)
        say(request, _("Added."))
        return reverse("hubs:towns")

    listed = hubs.towns(request.seat)
    state = listed[-1].state if listed else "MA"
    form = TownForm(request.POST or None, initial={"state": state})
    return answer(request, Sheet("hubs/towns.html", form, act, {"towns": listed}))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def end_town(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take a town off the list."""
    card = found(hubs.town(request.seat, pk))
    ending = Ending(
        title=_("Take %(town)s off the list?") % {"town": card.name},
        lines=(_("It can no longer be chosen. What was recorded with it stays."),),
        submit=_("Take it off"),
        back=reverse("hubs:towns"),
        said=_("The town is off the list."),
        undo=reverse("hubs:town_back", args=[pk]),
    )
    return confirm(
        request,
        ending,
        0,
        lambda _version: founding.end_town(by=request.seat, at=request.at, town=pk),
    )


@require_POST
@page_for(administers)
@form_act
def town_back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Put a town back on the list, on the same day."""
    return take_back(
        request,
        reverse("hubs:towns"),
        lambda _version: founding.lift_end_of_town(by=request.seat, at=request.at, town=pk),
    )
