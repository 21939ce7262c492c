"""Each view names who may enter it: `@page_for(rule)`, or `@no_seat` for everybody.

The name stands on the view as `rule`, so that a test can walk every address. Rules are those of
`hubs.rules.entering`; the same seat is checked again by the action and by the database.

    @page_for(runs_the_meeting)
    def agenda(request: SeatRequest) -> HttpResponse: ...
"""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hubtable.hubs.rules.entering import CHOOSE, EnteringRule
from hubtable.kernel.seat import Seat
from hubtable.ui.chrome import Chrome

View = Callable[..., HttpResponse]
ANYONE = "anyone"


class PersonRequest(HttpRequest):
    """A request as a view gets it when a seat is not sure (`anyone_signed_in`)."""

    user: AbstractBaseUser  # type: ignore[assignment]
    seat: Seat | None
    at: datetime
    chrome: Chrome


class SeatRequest(HttpRequest):
    """A request as a view gets it behind any rule but `anyone_signed_in`."""

    user: AbstractBaseUser  # type: ignore[assignment]
    seat: Seat
    at: datetime
    chrome: Chrome


def page_for(rule: EnteringRule) -> Callable[[View], View]:
    """Let into a view whom the rule lets in; others sign in, choose a seat, or are refused."""

    def gate(view: View) -> View:
        @functools.wraps(view)
        def enter(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            first = getattr(view, "before_the_gate", None)
            if first and (asked := first(request)):
                return cast(HttpResponse, asked)
            verdict = rule(request.seat)
            if verdict == CHOOSE:
                return _to_choice(request)
            verdict.or_refuse()
            return view(request, *args, **kwargs)

        enter.rule = rule.__name__  # type: ignore[attr-defined]
        return enter

    return gate


def no_seat(view: View) -> View:
    """Mark a view that runs for everybody, without an actor: the database shows it nothing."""
    view.rule = ANYONE  # type: ignore[attr-defined]
    return view


def acts(view: View) -> bool:
    """Say whether a view runs as somebody."""
    return getattr(view, "rule", ANYONE) != ANYONE


def _to_choice(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{reverse('hubs:seats')}?{urlencode({'next': back})}")
