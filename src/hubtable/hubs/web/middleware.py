"""Every request acts from one seat, inside one transaction, until its page is rendered.

The block opens only around a view that names its rule (`gates.page_for`); any other view runs
without an actor and the database shows it nothing. A refusal rolls everything back, leaves one
entry in the trail, and says why; an error rolls everything back.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hubtable.accounts.web.clock import now
from hubtable.base.acting import acting, seat_subject
from hubtable.hubs.actions.refusing import note_refusal
from hubtable.hubs.queries.acting import my_seat, my_seats, unsigned
from hubtable.hubs.web.choosing import choose, chosen, follow_switch, forget
from hubtable.hubs.web.gates import PersonRequest, acts
from hubtable.hubs.web.surroundings import around, stranger
from hubtable.kernel.verdict import Refused, Stale
from hubtable.ui.pages import error
from hubtable.ui.saying import say

Handler = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


def acting_seat(get_response: Handler) -> "ActingSeat":
    """Return the middleware that opens the one `acting(…)` block of a request."""
    return ActingSeat(get_response)


class ActingSeat:
    """Sets `request.seat`, `request.at` and `request.chrome`, and opens the block."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponse:
        """Answer a request; nothing shown to somebody signed in stays in a cache."""
        signed_in = request.user.is_authenticated
        request.at, request.seat = now(), None
        request.chrome = around(request, None) if signed_in else stranger()
        response = self._get_response(request)
        if signed_in:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: PersonRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Run the view inside the block; leave views without a rule to themselves."""
        if not request.user.is_authenticated:
            return None
        if not acts(view):
            _show_seat(request)
            return None
        follow_switch(request)
        user = UUID(str(request.user.pk))
        seat = chosen(request) or _only_seat(request, user)
        kind, subject = ("seat", seat_subject(seat, user)) if seat else ("person", str(user))
        return _answer(request, kind, subject, partial(view, request, *args, **kwargs))


def _answer(
    request: PersonRequest, kind: str, subject: str, run: Callable[[], HttpResponse]
) -> HttpResponse:
    try:
        with acting(kind, subject, at=request.at):
            request.seat = my_seat() if kind == "seat" else None
            if kind == "seat" and request.seat is None:
                return _ended(request)
            request.chrome = around(request, request.seat)
            return _rendered(request, run)
    except Stale as stale:
        return error(request, 409, stale.sentence)
    except Refused as refused:
        with acting(kind, subject, at=request.at):
            note_refusal(at=request.at, code=refused.code, page=_name(request))
        return error(request, 403, refused.sentence)


def _rendered(request: PersonRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Run and render by the clock of the acting seat's table or Hub."""
    zone = ZoneInfo(request.seat.time_zone) if request.seat else None
    with timezone.override(zone or timezone.get_default_timezone()):
        response = run()
        if response.streaming and not isinstance(response, FileResponse):
            raise RuntimeError("a streamed answer would read after its block has closed")
        render = getattr(response, "render", None)
        return render() if callable(render) else response


def _ended(request: PersonRequest) -> HttpResponse:
    """Clear a choice that no longer holds and lead to the choice of another seat."""
    forget(request)
    say(
        request,
        _(
            "This seat has ended, or an agreement behind it has. Choose another seat, or ask your "
            "Hub's administrator."
        ),
        tone="warn",
    )
    return HttpResponseRedirect(reverse("hubs:seats"))


def _only_seat(request: PersonRequest, user: UUID) -> UUID | None:
    """Choose for somebody who has one seat and nothing to sign."""
    with acting("person", str(user), at=request.at):
        seats = my_seats()
        if len(seats) != 1 or unsigned():
            return None
    choose(request, seats[0].id)
    return seats[0].id


def _show_seat(request: PersonRequest) -> None:
    """Show the acting seat around pages that run without it, such as one's account."""
    seat = chosen(request)
    if seat:
        with acting("seat", seat_subject(seat, UUID(str(request.user.pk))), at=request.at):
            request.chrome = around(request, my_seat())


def _name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""
