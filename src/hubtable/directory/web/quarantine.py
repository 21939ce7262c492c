"""Rows of feeds that could not be taken in, or wait: mended, dropped, one of two texts chosen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.directory.actions.importing import mending
from hubtable.directory.queries import held, quarantine
from hubtable.directory.queries.quarantine import PAGE, Entry
from hubtable.directory.rules.quarantine import HELD
from hubtable.directory.web import words
from hubtable.hubs.rules.entering import keeps_directory
from hubtable.hubs.web.ending import found
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, page_number, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.ui.pages import page
from hubtable.ui.saying import Undo, say

LONG = 80
"""Letters from which a value gets a box of several lines."""


class MendForm(forms.Form):
    """The fields of one row, as texts: they are read as the feed's are."""

    def __init__(self, entry: Entry, data: Mapping[str, Any] | None) -> None:
        super().__init__(data, initial=entry.given)
        for name in entry.fields:
            long = len(entry.given.get(name, "")) > LONG
            self.fields[name] = forms.CharField(
                label=_("Id in the feed") if name == "id" else words.label(entry.table, name),
                required=False,
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput(),
            )


@require_GET
@page_for(keeps_directory)
def reasons(request: SeatRequest) -> HttpResponse:
    """List what waits by table and reason."""
    context = {"groups": quarantine.groups(), "words": words}
    return page(request, "directory/quarantine.html", context)


@require_GET
@page_for(keeps_directory)
def rows(request: SeatRequest, kind: str, reason: str) -> HttpResponse:
    """List the rows of one table put aside for one reason."""
    group = found(
        next((g for g in quarantine.groups() if (g.table, g.reason) == (kind, reason)), None)
    )
    pages = -(-group.rows // PAGE)
    number = min(page_number(request), pages)
    context = {
        "group": group,
        "rows": quarantine.entries(kind, reason, number),
        "number": number,
        "pages": pages,
        "words": words,
    }
    return page(request, "directory/quarantine_rows.html", context)


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def row(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show a row, what is wrong with it, and mend it."""
    entry = found(quarantine.entry(pk))
    if entry.reason in HELD:
        return _held(request, entry)

    def act(sent: Sent) -> str:
        mending.mend(by=request.seat, at=request.at, entry=pk, values=sent.values)
        say(request, _("Mended and taken in."))
        return reverse("directory:quarantine")

    form = MendForm(entry, request.POST or None)
    context = {"entry": entry, "words": words}
    return answer(request, Sheet("directory/quarantine_row.html", form, act, context))


def _held(request: SeatRequest, entry: Entry) -> HttpResponse:
    context = {
        "entry": entry,
        "records": held.beside(entry.id),
        "survivor": held.survivor(entry.id),
        "words": words,
        "stamp": stamp(request),
    }
    return page(request, "directory/quarantine_held.html", context)


@require_POST
@page_for(keeps_directory)
@form_act
def settle(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take the feed's in place of ours, or keep ours."""
    taken = request.POST.get("taken") == "yes"
    act: Any = mending.take if taken else mending.keep
    try:
        act(by=request.seat, at=request.at, entry=pk)
        ours = _("Kept. While the row comes as it is, it does not ask again.")
        again = Undo(reverse("directory:quarantine_ask_again", args=[pk]), stamp(request))
        say(
            request,
            _("The feed's stands now.") if taken else ours,
            undo=None if taken else again,
        )
    except Refused as refused:
        say(request, _(refused.sentence), tone="warn")
        return HttpResponseRedirect(reverse("directory:quarantine_row", args=[pk]))
    return HttpResponseRedirect(reverse("directory:quarantine"))


@require_POST
@page_for(keeps_directory)
@form_act
def ask_again(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take back that ours was kept."""
    mending.ask_again(by=request.seat, at=request.at, entry=pk)
    say(request, _("The row waits again."))
    return HttpResponseRedirect(reverse("directory:quarantine_row", args=[pk]))


@require_POST
@page_for(keeps_directory)
@form_act
def drop(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Leave a row out."""
    mending.drop(by=request.seat, at=request.at, entry=pk)
    say(request, _("Dropped. While it comes as it is, it is not shown again."))
    return HttpResponseRedirect(reverse("directory:quarantine"))
