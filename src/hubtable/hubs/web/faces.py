"""Faces: who sits at the table, on screen and on the wall; and what one says of oneself."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.hubs.actions import photos as acts
from hubtable.hubs.queries import faces as cards
from hubtable.hubs.queries.faces import Face
from hubtable.hubs.rules.entering import has_seat, keeps_an_agency, sits_at_table
from hubtable.hubs.rules.languages import spoken
from hubtable.hubs.rules.photos import may_send
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.hubs.web.lists import Keys, matches, order_of, ordered
from hubtable.ui.pages import page
from hubtable.ui.saying import say

SORTS: Keys = {
    "agency": lambda face: face.agency.casefold(),
    "name": lambda face: face.name.casefold(),
}


class YourselfForm(forms.Form):
    """What others see of somebody."""

    photo = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, at most 5 MB. A square is cut from its middle; where and when it "
            "was taken is not kept."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    languages = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Languages besides English"),
        help_text=gettext_lazy("Separated by commas, for example: Spanish, Portuguese."),
    )

    def clean_photo(self) -> "UploadedFile[bytes] | None":
        """Refuse a file by its size before it is read."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["photo"]
        verdict = may_send(sent.size or 0) if sent else None
        if verdict is not None and not verdict:
            raise forms.ValidationError(verdict.sentence)
        return sent

    def clean_languages(self) -> list[str]:
        """Return the languages one by one, each once."""
        return spoken(self.cleaned_data["languages"])


@require_GET
@page_for(sits_at_table)
def faces(request: SeatRequest) -> HttpResponse:
    """Show the members of the own table."""
    return page(request, "hubs/faces.html", _listed(request))


@require_GET
@page_for(sits_at_table)
def printed(request: SeatRequest) -> HttpResponse:
    """Show the members of the own table as a sheet for the wall."""
    return page(request, "hubs/faces_print.html", _listed(request))


@require_GET
@page_for(has_seat)
def photo(_request: SeatRequest, pk: UUID) -> HttpResponse:
    """Send one photo."""
    body = cards.photo(pk)
    if body is None:
        raise Http404
    return HttpResponse(body, content_type="image/jpeg")


@require_http_methods(["GET", "POST"])
@page_for(has_seat)
@form_act
def yourself(request: SeatRequest) -> HttpResponse:
    """Show what others see of oneself, and change it."""
    card = cards.yourself(request.seat)
    initial = {"languages": ", ".join(card.languages)}
    form = YourselfForm(request.POST or None, request.FILES or None, initial=initial)

    def act(sent: Sent) -> str:
        file: UploadedFile[bytes] | None = sent.values["photo"]
        acts.show_yourself(
            by=request.seat,
            at=request.at,
            version=sent.version,
            languages=sent.values["languages"],
            photo=file.read() if file else None,
        )
        say(request, _("Saved."))
        return reverse("hubs:yourself")

    context = {"card": card, "remove_stamp": stamp(request)}
    return answer(request, Sheet("hubs/yourself.html", form, act, context, card.version))


@require_POST
@page_for(has_seat)
@form_act
def remove(request: SeatRequest) -> HttpResponse:
    """Remove the own photo."""
    return _removed(request, request.seat.person, reverse("hubs:yourself"))


@require_POST
@page_for(keeps_an_agency)
@form_act
def remove_of(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Remove somebody's photo."""
    return _removed(request, pk, reverse("hubs:person", args=[pk]))


def _removed(request: SeatRequest, person: UUID, back: str) -> HttpResponse:
    acts.remove_photo(by=request.seat, at=request.at, person=person)
    say(request, _("The photo is removed. Nothing of it is kept."))
    return HttpResponseRedirect(back)


def _listed(request: SeatRequest) -> dict[str, Any]:
    every = cards.faces(request.seat, request.at)
    q, language = request.GET.get("q", ""), request.GET.get("language", "")
    order = order_of(request, SORTS, "agency")
    fitting = ordered((face for face in every if _fits(face, q, language)), SORTS, order)
    return {
        "groups": _groups(fitting, by_agency=order.key == "agency"),
        "many": len(fitting),
        "spoken": sorted({word for face in every for word in face.languages}),
        "speaks": language,
        "q": q,
        "filtered": bool(q or language),
        "order": order,
        "query": request.GET.urlencode(),
        "now": request.at,
    }


def _fits(face: Face, q: str, language: str) -> bool:
    said = (face.name, face.agency, face.can_do, *face.languages)
    return matches(q, *said) and (not language or language in face.languages)


def _groups(rows: list[Face], *, by_agency: bool) -> list[tuple[Face, list[Face], list[Face]]]:
    """Return one group an agency (or one a member): its first face, members, alternates."""
    keyed = groupby(rows, key=lambda face: face.delegation if by_agency else id(face))
    groups = [list(group) for _key, group in keyed]
    return [_group(group) for group in groups]


def _group(group: list[Face]) -> tuple[Face, list[Face], list[Face]]:
    members = [face for face in group if not face.alternate]
    standing_in = [face for face in group if face.alternate]
    return (group[0], members, standing_in) if members else (group[0], standing_in, [])
