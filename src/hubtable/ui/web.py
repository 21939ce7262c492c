"""Choosing colors, the style guide, and the pages that say what went wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from hubtable.ui.chrome import THEME_COOKIE, THEMES
from hubtable.ui.pages import error, page
from hubtable.ui.styleguide import examples

YEAR = 365 * 24 * 3600


@csrf_exempt  # changes nothing but the sender's own colors, and spares public pages a cookie
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the colors a person chose, and go back to the page."""
    chosen = request.POST.get("theme", "")
    answer = HttpResponseRedirect(_back(request))
    if chosen in THEMES:
        answer.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return answer


def _back(request: HttpRequest) -> str:
    """Return the page to go back to, never one of another host."""
    path = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe and path.startswith("/") else "/"


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with invented examples."""
    return page(request, "ui/styleguide.html", examples())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 400."""
    return error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 403."""
    return error(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 404, the same for what is absent and what is hidden."""
    return error(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return error(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:  # noqa: ARG001
    """Answer a form whose token is missing or old."""
    return error(request, 400)
