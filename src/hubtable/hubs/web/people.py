"""People: finding, inviting, changing and ending."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.hubs.actions import inviting
from hubtable.hubs.actions import people as acts
from hubtable.hubs.queries import people as cards
from hubtable.hubs.queries.agencies import agency_choices
from hubtable.hubs.queries.faces import photo_of
from hubtable.hubs.queries.people import PersonCard, PersonRow
from hubtable.hubs.rules.entering import keeps_an_agency
from hubtable.hubs.rules.languages import spoken
from hubtable.hubs.web.agencies import ANY
from hubtable.hubs.web.ending import Ending, confirm, ended, found, take_back
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.hubs.web.lists import Keys, as_csv, matches, order_of, ordered
from hubtable.ui.pages import page
from hubtable.ui.saying import say

STATES = {
    "signed": gettext_lazy("Signed"),
    "unsigned": gettext_lazy("Not signed"),
    "seatless": gettext_lazy("Without a seat"),
    "ended": gettext_lazy("Ended"),
}
SORTS: Keys = {
    "name": lambda row: row.name.casefold(),
    "agency": lambda row: row.agency_name.casefold(),
    "signed": lambda row: row.signed,
}


class PersonForm(forms.Form):
    """Somebody who works with the Hub."""

    name = forms.CharField(max_length=120, label=gettext_lazy("Name"))
    agency = forms.ChoiceField(label=gettext_lazy("Agency"))
    languages = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Languages besides English"),
        help_text=gettext_lazy("Separated by commas, for example: Spanish, Portuguese."),
    )

    def __init__(self, request: SeatRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = agency_choices(request.seat, request.at)
        none = [("", _("No agency: works for the Hub itself"))] if request.seat.admin else []
        self.fields["agency"] = forms.TypedChoiceField(
            label=gettext_lazy("Agency"),
            choices=[*none, *choices],
            required=not request.seat.admin,
            coerce=UUID,
            empty_value=None,
        )

    def clean_languages(self) -> list[str]:
        """Return the languages one by one, each once."""
        return spoken(self.cleaned_data["languages"])


class NewPersonForm(PersonForm):
    """Somebody new: with the mailbox the invitation goes to."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address at work"),
        help_text=gettext_lazy("The invitation goes there. It cannot be changed afterwards."),
    )
    field_order = ("name", "email", "agency", "languages")


class SearchForm(forms.Form):
    """How the list of people is narrowed."""

    q = forms.CharField(required=False)
    state = forms.ChoiceField(
        required=False, label=gettext_lazy("State"), choices=[ANY, *STATES.items()]
    )

    def __init__(self, agencies: Sequence[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        self.fields["agency"] = forms.ChoiceField(
            required=False, label=gettext_lazy("Agency"), choices=[ANY, *agencies]
        )


@require_GET
@page_for(keeps_an_agency)
def people(request: SeatRequest) -> HttpResponse:
    """List the people; an agency lead sees the own agency's."""
    return page(request, "hubs/people.html", _listed(request))


@require_GET
@page_for(keeps_an_agency)
def printed(request: SeatRequest) -> HttpResponse:
    """Show the list for paper."""
    return page(request, "hubs/people_print.html", _listed(request))


@require_GET
@page_for(keeps_an_agency)
def exported(request: SeatRequest) -> HttpResponse:
    """Hand over the list for a spreadsheet."""
    heads = ("Name", "E-mail", "Agency", "Seats", "Confidentiality agreement")
    return as_csv("people", heads, (_cells(row) for row in _listed(request)["rows"]))


@require_GET
@page_for(keeps_an_agency)
def person(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show one person: seats, what they signed, their account."""
    card = found(cards.person(request.seat, pk, request.at))
    held = [s for s in card.seats if s.ends_at is None or s.ends_at > request.at]
    context = {
        "card": card,
        "held": held,
        "former": [s for s in card.seats if s not in held],
        "oneself": pk == request.seat.person,
        "photo": photo_of(pk),
        **ended(request, card.ends_at, card.version),
    }
    return page(request, "hubs/person.html", context)


@require_http_methods(["GET", "POST"])
@page_for(keeps_an_agency)
@form_act
def add(request: SeatRequest) -> HttpResponse:
    """Add somebody and send the invitation."""

    def act(sent: Sent) -> str:
        made = inviting.add_invited(by=request.seat, at=request.at, **sent.values)
        say(request, _("Added. The invitation goes out by e-mail; its link works for a few days."))
        return reverse("hubs:person", args=[made])

    initial = {"agency": request.GET.get("agency", "")}
    form = NewPersonForm(request, request.POST or None, initial=initial)
    context = {
        "title": _("Add and invite a person"),
        "lead": _("They choose their own password. They see nothing until they have a seat."),
        "crumbs": _crumbs(),
        "submit": _("Add and invite"),
    }
    return answer(request, Sheet("hubs/form.html", form, act, context))


@require_http_methods(["GET", "POST"])
@page_for(keeps_an_agency)
@form_act
def change(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Change somebody's name, agency or languages."""
    card = found(cards.person(request.seat, pk, request.at))

    def act(sent: Sent) -> str:
        acts.change_person(
            by=request.seat, at=request.at, person=pk, version=sent.version, **sent.values
        )
        say(request, _("Saved."))
        return reverse("hubs:person", args=[pk])

    initial = {
        "name": card.name,
        "agency": card.agency or "",
        "languages": ", ".join(card.languages),
    }
    form = PersonForm(request, request.POST or None, initial=initial)
    context = {"title": _("Change a person"), "crumbs": crumbs_of(card)}
    return answer(request, Sheet("hubs/form.html", form, act, context, card.version))


@require_POST
@page_for(keeps_an_agency)
@form_act
def invite(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Send the invitation again."""
    inviting.invite_again(by=request.seat, at=request.at, person=pk)
    say(request, _("A new invitation goes out by e-mail. Older links no longer work."))
    return HttpResponseRedirect(reverse("hubs:person", args=[pk]))


@require_http_methods(["GET", "POST"])
@page_for(keeps_an_agency)
@form_act
def end(request: SeatRequest, pk: UUID) -> HttpResponse:
    """End somebody's work with the Hub."""
    card = found(cards.person(request.seat, pk, request.at))
    ending = Ending(
        title=_("End the work of %(name)s here?") % {"name": card.name},
        lines=(
            _("Every seat of this person ends at their next click."),
            _("What they did stays on record under their seat."),
        ),
        submit=_("End this person's work here"),
        back=reverse("hubs:person", args=[pk]),
        said=_("This person's work here has ended."),
        undo=reverse("hubs:person_back", args=[pk]),
    )
    return confirm(
        request,
        ending,
        card.version,
        lambda version: acts.end_person(by=request.seat, at=request.at, person=pk, version=version),
    )


@require_POST
@page_for(keeps_an_agency)
@form_act
def back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take back that somebody's work here ended."""
    return take_back(
        request,
        reverse("hubs:person", args=[pk]),
        lambda version: acts.lift_end_of_person(
            by=request.seat, at=request.at, person=pk, version=version
        ),
    )


def crumbs_of(card: PersonCard) -> list[tuple[str, str]]:
    """Return the way back from a page below a person."""
    return [*_crumbs(), (card.name, reverse("hubs:person", args=[card.id]))]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("People"), reverse("hubs:people"))]


def _listed(request: SeatRequest) -> dict[str, Any]:
    asked = SearchForm(agency_choices(request.seat, request.at), request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    order = order_of(request, SORTS, "name")
    rows = (row for row in cards.people(request.seat, request.at) if _fits(row, wanted))
    return {
        "rows": ordered(rows, SORTS, order),
        "asked": asked,
        "q": wanted.get("q", ""),
        "filtered": any(wanted.values()),
        "order": order,
        "query": request.GET.urlencode(),
        "now": request.at,
    }


def _fits(row: PersonRow, wanted: Mapping[str, str]) -> bool:
    state = wanted.get("state", "")
    return (
        matches(wanted.get("q", ""), row.name, row.email, row.agency_name)
        and wanted.get("agency", "") in {"", str(row.agency)}
        and (not state or state in _states(row))
        and (state == "ended" or not row.ended)
    )


def _states(row: PersonRow) -> set[str]:
    states = {"ended"} if row.ended else {"signed" if row.signed else "unsigned"}
    return states if row.seats else states | {"seatless"}


def _cells(row: PersonRow) -> tuple[str, ...]:
    signed = _("Signed") if row.signed else _("Not signed")
    return (row.name, row.email, row.agency_name, "; ".join(row.seats), signed)
