"""Holds: what keeps a table, or one situation, from being forgotten."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import keeps_records
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import holding as step
from hubtable.table.queries.retaining import Records, holds, records
from hubtable.table.rules.finding import reference_or_number
from hubtable.table.rules.later_words import HoldKind
from hubtable.table.web.acts import carry_out
from hubtable.ui.saying import say

HOLDING = "table:holding"
WHOLE, ONE = "whole", "one"


class HoldForm(forms.Form):
    """What is held, and why."""

    table = forms.ChoiceField(label=gettext_lazy("Table"))
    scope = forms.ChoiceField(
        label=gettext_lazy("What is held"),
        widget=forms.RadioSelect,
        choices=[(ONE, gettext_lazy("One situation")), (WHOLE, gettext_lazy("The whole table"))],
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference or Hub number"),
        help_text=gettext_lazy("For one situation: D-0141 or 2026-014."),
        max_length=12,
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Because of"), widget=forms.RadioSelect, choices=HoldKind.choices()
    )

    def __init__(self, data: object, *, tables: tuple[Records, ...]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        asked: forms.ChoiceField = self.fields["table"]  # type: ignore[assignment]
        asked.choices = [(str(one.id), one.name) for one in tables]

    def clean(self) -> dict[str, object]:
        """Ask for a number where one situation is held; drop it for a whole table."""
        sent = super().clean() or {}
        wanted = reference_or_number(str(sent.get("reference", "")))
        if sent.get("scope") == ONE and not wanted:
            self.add_error("reference", _("Which situation? Type its reference or Hub number."))
        sent["reference"] = wanted if sent.get("scope") == ONE else ""
        return sent


@page_for(keeps_records)
@form_act
def holding(request: SeatRequest) -> HttpResponse:
    """Show every hold, and place one."""
    form = HoldForm(request.POST or None, tables=records(by=request.seat))

    def act(sent: Sent) -> str:
        step.place_hold(
            by=request.seat,
            at=request.at,
            table=UUID(sent.values["table"]),
            kind=HoldKind(sent.values["kind"]),
            reference=sent.values["reference"],
        )
        say(request, _("On hold. Nothing of it is destroyed until the hold is lifted."))
        return reverse(HOLDING)

    rows = holds(by=request.seat)
    context = {
        "holds": [one for one in rows if not one.lifted_at],
        "lifted": [one for one in rows if one.lifted_at],
        "lift_stamp": lambda: stamp(request),
        "zone": request.seat.time_zone,
    }
    return answer(request, Sheet("table/holding.html", form, act, context))


@page_for(keeps_records)
@require_POST
@form_act
def lift(request: SeatRequest, pk: UUID) -> HttpResponse:
    """End a hold."""
    if all(one.id != pk for one in holds(by=request.seat)):
        raise Http404

    def act() -> str:
        step.lift_hold(by=request.seat, at=request.at, hold=pk)
        say(request, _("Lifted. What waited for it is forgotten when its time is over."))
        return reverse(HOLDING)

    return carry_out(request, reverse(HOLDING), act)
