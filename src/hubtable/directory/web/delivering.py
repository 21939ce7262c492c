"""Feeds: a steward hands a file in, sees what it would change, and has it taken in or leaves it."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.directory.actions import delivering
from hubtable.directory.queries import deliveries
from hubtable.directory.rules.delivering import DeliveryState, may_leave
from hubtable.directory.web import words
from hubtable.hubs.rules.entering import keeps_directory
from hubtable.hubs.web.ending import found
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, sent_version, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused, Stale
from hubtable.ui.pages import page
from hubtable.ui.saying import say

KINDS = ".zip,.csv,.json,.ndjson,.jsonl,.xml,.geojson"
LONGEST_MAPPING = 64 * 1024


class HandInForm(forms.Form):
    """A feed to hand in."""

    file = forms.FileField(
        label=gettext_lazy("File of the feed"),
        help_text=gettext_lazy("HSDS as a zip archive of CSV files or as JSON, AIRS XML; or CSV,"
                               " JSON or GeoJSON with a mapping file. At most 256 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": KINDS}),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Whose feed"),
        help_text=gettext_lazy("One word, the same each time. Without it, it is told by what is in"
                               " the feed; a new one is named after the file."),
        max_length=60,
        required=False,
    )  # fmt: skip
    partial = forms.BooleanField(
        label=gettext_lazy("It is only a part: nothing that is not in it is missing"),
        required=False,
    )
    mapping = forms.FileField(
        label=gettext_lazy("Mapping file"),
        help_text=gettext_lazy("Says what the columns of any other CSV or JSON mean."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,.json,text/plain"}),
    )

    def clean_mapping(self) -> str:
        """Return the text of the mapping file."""
        file = self.cleaned_data.get("mapping")
        if not file:
            return ""
        if file.size > LONGEST_MAPPING:
            raise forms.ValidationError(_("A mapping file has at most 64 kB."))
        try:
            text = str(file.read().decode("utf-8"))
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            raise forms.ValidationError(_("The mapping file is no text in UTF-8."))
        return text


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def feeds(request: SeatRequest) -> HttpResponse:
    """List the feeds that were handed in, and take another one."""
    form = HandInForm(request.POST or None, request.FILES or None)

    def act(sent: Sent) -> str:
        file: UploadedFile[bytes] = sent.values.pop("file")
        body = file.chunks(delivering.PIECE)
        made = delivering.hand_in(
            by=request.seat, at=request.at, given=file.name or "", body=body, **sent.values
        )
        return reverse("directory:feed", args=[made])

    context = {
        "rows": deliveries.handed(),
        "sources": deliveries.sources(),
        "zone": request.seat.time_zone,
    }
    return answer(request, Sheet("directory/feeds.html", form, act, context))


@require_GET
@page_for(keeps_directory)
def feed(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show what was found in a feed, how far it is, or what became of it."""
    one = found(deliveries.delivery(pk))
    context = {
        "one": one,
        "looked": one.state is DeliveryState.LOOKED,
        "may_leave": bool(may_leave(one.state)),
        "words": words,
        "zone": request.seat.time_zone,
        "stamp": stamp(request, one.version),
    }
    return page(request, "directory/feed.html", context)


@require_POST
@page_for(keeps_directory)
@form_act
def take(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Have a feed taken in that was looked at."""
    return _decided(request, pk, delivering.take, _("It is being taken in."))


@require_POST
@page_for(keeps_directory)
@form_act
def leave(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Leave a feed."""
    return _decided(request, pk, delivering.leave, _("Left. Its file was removed."))


def _decided(request: SeatRequest, pk: UUID, act: Any, said: str) -> HttpResponse:
    try:
        act(by=request.seat, at=request.at, delivery=pk, version=sent_version(request))
        say(request, said)
    except Stale:
        say(request, _("Somebody decided meanwhile; look again."), tone="warn")
    except Refused as refused:
        say(request, _(refused.sentence), tone="warn")
    return HttpResponseRedirect(reverse("directory:feed", args=[pk]))
