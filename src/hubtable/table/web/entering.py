"""Enter for an agency: the coordinator types what it says without names (process.md, Meeting)."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hubtable.hubs.rules.entering import coordinates
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions.entering import Told, enter_for
from hubtable.table.queries.discussions import DiscussionCard
from hubtable.table.queries.history import entered_by
from hubtable.table.queries.importing import Place, places
from hubtable.table.queries.screening import blank
from hubtable.table.queries.wording import Offered, offered, states_of
from hubtable.table.rules.hotlines import crisis_lines
from hubtable.table.rules.screening import may_go_on
from hubtable.table.rules.words import DiscussionType
from hubtable.table.web.screening_forms import YES_NO, WorksheetForm
from hubtable.ui.saying import say

MOST = 8
"""Persons the page has room for."""


class BeginForm(forms.Form):
    """For whom, what it is about, and the first question."""

    agency = forms.ChoiceField(label=gettext_lazy("Agency"))
    type = forms.ChoiceField(
        label=gettext_lazy("What it is about"), choices=DiscussionType.choices()
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many persons, in a family"), min_value=2, max_value=MOST, initial=2
    )
    danger = forms.ChoiceField(
        label=gettext_lazy("Is anyone in danger right now?"),
        widget=forms.RadioSelect,
        choices=YES_NO,
    )

    def __init__(self, data: Any = None, *, agencies: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["agency"].choices = [("", _("Choose one")), *agencies]  # type: ignore[attr-defined]

    def clean_danger(self) -> str:
        """Stop where somebody is in danger."""
        said: str = self.cleaned_data["danger"]
        verdict = may_go_on(said == "yes")
        if not verdict:
            raise forms.ValidationError(verdict.sentence)
        return said


class EnteringForm(WorksheetForm):
    """The worksheet as the agency tells it; its privacy rules are those of its programs."""

    asked = tuple(name for name in WorksheetForm.asked if name != "regimes")

    def __init__(self, data: Any = None, *, draft: Any, offered: Offered) -> None:
        super().__init__(data, draft=draft, offered=offered)
        self.fields["tried"].label = _("What the agency has tried")
        self.fields["regimes"] = forms.MultipleChoiceField(
            required=False, widget=forms.MultipleHiddenInput
        )
        self.fields.pop("emergency", None)


@page_for(coordinates)
@form_act
def begin(request: SeatRequest) -> HttpResponse:
    """Choose the agency and what it is about."""
    agencies = [(str(one.id), one.name) for one in _sitting(request)]
    form = BeginForm(request.POST or None, agencies=agencies)

    def act(sent: Sent) -> str:
        where = reverse("table:entering_for", args=[sent.values["agency"], sent.values["type"]])
        return f"{where}?people={sent.values['people']}"

    context = {"lines": crisis_lines(states_of(by=request.seat))}
    return answer(request, Sheet("table/entering_begin.html", form, act, context))


@page_for(coordinates)
@form_act
def enter(request: SeatRequest, delegation: UUID, kind: str) -> HttpResponse:
    """Enter the codes the agency says, and submit them for it."""
    agency = next((one for one in _sitting(request) if one.id == delegation), None)
    if agency is None or kind not in DiscussionType.labels():
        raise Http404
    draft = blank(DiscussionType(kind), people=_people(request), at=request.at)
    form = EnteringForm(request.POST or None, draft=draft, offered=offered(by=request.seat))
    if form.is_bound:
        form.is_valid()
    form.ask()

    def act(_sent: Sent) -> str:
        told = Told(draft.type, form.answers, form.described, tuple(form.codes.values()))
        reference = enter_for(by=request.seat, at=request.at, delegation=delegation, told=told)
        words = _("%(reference)s is submitted for %(agency)s, which can correct it and add names.")
        say(request, words % {"reference": reference, "agency": agency.name})
        return reverse("table:overview")

    return answer(
        request, Sheet("table/entering.html", form, act, {"agency": agency, "card": draft})
    )


def panel(card: DiscussionCard) -> dict[str, Any]:
    """Return what the situation's page tells the agency it was entered for."""
    return {"entered": entered_by(of=card.id) if card.ours else None}


def _sitting(request: SeatRequest) -> tuple[Place, ...]:
    """Return the agencies one may enter for: seated, not the own, not a protected program."""
    own = request.seat.own_delegation
    return tuple(
        sorted(
            (one for one in places() if one.sits and not one.protected and one.id != own),
            key=lambda one: one.name,
        )
    )


def _people(request: SeatRequest) -> int:
    asked = request.GET.get("people", "")
    return min(max(int(asked), 2), MOST) if asked.isdecimal() else 2
