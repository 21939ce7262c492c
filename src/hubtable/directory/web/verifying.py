"""What waits for a steward: records to confirm, answers of agencies, reports of mistakes."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.directory.actions import verifying as acts
from hubtable.directory.queries import keeping, verifying
from hubtable.directory.web import words
from hubtable.directory.web.editing import page_of
from hubtable.hubs.rules.entering import keeps_directory
from hubtable.hubs.web.ending import found
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.ui.pages import page
from hubtable.ui.saying import say


class ConfirmForm(forms.Form):
    """Who confirmed a record, and how."""

    how = forms.ChoiceField(
        label=gettext_lazy("How did you check?"),
        choices=[("phone", gettext_lazy("On the phone")), ("visit", gettext_lazy("On a visit"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        max_length=120, required=False, label=gettext_lazy("Name of who confirmed it")
    )
    title = forms.CharField(max_length=120, required=False, label=gettext_lazy("Their title"))


@require_GET
@page_for(keeps_directory)
def due(request: SeatRequest) -> HttpResponse:
    """List what nobody confirmed for a year."""
    rows, total = verifying.due(request.at.date())
    context = {"rows": rows, "total": total, "stamp": stamp(request)}
    return page(request, "directory/due.html", context)


@require_POST
@page_for(keeps_directory)
@form_act
def ask(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Ask an agency by mail."""
    try:
        acts.ask(by=request.seat, at=request.at, organization=pk)
        say(request, _("The question goes out by mail within a minute."))
    except Refused as refused:
        say(request, _(refused.sentence), tone="warn")
    return HttpResponseRedirect(reverse("directory:organization", args=[pk]))


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def confirm(request: SeatRequest, kind: str, pk: UUID) -> HttpResponse:
    """Write down that a record was confirmed on the phone or on a visit."""
    card = found(keeping.record_of(kind, pk) if kind in ("organization", "service", "location")
                 else None)  # fmt: skip

    def act(sent: Sent) -> str:
        acts.confirm(by=request.seat, at=request.at, kind=kind, pk=pk, **sent.values)
        say(request, _("Written down: checked today."))
        return page_of(card)

    form = ConfirmForm(request.POST or None, initial={"how": "phone"})
    context = {
        "title": _("Checked: %(name)s") % {"name": card.name},
        "crumbs": [(card.name, page_of(card))],
    }
    return answer(request, Sheet("directory/form.html", form, act, context))


@require_GET
@page_for(keeps_directory)
def proposals(request: SeatRequest) -> HttpResponse:
    """Show what agencies propose beside what stands there."""
    return _waiting(request, "directory/proposals.html", verifying.proposals())


@require_POST
@page_for(keeps_directory)
@form_act
def decide(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take over what an agency proposed, or keep the record as it stands."""
    taken = request.POST.get("taken") == "yes"
    act: Any = acts.approve if taken else acts.reject
    try:
        act(by=request.seat, at=request.at, proposal=pk)
        said = _("Taken over, and counted as checked today.") if taken else _("Kept as it was.")
        say(request, said)
    except Refused as refused:
        say(request, _(refused.sentence), tone="warn")
    return HttpResponseRedirect(reverse("directory:proposals"))


@require_GET
@page_for(keeps_directory)
def mistakes(request: SeatRequest) -> HttpResponse:
    """List what people say is wrong."""
    return _waiting(request, "directory/mistakes.html", verifying.mistakes())


@require_POST
@page_for(keeps_directory)
@form_act
def settle(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Say that a report was looked into."""
    how = "mended" if request.POST.get("how") == "mended" else "no_mistake"
    acts.settle(by=request.seat, at=request.at, mistake=pk, how=how)
    say(request, _("Settled."))
    return HttpResponseRedirect(reverse("directory:mistakes"))


def _waiting(request: SeatRequest, template: str, rows: tuple[object, ...]) -> HttpResponse:
    """Show a list of what waits; each row has a form of its own to decide it."""
    return page(request, template, {"rows": rows, "words": words, "stamp": stamp(request)})
