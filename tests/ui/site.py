"""The smallest site that shows the style guide.

Run it alone:  DJANGO_SETTINGS_MODULE=tests.ui.settings python -m tests.ui.site 8099
"""

import sys
from collections.abc import Callable
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from hubtable.ui.chrome import Chrome, NavItem, SeatLine
from hubtable.ui.pages import error

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
            request.chrome = CHROME
        return get_response(request)

    return middleware


def show_error(request: HttpRequest, code: int) -> HttpResponse:
    return error(request, code)


urlpatterns = [
    path("", include("hubtable.ui.urls")),
    path("error/<int:code>/", show_error),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


if __name__ == "__main__":
    django.setup()
    with make_server(
        "127.0.0.1", int(sys.argv[1]), get_wsgi_application(), handler_class=Quiet
    ) as server:
        server.serve_forever()
