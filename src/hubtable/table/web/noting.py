"""The checked note beside the codes: written on the worksheet, read on members' own screens."""

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
from hubtable.table.actions.noting import keep_note
from hubtable.table.queries.noting import note_allowed, note_of
from hubtable.table.rules.moves import State
from hubtable.table.rules.noting import LONGEST
from hubtable.table.web.acts import own_draft
from hubtable.ui.saying import say
from hubtable.vault.web.guarding import guard_of, sent_reason


class NoteForm(forms.Form):
    """One sentence; empty to take it out."""

    text = forms.CharField(
        label=gettext_lazy("The note"), max_length=LONGEST, required=False, strip=True
    )


@page_for(sits_at_table)
@form_act
def note(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Write the note of an own worksheet, where the table allows one."""
    card = own_draft(pk)
    if card.state is not State.SCREENING or not note_allowed(by=request.seat):
        raise Http404
    form = NoteForm(request.POST or None, initial={"text": note_of(of=pk)})

    def act(sent: Sent) -> str:
        confirm = sent_reason(request, "text")
        keep_note(by=request.seat, at=request.at, of=pk, text=sent.values["text"], confirm=confirm)
        say(request, _("Saved.") if sent.values["text"] else _("The note is taken out."))
        return reverse("table:screening_check", args=[pk])

    context = {"card": card, "guard": guard_of(request, pk)}
    return answer(request, Sheet("table/noting.html", form, act, context))


def panel(request: SeatRequest, pk: UUID) -> dict[str, Any]:
    """Return what the page to check a worksheet says of the note."""
    allowed = note_allowed(by=request.seat)
    return {"note_allowed": allowed, "note": note_of(of=pk) if allowed else ""}
