"""The smallest site that shows the style guide.

Run it alone:  DJANGO_SETTINGS_MODULE=tests.ui.settings python -m tests.ui.site 8099
"""

import sys
from collections.abc import Callable
from dataclasses import replace

import django
import uvicorn
from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from hubtable.ui.chrome import Chrome, NavItem, SeatLine

CHROME = Chrome(
    hub="Northfield Hub",
    seat=SeatLine("Dana Whitfield", "Chair", "Northfield Health Center", "Tuesday table"),
    practice=True,
    nav=(
        NavItem("Today", "/", current=True),
        NavItem("Table", "/table/"),
        NavItem("Line", "/line/"),
        NavItem("Directory", "/directory/"),
        NavItem("Insights", "/insights/"),
    ),
    seats_url="/seats/",
    account_url="/account/",
    signed_in=True,
)


def with_chrome(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the frame around every page but those that ask for none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "bare" not in request.GET:
            idle = int(request.GET.get("idle", "0"))
            request.chrome = replace(CHROME, idle_seconds=idle, sign_in_url="/sign-in/")
        return get_response(request)

    return middleware


urlpatterns = [path("", include("hubtable.ui.urls"))]


if __name__ == "__main__":
    django.setup()
    uvicorn.run(
        WSGIMiddleware(get_wsgi_application()),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
    )
