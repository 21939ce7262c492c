"""A packet from another Hub: a file and a code told by phone become a worksheet of the own."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.rules.policies import Keeping
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.table.actions.taking import take_packet
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.packet import MOST_BYTES, Addressee, Content, NotOurs, read
from hubtable.ui.pages import page
from hubtable.ui.saying import say
from hubtable.vault.actions.packets import CannotOpen, Wrong, open_packet, read_packet


class TakingForm(forms.Form):
    """The file, and the code that opens it."""

    packet = forms.FileField(
        label=gettext_lazy("The packet"),
        help_text=gettext_lazy("The file you got: its name ends in .hubpacket."),
    )
    code = forms.CharField(
        label=gettext_lazy("The code"),
        help_text=gettext_lazy("16 letters and digits, told to you by phone."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *sent: Any, own: Addressee) -> None:
        super().__init__(*sent)
        self.own = own
        self.content: Content | None = None

    def clean(self) -> dict[str, Any]:
        """Open the packet: each way it can fail has a sentence of its own."""
        values = super().clean() or {}
        file, code = values.get("packet"), values.get("code")
        if file and code:
            self._open(file, code)
        return values

    def _open(self, file: "File[bytes]", code: str) -> None:
        try:
            packet = read_packet(self._body(file))
            to = Addressee(packet.header["to_hub"], packet.header["to_agency"])
            if not to.is_(self.own):
                raise forms.ValidationError(_not_for_you(to, self.own))
            self.content = read(open_packet(packet, code))
        except CannotOpen as problem:
            field = "code" if problem.why is Wrong.CODE else "packet"
            self.add_error(field, WHY[problem.why])
        except NotOurs:
            self.add_error("packet", WHY[Wrong.DAMAGED])

    def _body(self, file: "File[bytes]") -> bytes:
        if (file.size or 0) > MOST_BYTES:
            raise CannotOpen(Wrong.DAMAGED)
        body: bytes = file.read()
        return body


WHY = {
    Wrong.DAMAGED: gettext_lazy(
        "This file is damaged, or it is no packet. Ask for it to be sent again."
    ),
    Wrong.CODE: gettext_lazy(
        "This code does not open this packet. Have it told again, letter by letter."
    ),
}


def _not_for_you(to: Addressee, own: Addressee) -> str:
    return _("This packet is for %(to)s. You act for %(own)s. Nothing was opened.") % {
        "to": to.words,
        "own": own.words,
    }


@page_for(sits_at_table)
@form_act
def packet(request: SeatRequest) -> HttpResponse:
    """Open a packet: begin a worksheet from it, or show who it is about where no name is kept."""
    own = Addressee(hub=request.seat.hub_name, agency=request.seat.agency_name)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TakingForm(*sent, own=own)
    content = form.content if form.is_bound and form.is_valid() else None
    if content and "look" not in request.POST:
        try:
            return _taken(request, content)
        except Refused as refused:
            if refused.code == "lock":
                raise
            form.add_error(None, refused.sentence)
    context = {
        "form": form,
        "own": own,
        "stores": table_of(by=request.seat).keeping is not Keeping.NOT_STORED,
        "people": content.people if content else (),
        "stamp": stamp(request),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return page(request, "table/taking.html", context, status=status)


def _taken(request: SeatRequest, content: Content) -> HttpResponse:
    taken = take_packet(by=request.seat, at=request.at, content=content)
    said = [_("A worksheet of your own, filled from the packet. Screen it as any other.")]
    said.append(_("The names are sealed.") if taken.named else _("It has no names."))
    if taken.left_out:
        words = _("Left out, because your Hub's list does not have them: %(count)s.")
        said.append(words % {"count": taken.left_out})
    say(request, " ".join(said))
    return HttpResponseRedirect(reverse("table:worksheet", args=[taken.worksheet]))
