"""The room's screen: one address that follows what is on now, whoever opens it.

A paired screen acts as itself (kind `room`), a signed-in browser as the seat it chose; both are
given what the same function of the lock gives. Where there is neither, the page asks for a code.
"""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hubtable.accounts.actions.mailing import address
from hubtable.base.acting import acting, seat_subject
from hubtable.hubs.web.choosing import chosen
from hubtable.hubs.web.gates import PersonRequest, no_seat
from hubtable.kernel.verdict import Refused
from hubtable.table.actions.pairing import claim_pairing, digest_of
from hubtable.table.queries.room import pulse_here, room_now, screen_of
from hubtable.table.rules.presenting import by_category, headline
from hubtable.table.rules.room import PAIRED_FOR, RoomNow
from hubtable.table.rules.standing import standing_of
from hubtable.table.rules.words import Criterion
from hubtable.table.web.live import following
from hubtable.ui.chrome import Chrome
from hubtable.ui.pages import Context, page

T = TypeVar("T")
COOKIE = "hubtable-room"
"""A paired screen's own secret, sent to the room's addresses only."""
PLACE = "/table/room/"


@no_seat
@never_cache
@require_GET
def room(request: PersonRequest) -> HttpResponse:
    """Show what is on now, or ask for the code that pairs this screen."""
    shown = _watching(request, lambda: (pulse_here()[1], room_now()))
    if shown is None:
        return _nobody(request)
    number, now = shown
    request.chrome = Chrome(hub=now.hub, practice=settings.PRACTICE, practice_table=now.practice)
    context = {"now": now, "pulse": number, **_context(now)}
    return following(request, "table/room.html", "table/live/room.html", context)


@no_seat
@never_cache
@require_GET
def pulse(request: PersonRequest) -> HttpResponse:
    """Answer the number of changes alone, for the screen's stream and for one without a stream."""
    found = _watching(request, pulse_here)
    if found is None:
        raise Http404
    table, number = found
    response = HttpResponse(str(number), content_type="text/plain")
    response["Hub-Channel"] = str(table)
    return response


@no_seat
@never_cache
@require_POST
def claim(request: PersonRequest) -> HttpResponse:
    """Pair this screen by the code typed; a wrong, used or ended one looks the same."""
    with acting("job", "screens", at=request.at):
        secret = claim_pairing(at=request.at, code=request.POST.get("code", "")[:20])
    if secret is None:
        return page(request, "table/room_code.html", {"wrong": True, "over": False}, status=422)
    response = HttpResponseRedirect(reverse("table:room"))
    response.set_cookie(
        COOKIE,
        secret,
        max_age=PAIRED_FOR,
        path=PLACE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _nobody(request: PersonRequest) -> HttpResponse:
    """Ask for a code; a pairing that is over leaves nothing behind."""
    if request.user.is_authenticated and chosen(request) is None:
        return HttpResponseRedirect(f"{reverse('hubs:seats')}?next={PLACE}")
    over = bool(request.COOKIES.get(COOKIE))
    response = page(request, "table/room_code.html", {"wrong": False, "over": over})
    if over and request.headers.get("HX-Request") != "true":  # the page that asks loads anew
        response.delete_cookie(COOKIE, path=PLACE, samesite="Strict")
    return response


def _watching(request: PersonRequest, ask: Callable[[], T]) -> T | None:
    """Ask as the paired screen, else as the seat; return nothing where there is neither."""
    return _as_screen(request, ask) or _as_seat(request, ask)


def _as_screen(request: PersonRequest, ask: Callable[[], T]) -> T | None:
    secret = request.COOKIES.get(COOKIE)
    if not secret:
        return None
    with acting("job", "screens", at=request.at):
        screen = screen_of(digest_of(secret))
    return _asked("room", str(screen), request, ask) if screen else None


def _as_seat(request: PersonRequest, ask: Callable[[], T]) -> T | None:
    seat = chosen(request) if request.user.is_authenticated else None
    if seat is None:
        return None
    return _asked("seat", seat_subject(seat, UUID(str(request.user.pk))), request, ask)


def _asked(kind: str, subject: str, request: PersonRequest, ask: Callable[[], T]) -> T | None:
    try:
        with acting(kind, subject, at=request.at):
            return ask()
    except Refused:
        return None  # the meeting of the pairing is over, or the seat sits at no table


def _context(now: RoomNow) -> Context:
    told = now.on.told if now.on else None
    return {
        "counts": now.counts,
        "on": now.on,
        "standing": standing_of(now.on.state) if now.on else None,
        "told": told,
        "headline": headline(told) if told else "",
        "risks": by_category(told.risks) if told else (),
        "protective": by_category(told.protective) if told else (),
        "questions": Criterion.labels(),
        "drawing": _drawing(now.code) if now.code else "",
    }


def _drawing(code: str) -> SafeString:
    """Return the address of the door as a QR code: an SVG without a style or script."""
    made = segno.make(address(reverse("table:door", args=[code])), error="m", micro=False)
    drawn = made.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - drawn here, from a code of the lock
