"""Taking situations out as a file and bringing them in, for chair and coordinator."""

import io
import tempfile
from typing import Any
from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.entering import runs_the_meeting
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions.exporting import export
from hubtable.table.actions.receiving import decide, discard, found_in, receive, set_aside
from hubtable.table.rules.columns import COLUMNS
from hubtable.table.web.acts import carry_out
from hubtable.ui.pages import page
from hubtable.ui.saying import say

IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a file that are held in memory; more go to an unnamed file on the disk."""
MARK = "\ufeff"
"""Spreadsheets take a file for UTF-8 by it; the program `hubtable` writes without."""


class FileForm(forms.Form):
    """A file to bring in."""

    file = forms.FileField(
        label=gettext_lazy("File of situations (CSV)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


@page_for(runs_the_meeting)
@form_act
def exchange(request: SeatRequest) -> HttpResponse:
    """Show both ways; look at a file that is sent, and go on to what was found in it."""
    form = FileForm(request.POST or None, request.FILES or None)

    def act(sent: Sent) -> str:
        made = receive(by=request.seat, at=request.at, file=sent.values["file"])
        return reverse("table:intake", args=[made])

    context = {"out_stamp": stamp(request), "columns": COLUMNS}
    return answer(request, Sheet("table/exchange.html", form, act, context))


@page_for(runs_the_meeting)
@require_POST
@form_act
def take_out(request: SeatRequest) -> HttpResponse:
    """Send what the acting seat sees as a file; written before the answer begins."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    text.write(MARK)
    export(by=request.seat, at=request.at, to=text)
    text.detach()
    file.seek(0)
    kind = "practice-situations" if request.seat.practice else "situations"
    return _download(file, f"{kind}-{request.at:%Y-%m-%d}.csv")


@page_for(runs_the_meeting)
@require_GET
def intake(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show what was found in a file, or what became of it."""
    told = found_in(of=pk)
    if told is None:
        raise Http404
    context = {"found": told[0], "taken": told[1], "id": pk, "stamp": stamp(request)}
    return page(request, "table/intake.html", context)


@page_for(runs_the_meeting)
@require_POST
@form_act
def take(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Bring a file in: all or nothing, or all but the wrong."""
    here = reverse("table:intake", args=[pk])

    def act() -> str:
        whole = request.POST.get("choice") != "all_but_wrong"
        told = decide(by=request.seat, at=request.at, of=pk, whole=whole)
        if whole and not told.right:
            say(request, _("Nothing was brought in: a row is wrong."), tone="warn")
        return here

    return carry_out(request, here, act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def throw_away(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Throw a file away."""
    back = reverse("table:exchange")

    def act() -> str:
        discard(by=request.seat, at=request.at, of=pk)
        say(request, _("The file is thrown away. Nothing of it is kept."))
        return back

    return carry_out(request, back, act)


@page_for(runs_the_meeting)
@require_GET
def aside(_request: SeatRequest, pk: UUID) -> HttpResponse:
    """Send the rows that were set aside, each with its line and what is wrong."""
    return _download(io.BytesIO(MARK.encode() + set_aside(of=pk)), "set-aside.csv")


def _download(file: Any, name: str) -> HttpResponse:
    return FileResponse(  # type: ignore[return-value]  # a response all the same
        file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )
