"""The page of a seat's calendar address, and the feed that calendar programs fetch there."""

import hashlib

from django.http import (
    Http404,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from hubtable.accounts.actions.mailing import address
from hubtable.base.acting import acting
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import PersonRequest, SeatRequest, no_seat, page_for
from hubtable.interop.actions.calendar import digest_of, make_address, stop_address
from hubtable.interop.queries.calendar import Feed, address_of, feed, feed_of
from hubtable.interop.web.ics import written
from hubtable.kernel.verdict import Refused
from hubtable.ui.pages import page
from hubtable.ui.saying import say


@page_for(sits_at_table)
@require_GET
def calendar(request: SeatRequest) -> HttpResponse:
    """Show whether the seat has a calendar address; the address itself is shown once only."""
    return _page(request)


@page_for(sits_at_table)
@require_POST
@form_act
def make(request: SeatRequest) -> HttpResponse:
    """Make the address, or a new one, and show it this once."""
    secret = make_address(by=request.seat, at=request.at)
    return _page(request, shown=address(reverse("interop:feed", args=[secret])))


@page_for(sits_at_table)
@require_POST
@form_act
def stop(request: SeatRequest) -> HttpResponse:
    """Stop the address."""
    stop_address(by=request.seat, at=request.at)
    say(request, _("Your calendar address is stopped."))
    return HttpResponseRedirect(reverse("interop:calendar"))


@no_seat
@require_safe
def fetch(request: PersonRequest, secret: str) -> HttpResponse:
    """Answer a calendar program. A wrong address and one that ended look the same."""
    found = _found(request, secret)
    if found is None:
        raise Http404
    body = written(found)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    same = tag in request.headers.get("If-None-Match", "")
    response = HttpResponseNotModified() if same else HttpResponse(body, "text/calendar")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _found(request: PersonRequest, secret: str) -> Feed | None:
    with acting("job", "feeds", at=request.at):
        who = feed_of(digest_of(secret))
    if who is None:
        return None
    try:
        with acting("feed", str(who), at=request.at):
            return feed(who, at=request.at)
    except Refused:
        return None  # the address ended, or the seat or an agreement behind it


def _page(request: SeatRequest, shown: str = "") -> HttpResponse:
    context = {
        "held": address_of(by=request.seat, at=request.at),
        "shown": shown,
        "zone": request.seat.time_zone,
        "stamp": stamp(request),
    }
    return page(request, "interop/calendar.html", context)
