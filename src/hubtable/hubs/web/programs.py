"""An agency's programs with their privacy regimes, and its agreements."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hubtable.hubs.actions import agencies as acts
from hubtable.hubs.queries import agencies as cards
from hubtable.hubs.rules.days import day_of, end_of, start_of
from hubtable.hubs.rules.entering import administers, keeps_an_agency
from hubtable.hubs.rules.policies import AgreementKind, Regime
from hubtable.hubs.web.agencies import crumbs_of
from hubtable.hubs.web.ending import Ending, confirm, found, take_back
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.ui.inputs import DayInput
from hubtable.ui.saying import say


class ProgramForm(forms.Form):
    """A part of an agency under privacy regimes of its own."""

    name = forms.CharField(max_length=120, label=gettext_lazy("Name of the program"))
    regimes = forms.MultipleChoiceField(
        choices=[pair for pair in Regime.choices() if pair[0] != Regime.NONE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Privacy regimes it is under"),
        help_text=gettext_lazy(
            "Leave empty where none applies. Programs under 42 CFR Part 2 and victim services are "
            "protected: other agencies see them only as a protected agency."
        ),
    )


class AgreementForm(forms.Form):
    """What an agency signed; both days are included."""

    kind = forms.ChoiceField(choices=AgreementKind.choices(), label=gettext_lazy("Kind"))
    first = forms.DateField(widget=DayInput, label=gettext_lazy("From"))
    last = forms.DateField(
        widget=DayInput,
        label=gettext_lazy("Through"),
        help_text=gettext_lazy("The last day it holds. It ends at midnight of that day."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an agreement that ends before it begins."""
        values = self.cleaned_data
        if values.get("first") and values.get("last") and values["last"] < values["first"]:
            self.add_error("last", _("This is before the first day."))
        return values


class LastDayForm(forms.Form):
    """Another last day for an agreement."""

    last = forms.DateField(widget=DayInput, label=gettext_lazy("Through"))


@require_http_methods(["GET", "POST"])
@page_for(keeps_an_agency)
@form_act
def add_program(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Add a program to an agency."""
    card = found(cards.agency(request.seat, pk, request.at))

    def act(sent: Sent) -> str:
        acts.add_program(by=request.seat, at=request.at, agency=pk, **_program(sent))
        say(request, _("Added."))
        return reverse("hubs:agency", args=[pk])

    context = {"title": _("Add a program"), "crumbs": crumbs_of(card, request.seat)}
    return answer(request, Sheet("hubs/form.html", ProgramForm(request.POST or None), act, context))


@require_http_methods(["GET", "POST"])
@page_for(keeps_an_agency)
@form_act
def change_program(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Change a program."""
    card = found(cards.program(request.seat, pk))
    agency = found(cards.agency(request.seat, card.agency, request.at))

    def act(sent: Sent) -> str:
        acts.change_program(
            by=request.seat, at=request.at, program=pk, version=sent.version, **_program(sent)
        )
        say(request, _("Saved."))
        return reverse("hubs:agency", args=[card.agency])

    initial = {"name": card.name, "regimes": [regime.value for regime in card.regimes]}
    form = ProgramForm(request.POST or None, initial=initial)
    context = {"title": _("Change a program"), "crumbs": crumbs_of(agency, request.seat)}
    return answer(request, Sheet("hubs/form.html", form, act, context, card.version))


@require_http_methods(["GET", "POST"])
@page_for(keeps_an_agency)
@form_act
def end_program(request: SeatRequest, pk: UUID) -> HttpResponse:
    """End a program."""
    card = found(cards.program(request.seat, pk))
    ending = Ending(
        title=_("End the program %(program)s?") % {"program": card.name},
        lines=(_("Its privacy regimes no longer hold for what the agency brings from now on."),),
        submit=_("End this program"),
        back=reverse("hubs:agency", args=[card.agency]),
        said=_("The program has ended."),
        undo=reverse("hubs:program_back", args=[pk]),
    )
    return confirm(
        request,
        ending,
        card.version,
        lambda version: acts.end_program(
            by=request.seat, at=request.at, program=pk, version=version
        ),
    )


@require_POST
@page_for(keeps_an_agency)
@form_act
def program_back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take back that a program ended."""
    card = found(cards.program(request.seat, pk))
    return take_back(
        request,
        reverse("hubs:agency", args=[card.agency]),
        lambda version: acts.lift_end_of_program(
            by=request.seat, at=request.at, program=pk, version=version
        ),
    )


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def add_agreement(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Record an agreement an agency signed."""
    card = found(cards.agency(request.seat, pk, request.at))
    zone = request.seat.time_zone
    today = day_of(request.at, zone)

    def act(sent: Sent) -> str:
        acts.add_agreement(
            by=request.seat,
            at=request.at,
            agency=pk,
            kind=AgreementKind(sent.values["kind"]),
            starts_at=start_of(sent.values["first"], zone),
            ends_at=end_of(sent.values["last"], zone),
        )
        say(request, _("Recorded."))
        return reverse("hubs:agency", args=[pk])

    initial = {"first": today, "last": _a_year_later(today)}
    form = AgreementForm(request.POST or None, initial=initial)
    context = {"title": _("Record an agreement"), "crumbs": crumbs_of(card, request.seat)}
    return answer(request, Sheet("hubs/form.html", form, act, context))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def move_agreement(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Set another last day for an agreement."""
    card = found(cards.agreement(request.seat, pk, request.at))
    agency = found(cards.agency(request.seat, card.agency, request.at))

    def act(sent: Sent) -> str:
        acts.end_agreement(
            by=request.seat,
            at=request.at,
            agreement=pk,
            version=sent.version,
            ends_at=end_of(sent.values["last"], request.seat.time_zone),
        )
        say(request, _("Saved."))
        return reverse("hubs:agency", args=[card.agency])

    form = LastDayForm(request.POST or None, initial={"last": card.last})
    context = {
        "title": _("Change the last day: %(kind)s") % {"kind": card.kind.label},
        "crumbs": crumbs_of(agency, request.seat),
    }
    return answer(request, Sheet("hubs/form.html", form, act, context, card.version))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def end_agreement(request: SeatRequest, pk: UUID) -> HttpResponse:
    """End an agreement now."""
    card = found(cards.agreement(request.seat, pk, request.at))
    ending = Ending(
        title=_("End this agreement now?"),
        lines=(
            card.kind.label,
            _(
                "Without a current information sharing agreement the agency's people see nothing "
                "from their next click on."
            ),
        ),
        submit=_("End this agreement now"),
        back=reverse("hubs:agency", args=[card.agency]),
        said=_("The agreement has ended. Change its last day to let it go on."),
    )
    return confirm(
        request,
        ending,
        card.version,
        lambda version: acts.end_agreement(
            by=request.seat, at=request.at, agreement=pk, version=version
        ),
    )


def _program(sent: Sent) -> dict[str, Any]:
    regimes = [Regime(code) for code in sent.values["regimes"]]
    return {"name": sent.values["name"], "regimes": regimes}


def _a_year_later(day: date) -> date:
    return day + timedelta(days=364)
