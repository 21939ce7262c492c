"""Ending things: asked once more before, and undone the same day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from hubtable.hubs.rules.administering import may_lift
from hubtable.hubs.web.forms import Sent, Sheet, answer, sent_version, stamp
from hubtable.hubs.web.gates import SeatRequest
from hubtable.ui.saying import Undo, say

Card = TypeVar("Card")


@dataclass(frozen=True, slots=True)
class Ending:
    """What is about to end, in words; `lines` say what follows from it."""

    title: str
    lines: tuple[str, ...]
    submit: str
    back: str
    said: str
    undo: str = ""
    """Where its end is taken back; empty when it cannot be."""


def confirm(
    request: SeatRequest, ending: Ending, version: int, act: Callable[[int], None]
) -> HttpResponse:
    """Ask once more; when confirmed, act on the version that was shown, and offer to undo it."""

    def end(sent: Sent) -> str:
        act(sent.version)
        undo = Undo(ending.undo, stamp(request, sent.version + 1)) if ending.undo else None
        say(request, ending.said, undo=undo)
        return ending.back

    form = forms.Form(request.POST or None)
    return answer(request, Sheet("hubs/confirm.html", form, end, {"ending": ending}, version))


def take_back(request: SeatRequest, back: str, act: Callable[[int], None]) -> HttpResponse:
    """Take an end back and go to a page."""
    act(sent_version(request))
    say(request, _("Taken back: it goes on as before."))
    return HttpResponseRedirect(back)


def ended(request: SeatRequest, ends_at: datetime | None, version: int) -> dict[str, Any]:
    """Return what a page says of something that ended: whether, and whether it can be undone."""
    lifts = ends_at is not None and may_lift(ends_at, request.at, request.seat.time_zone)
    return {"ended": ends_at, "lifts": bool(lifts), "stamp": stamp(request, version)}


def found(card: Card | None) -> Card:
    """Return a card, or answer as if there were nothing: hidden and absent look the same."""
    if card is None:
        raise Http404
    return card
