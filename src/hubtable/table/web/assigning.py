"""Assigning by hand, reassigning with a reason, and when the small group meets."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from hubtable.hubs.rules.bases import aloud
from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.table.actions import assigning as step
from hubtable.table.queries.agencies import hearers
from hubtable.table.queries.gathering import may_set_gathering, newest_gathering
from hubtable.table.queries.picking import proposed
from hubtable.table.queries.wording import agencies_at, table_of
from hubtable.table.rules.assigning import Part, ReassignReason
from hubtable.table.rules.keys import keyed
from hubtable.table.rules.later_words import GatheringKind
from hubtable.table.rules.moves import State
from hubtable.table.rules.picking import Hearer
from hubtable.table.web.situations import visible
from hubtable.ui.inputs import MomentInput
from hubtable.ui.saying import say
from hubtable.vault.web.guarding import guard_of, sent_reason

OPEN = (State.IDENTIFYING, State.INTERVENING)
NOT_TOLD = gettext_noop(
    "One of them was not told by the originating agency. If it told aloud, choose on what basis."
)
NOT_ALOUD = gettext_noop(
    "One of these cannot be told aloud on this basis: the originating agency records it itself."
)


class AssignForm(forms.Form):
    """Who leads and who assists, as said in the room: one line for each agency.

    At the first assignment also who was told aloud and acts not, and on what basis; later why it
    changes.
    """

    basis = forms.ChoiceField(
        label=gettext_lazy("On what basis were they told?"),
        help_text=gettext_lazy("The agency that brought it says it. Needed for those told aloud."),
        choices=[(one.code, one.label) for one in aloud()],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why it changes"),
        choices=ReassignReason.choices(),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, agencies: list[Hearer], first: bool) -> None:
        super().__init__(data)
        parts = [part for part in Part if first or part is not Part.TOLD]
        choices = [("", _("not in it")), *((part.value, part.label) for part in parts)]
        self._names = [f"agency_{one.id}" for one in agencies]
        for name, one in zip(self._names, agencies, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=one.name, choices=choices, widget=forms.RadioSelect, required=False
            )
        del self.fields["reason" if first else "basis"]

    @property
    def lines(self) -> Iterator[tuple[forms.BoundField, str]]:
        """Each agency's line with the key that stands for it."""
        return iter(keyed([self[name] for name in self._names]))

    def clean(self) -> dict[str, Any]:
        """Ask for one lead."""
        chosen = super().clean() or {}
        if len(self._with(Part.LEADS)) != 1:
            raise forms.ValidationError(_("Choose one agency that leads."))
        return chosen | {
            "lead": self._with(Part.LEADS)[0],
            "assisting": self._with(Part.ASSISTS),
            "told": self._with(Part.TOLD),
        }

    def _with(self, part: Part) -> list[UUID]:
        return [
            UUID(name.removeprefix("agency_"))
            for name in self._names
            if self.cleaned_data.get(name) == part.value
        ]


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
        "back": reverse("table:meeting") if first else _situation(pk),
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
            lead=sent.values["lead"],
            assisting=sent.values["assisting"],
            told=sent.values["told"],
            basis=sent.values.get("basis", ""),
            reason=sent.values.get("reason", ""),
        )
    except Refused as refused:
        if refused.code != "lock":
            raise
        raise Refused("not_told", _(NOT_ALOUD if sent.values.get("basis") else NOT_TOLD)) from None


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
