"""The mails of the Hub that do not go: who should get them, why not, and what to do about it."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.actions import posting
from hubtable.hubs.queries.posting import post
from hubtable.hubs.rules.entering import administers
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.ui.pages import page
from hubtable.ui.saying import say


@require_GET
@page_for(administers)
def mail(request: SeatRequest) -> HttpResponse:
    """Show how the Hub's mails fare."""
    context = {
        "post": post(by=request.seat),
        "zone": request.seat.time_zone,
        "stamp": lambda: stamp(request),
    }
    return page(request, "hubs/mail.html", context)


@require_POST
@page_for(administers)
@form_act
def again(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Try a mail again."""
    try:
        posting.send_again(by=request.seat, at=request.at, mail=pk)
        say(request, _("It is tried again within a minute."))
    except Refused as refused:
        _say_why(request, refused)
    return HttpResponseRedirect(reverse("hubs:mail"))


@require_POST
@page_for(administers)
@form_act
def aside(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Give a mail up."""
    try:
        posting.set_aside(by=request.seat, at=request.at, mail=pk)
        say(request, _("It is not tried any more."))
    except Refused as refused:
        _say_why(request, refused)
    return HttpResponseRedirect(reverse("hubs:mail"))


def _say_why(request: SeatRequest, refused: Refused) -> None:
    if refused.code == "lock":
        raise refused
    say(request, refused.sentence, tone="warn")
