"""Choosing colors, keeping a session alive, and the style guide."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from hubtable.ui.chrome import THEME_COOKIE, THEMES, chrome_of
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
def stay(request: HttpRequest) -> HttpResponse:
    """Keep a session alive: the request itself does; a page left open gets a fresh token.

    Answers 401 when nobody is signed in any more.
    """
    if not chrome_of(request).signed_in:
        return HttpResponse(status=401)
    answer = JsonResponse({"csrf": get_token(request)})
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with invented examples."""
    return page(request, "ui/styleguide.html", examples())


@require_GET
def example_error(request: HttpRequest, code: int) -> HttpResponse:
    """Show the page of one error."""
    return error(request, code)


@require_GET
def example_sheet(request: HttpRequest, name: str) -> HttpResponse:
    """Show the frame of the room's screen, of paper, or of a page for people not signed in."""
    return page(request, f"ui/examples/{name}.html", examples())


@require_POST
def example_save(request: HttpRequest) -> HttpResponse:
    """Answer the form that saves itself as a real one would, and keep nothing."""
    return JsonResponse({"version": str(int(request.POST.get("version", "0")) + 1)})
