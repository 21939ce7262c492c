"""Where a service is given: an existing place of its organization, or a new one."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hubtable.directory.actions import tying
from hubtable.directory.queries import keeping
from hubtable.directory.queries.keeping import Kept
from hubtable.directory.web.record_form import LINE, RecordForm
from hubtable.hubs.rules.entering import keeps_directory
from hubtable.hubs.web.ending import found
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.ui.saying import say


class TieForm(forms.Form):
    """Which place."""

    location = forms.ChoiceField(label=gettext_lazy("Place"), widget=forms.RadioSelect)


class PlaceForm(RecordForm):
    """A new place: its name and its address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("address", *args, **kwargs)
        name = forms.CharField(max_length=LINE, required=False, label=_("Name of the place"))
        self.fields["name"] = name
        self.order_fields(["name"])


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def tie(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Say that a service is given at a place of its organization."""
    card = _service(pk)
    here = [one.links["location"] for one in card.below["service_at_location"]]
    others = keeping.places_of(card.links["organization"], but=here)
    form = TieForm(request.POST or None)
    form.fields["location"].choices = [  # type: ignore[attr-defined]
        (str(one.id), _words(one)) for one in others
    ]

    def act(sent: Sent) -> str:
        location = UUID(sent.values["location"])
        tying.tie(by=request.seat, at=request.at, service=pk, location=location)
        say(request, _("The service is shown there now."))
        return reverse("directory:service", args=[pk])

    context = {"card": card, "others": others}
    return answer(request, Sheet("directory/tie.html", form, act, context))


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def place(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Make a new place where a service is given."""
    card = _service(pk)
    form = PlaceForm(request.POST or None, initial={"country": "US"})

    def act(sent: Sent) -> str:
        address = {name: value for name, value in sent.values.items() if name != "name"}
        tying.place(
            by=request.seat, at=request.at, service=pk, name=sent.values["name"], address=address
        )
        say(request, _("The place is made, and the service is shown there."))
        return reverse("directory:service", args=[pk])

    context = {
        "title": _("A new place of %(name)s") % {"name": card.name},
        "crumbs": [(card.name, reverse("directory:service", args=[pk]))],
    }
    return answer(request, Sheet("directory/form.html", form, act, context))


def _service(pk: UUID) -> Kept:
    card = found(keeping.service(pk))
    return found(None if card.ended_at else card)


def _words(place: Kept) -> str:
    name = place.name or _("Place without a name")
    return f"{name} · {_('confidential')}" if place.confidential else name
