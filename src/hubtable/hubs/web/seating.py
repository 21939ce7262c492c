"""Agencies at a table, seats of people, and confidentiality agreements on paper."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hubtable.hubs.actions import people as papers
from hubtable.hubs.actions import seating as acts
from hubtable.hubs.queries import delegations, people, tables
from hubtable.hubs.queries.agencies import agencies, programs_of
from hubtable.hubs.rules.administering import fits
from hubtable.hubs.rules.days import day_of, end_of, start_of
from hubtable.hubs.rules.entering import administers
from hubtable.hubs.web.ending import Ending, confirm, found, take_back
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.hubs.web.people import crumbs_of
from hubtable.kernel.seat import AT_TABLE, OF_AGENCY, Role
from hubtable.ui.inputs import DayInput
from hubtable.ui.saying import say

WHOLE_HUB = "hub"


class DelegationForm(forms.Form):
    """Which agency, or which program of one, comes to the table."""

    def __init__(self, request: SeatRequest, *args: Any) -> None:
        super().__init__(*args)
        self.fields["agency"] = forms.ChoiceField(
            label=gettext_lazy("Agency"), choices=[("", _("Choose …")), *_senders(request)]
        )

    def sender(self) -> tuple[UUID, UUID | None]:
        """Return agency and program that were chosen."""
        agency, _slash, program = self.cleaned_data["agency"].partition("/")
        return UUID(agency), UUID(program) if program else None


class SeatForm(forms.Form):
    """Who sits, as what, for whom."""

    def __init__(self, request: SeatRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.TypedChoiceField(
            label=gettext_lazy("Person"),
            choices=[("", _("Choose …")), *people.people_choices(request.seat, request.at)],
            coerce=UUID,
        )
        self.fields["role"] = forms.TypedChoiceField(
            label=gettext_lazy("Role"), choices=_roles(), coerce=Role
        )
        self.fields["place"] = forms.ChoiceField(
            label=gettext_lazy("For"), choices=_places(request)
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a role that does not go with its place."""
        values = self.cleaned_data
        if "role" in values and "place" in values:
            verdict = fits(values["role"], **place_of(values["place"]))
            if not verdict:
                self.add_error("place", verdict.sentence)
        return values


class PaperForm(forms.Form):
    """A confidentiality agreement signed on paper."""

    signed_on = forms.DateField(widget=DayInput, label=gettext_lazy("Signed on"))
    last = forms.DateField(
        widget=DayInput,
        required=False,
        label=gettext_lazy("Holds through"),
        help_text=gettext_lazy("Leave empty where it has no end."),
    )


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def send(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Send an agency to a table."""
    table = found(tables.table(request.seat, pk))

    def act(sent: Sent) -> str:  # noqa: ARG001 - the form says it in two parts
        agency, program = form.sender()
        acts.send_delegation(
            by=request.seat, at=request.at, table=pk, agency=agency, program=program
        )
        say(request, _("The agency is at the table. Give its people their seats."))
        return reverse("hubs:table", args=[pk]) + "#agencies"

    form = DelegationForm(request, request.POST or None)
    crumbs = [(_("Tables"), reverse("hubs:tables")), (table.name, reverse("hubs:table", args=[pk]))]
    context = {
        "title": _("Send an agency to this table"),
        "crumbs": crumbs,
        "submit": _("Send it to the table"),
    }
    return answer(request, Sheet("hubs/form.html", form, act, context))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def recall(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take an agency off a table."""
    card = found(delegations.delegation(request.seat, pk, request.at))
    ending = Ending(
        title=_("Take %(agency)s off %(table)s?")
        % {"agency": card.words, "table": card.table_name},
        lines=(
            _("Its seats at this table end at their next click: %(n)s.") % {"n": len(card.seats)},
        ),
        submit=_("Take it off the table"),
        back=reverse("hubs:table", args=[card.table]) + "#agencies",
        said=_("The agency is off the table."),
        undo=reverse("hubs:delegation_back", args=[pk]),
    )
    return confirm(
        request,
        ending,
        card.version,
        lambda version: acts.end_delegation(
            by=request.seat, at=request.at, delegation=pk, version=version
        ),
    )


@require_POST
@page_for(administers)
@form_act
def recall_back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take back that an agency left a table."""
    card = found(delegations.delegation(request.seat, pk, request.at))
    return take_back(
        request,
        reverse("hubs:table", args=[card.table]) + "#agencies",
        lambda version: acts.lift_end_of_delegation(
            by=request.seat, at=request.at, delegation=pk, version=version
        ),
    )


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def give(request: SeatRequest) -> HttpResponse:
    """Give somebody a seat."""

    def act(sent: Sent) -> str:
        who = sent.values["person"]
        place = place_of(sent.values["place"])
        acts.give_seat(
            by=request.seat, at=request.at, person=who, role=sent.values["role"], **place
        )
        say(request, _("The seat is given."))
        return reverse("hubs:person", args=[who])

    asked = {key: request.GET.get(key, "") for key in ("person", "place", "role")}
    form = SeatForm(request, request.POST or None, initial=asked)
    context = {
        "title": _("Give a seat"),
        "crumbs": [(_("People"), reverse("hubs:people"))],
        "submit": _("Give the seat"),
    }
    return answer(request, Sheet("hubs/seat_form.html", form, act, context))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def end(request: SeatRequest, pk: UUID) -> HttpResponse:
    """End a seat."""
    card = found(people.seat(request.seat, pk))
    ending = Ending(
        title=_("End this seat?"),
        lines=(f"{card.person_name}: {card.words}", _("It sees nothing from the next click on.")),
        submit=_("End this seat"),
        back=reverse("hubs:person", args=[card.person]),
        said=_("The seat has ended."),
        undo=reverse("hubs:seat_back", args=[pk]),
    )
    return confirm(
        request,
        ending,
        card.version,
        lambda version: acts.end_seat(by=request.seat, at=request.at, seat=pk, version=version),
    )


@require_POST
@page_for(administers)
@form_act
def end_back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take back that a seat ended."""
    card = found(people.seat(request.seat, pk))
    return take_back(
        request,
        reverse("hubs:person", args=[card.person]),
        lambda version: acts.lift_end_of_seat(
            by=request.seat, at=request.at, seat=pk, version=version
        ),
    )


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def paper(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Record a confidentiality agreement signed on paper."""
    card = found(people.person(request.seat, pk, request.at))
    zone = request.seat.time_zone

    def act(sent: Sent) -> str:
        last = sent.values["last"]
        papers.record_confidentiality(
            by=request.seat,
            at=request.at,
            person=pk,
            signed_at=min(start_of(sent.values["signed_on"], zone), request.at),
            ends_at=end_of(last, zone) if last else None,
        )
        say(request, _("Recorded."))
        return reverse("hubs:person", args=[pk])

    initial = {"signed_on": day_of(request.at, zone)}
    form = PaperForm(request.POST or None, initial=initial)
    context = {"title": _("Record a signed agreement"), "crumbs": crumbs_of(card)}
    return answer(request, Sheet("hubs/form.html", form, act, context))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def end_paper(request: SeatRequest, pk: UUID) -> HttpResponse:
    """End somebody's confidentiality agreements."""
    card = found(people.person(request.seat, pk, request.at))
    ending = Ending(
        title=_("End the confidentiality agreement of %(name)s?") % {"name": card.name},
        lines=(_("Their seats are closed until they sign again."),),
        submit=_("End the agreement"),
        back=reverse("hubs:person", args=[pk]),
        said=_("The agreement has ended. The person is asked to sign at the next sign-in."),
    )
    return confirm(
        request,
        ending,
        card.version,
        lambda _version: papers.end_confidentiality(by=request.seat, at=request.at, person=pk),
    )


def place_of(chosen: str) -> dict[str, UUID | None]:
    """Return what a choice of the form means: a delegation, an agency, or neither."""
    kind, _colon, key = chosen.partition(":")
    return {
        "delegation": UUID(key) if kind == "delegation" else None,
        "agency": UUID(key) if kind == "agency" else None,
    }


def _roles() -> list[tuple[str, Any]]:
    return [
        ("", _("Choose …")),
        (_("At a table"), [(r.value, r.label) for r in Role if r in AT_TABLE]),
        (_("In an agency"), [(r.value, r.label) for r in Role if r in OF_AGENCY]),
        (
            _("For the whole Hub"),
            [(r.value, r.label) for r in Role if r not in AT_TABLE | OF_AGENCY],
        ),
    ]


def _places(request: SeatRequest) -> list[tuple[str, Any]]:
    sent = delegations.all_delegations(request.seat, request.at)
    by_table: dict[str, list[tuple[str, str]]] = {}
    for card in sent:
        by_table.setdefault(card.table_name, []).append((f"delegation:{card.id}", card.words))
    own = [
        (f"agency:{row.id}", row.name)
        for row in agencies(request.seat, request.at)
        if not row.ended
    ]
    return [
        ("", _("Choose …")),
        *by_table.items(),
        (_("In an agency, not at a table"), own),
        (_("For the whole Hub"), [(WHOLE_HUB, request.seat.hub_name)]),
    ]


def _senders(request: SeatRequest) -> list[tuple[str, str]]:
    parts = programs_of(request.seat)
    return [
        pair
        for row in agencies(request.seat, request.at)
        if not row.ended
        for pair in (
            (str(row.id), row.name),
            *(
                (f"{row.id}/{card.id}", f"{row.name} · {card.name}")
                for card in parts.get(row.id, ())
            ),
        )
    ]
