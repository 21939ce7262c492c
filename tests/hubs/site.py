"""A few views that misbehave, behind the program's own middleware."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path

from hubtable.config.urls import urlpatterns as real
from hubtable.hubs.actions import agencies
from hubtable.hubs.rules.entering import has_seat
from hubtable.hubs.web.gates import SeatRequest, no_seat, page_for
from hubtable.kernel.verdict import Refused, Stale


def _add(request: SeatRequest) -> None:
    agencies.add_agency(by=request.seat, at=request.at, name="Left behind", sector="Health")


@page_for(has_seat)
def breaks(request: SeatRequest) -> HttpResponse:
    _add(request)
    raise ZeroDivisionError


@page_for(has_seat)
def refuses(request: SeatRequest) -> HttpResponse:
    _add(request)
    raise Refused("because", "Not like this.")


@page_for(has_seat)
def stale(request: SeatRequest) -> HttpResponse:
    _add(request)
    raise Stale


@page_for(has_seat)
def streams(request: SeatRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter(["row"]))


def _who() -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (lock.acting()).kind, count(*) FROM hubs_agency")
        return HttpResponse(str(cursor.fetchone()))


def unmarked(request: HttpRequest) -> HttpResponse:
    return _who()


@no_seat
def marked(request: HttpRequest) -> HttpResponse:
    return _who()


urlpatterns = [
    *(path(f"{view.__name__}/", view) for view in (breaks, refuses, stale, streams)),
    *(path(f"{view.__name__}/", view) for view in (unmarked, marked)),
    path("", include(real)),
]
handler404 = "hubtable.config.errors.not_found"
handler500 = "hubtable.config.errors.broken"
