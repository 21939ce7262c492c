"""Assigning by hand, reassigning with a reason, and when the small group meets."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.table.actions import assigning as step
from hubtable.table.queries.agencies import hearers
from hubtable.table.queries.gathering import may_set_gathering, newest_gathering
from hubtable.table.queries.picking import proposed
from hubtable.table.queries.wording import agencies_at, table_of
from hubtable.table.rules.assigning import ReassignReason
from hubtable.table.rules.later_words import GatheringKind
from hubtable.table.rules.moves import State
from hubtable.table.rules.picking import Hearer
from hubtable.table.web.situations import visible
from hubtable.ui.inputs import MomentInput
from hubtable.ui.saying import say
from hubtable.vault.web.guarding import guard_of, sent_reason

OPEN = (State.IDENTIFYING, State.INTERVENING)


class AssignForm(forms.Form):
    """Who leads and who assists, as said in the room."""

    lead = forms.ChoiceField(label=gettext_lazy("Lead"))
    assisting = forms.MultipleChoiceField(
        label=gettext_lazy("Assisting"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why it changes"),
        choices=ReassignReason.choices(),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, agencies: list[Hearer], first: bool) -> None:
        super().__init__(data)
        choices = [(str(one.id), one.name) for one in agencies]
        self.fields["lead"] = forms.ChoiceField(
            label=_("Lead"), choices=[("", _("Choose one")), *choices]
        )
        self.fields["assisting"] = forms.MultipleChoiceField(
            label=_("Assisting"),
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        if first:
            del self.fields["reason"]


class GatherForm(forms.Form):
    """When and where the small group meets before it goes."""

    kind = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=GatheringKind.choices(),
        widget=forms.RadioSelect,
        initial=GatheringKind.RIGHT_AFTER.value,
    )
    meets_at = forms.DateTimeField(
        label=gettext_lazy("Day and time"), widget=MomentInput, required=False
    )
    place = forms.CharField(label=gettext_lazy("Where"), max_length=120, required=False)
    interpreter = forms.BooleanField(
        label=gettext_lazy("An interpreter comes along"), required=False
    )


@page_for(runs_the_meeting)
@form_act
def assign(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Assign by hand agencies that were told; protected programs only as they are proposed."""
    table = table_of(by=request.seat)
    card = visible(request, pk, table)
    if card.state not in OPEN:
        raise Http404
    known = hearers(by=request.seat, at=request.at).values()
    first = card.state is State.IDENTIFYING
    agencies = [one for one in known if not one.protected]
    form = AssignForm(request.POST or None, agencies=agencies, first=first)

    def act(sent: Sent) -> str:
        _assign(request, pk, sent)
        say(request, _("Assigned. All others who were told have lost sight."))
        return f"{reverse('table:meeting')}#names" if first else _situation(pk)

    context = {
        "card": card,
        "first": first,
        "proposed": proposed(of=pk, names=agencies_at(by=request.seat)),
        "reasons": ReassignReason.choices(),
        "back": _situation(pk),
        "take_stamp": stamp(request, card.version),
    }
    return answer(request, Sheet("table/assigning.html", form, act, context, version=card.version))


def _assign(request: SeatRequest, pk: UUID, sent: Sent) -> None:
    try:
        step.assign(
            by=request.seat,
            at=request.at,
            of=pk,
            seen=sent.version,
            lead=UUID(sent.values["lead"]),
            assisting=[UUID(one) for one in sent.values["assisting"]],
            reason=sent.values.get("reason", ""),
        )
    except Refused as refused:
        if refused.code != "lock":
            raise
        raise Refused(
            "not_told", _("One of them was not told by the originating agency: ask it to tell.")
        ) from None


@page_for(sits_at_table)
@form_act
def gather(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Say when and where the small group meets: the desk, or an agency that is assigned."""
    card = visible(request, pk, table_of(by=request.seat))
    if card.state is not State.INTERVENING or not may_set_gathering(of=pk, by=request.seat):
        raise Http404
    kept = newest_gathering(of=pk)
    initial = kept.values(request.seat.time_zone) if kept else None
    form = GatherForm(request.POST or None, initial=initial)

    def act(sent: Sent) -> str:
        step.gather(
            by=request.seat,
            at=request.at,
            of=pk,
            kind=GatheringKind(sent.values["kind"]),
            meets_at=sent.values["meets_at"],
            place=sent.values["place"],
            confirm=sent_reason(request, "place"),
            interpreter=sent.values["interpreter"],
        )
        say(request, _("Saved. The agencies assigned see it."))
        return _situation(pk)

    context = {"card": card, "back": _situation(pk), "guard": guard_of(request, pk)}
    return answer(request, Sheet("table/gathering.html", form, act, context))


def _situation(pk: UUID) -> str:
    return reverse("table:situation", args=[pk])
