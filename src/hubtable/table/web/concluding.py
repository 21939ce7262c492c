"""Concluding with a reason, and reopening within 30 days: by the lead or the chair."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import concluding as step
from hubtable.table.queries import concluding as found
from hubtable.table.queries.discussions import DiscussionCard
from hubtable.table.queries.wording import TableCard, table_of
from hubtable.table.rules.concluding import Reason, may_conclude, may_reopen, reasons_for
from hubtable.table.rules.words import PLACES
from hubtable.table.web.situations import visible
from hubtable.ui.saying import say
from hubtable.vault.actions.guarding import clear_text
from hubtable.vault.web.guarding import guard_of, sent_reason

KNOWN = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("", gettext_lazy("Not known"))]
REASON = 160
"""Characters of the reason to open a situation again."""


class ConcludeForm(forms.Form):
    """Why it is closed; whether the risk is lowered, and whether the person is connected, apart."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.RadioSelect)
    lowered = forms.ChoiceField(
        label=gettext_lazy("Is the overall risk lowered?"),
        widget=forms.RadioSelect,
        choices=KNOWN,
        required=False,
    )
    connected = forms.ChoiceField(
        label=gettext_lazy("Is the person connected: receives the service, and confirmed it?"),
        widget=forms.RadioSelect,
        choices=KNOWN,
        required=False,
    )

    def __init__(
        self, data: Any = None, *, groups: tuple[tuple[str, tuple[Reason, ...]], ...], place: bool
    ) -> None:
        super().__init__(data)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (words, [(one.code, one.text) for one in reasons]) for words, reasons in groups
        ]
        if place:
            self.fields["lowered"].label = _("Is the danger of the place lowered?")
            self.fields["connected"].label = _("Has another agency taken the place over?")


class ReopenForm(forms.Form):
    """Why a closed situation is opened again."""

    reason = forms.CharField(label=gettext_lazy("Why it is opened again"), max_length=REASON)


@page_for(sits_at_table)
@form_act
def conclude(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Choose a reason, read what closes, and close."""
    card, table = _card(request, pk)
    who = found.movers(of=pk, by=request.seat)
    if not may_conclude(card.state, who):
        raise Http404
    place = card.type in PLACES
    groups = reasons_for(found.reasons(vocabulary=table.vocabulary), place=place)
    form = ConcludeForm(request.POST or None, groups=groups, place=place)

    def act(sent: Sent) -> str:
        step.conclude(
            by=request.seat,
            at=request.at,
            of=pk,
            seen=sent.version,
            reason=sent.values["reason"],
            lowered=_truth(sent.values["lowered"]),
            connected=_truth(sent.values["connected"]),
        )
        say(request, _("Closed. The agency that brought it hears how it ended."))
        return reverse("table:situation", args=[pk])

    context = {"card": card, "place": place, "keeping": table.keeping}
    return answer(request, Sheet("table/concluding.html", form, act, context, version=card.version))


@page_for(sits_at_table)
@form_act
def reopen(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Open a closed situation again, with a reason."""
    card, _table = _card(request, pk)
    who = found.movers(of=pk, by=request.seat)
    if not may_reopen(card.state, card.concluded_at, request.at, who):
        raise Http404
    form = ReopenForm(request.POST or None)

    def act(sent: Sent) -> str:
        by, at, reason = request.seat, request.at, sent.values["reason"]
        label, confirm = str(form["reason"].label), sent_reason(request, "reason")
        clear_text(by=by, at=at, of=pk, field=label, text=reason, confirm=confirm)
        step.reopen(by=by, at=at, of=pk, seen=sent.version, reason=reason)
        say(request, _("Open again. Those assigned see again what they saw."))
        return reverse("table:situation", args=[pk])

    context = {"card": card, "guard": guard_of(request, pk)}
    return answer(request, Sheet("table/reopening.html", form, act, context, version=card.version))


def _card(request: SeatRequest, pk: UUID) -> tuple[DiscussionCard, TableCard]:
    table = table_of(by=request.seat)
    return visible(request, pk, table), table


def _truth(sent: str) -> bool | None:
    return {"yes": True, "no": False}.get(sent)
