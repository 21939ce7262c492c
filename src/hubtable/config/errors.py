"""Error pages in plain words; they never repeat what was sent."""

import logging

from django.http import HttpRequest, HttpResponse

from hubtable.ui import pages

logger = logging.getLogger("hubtable.errors")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be understood."""
    return pages.error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this is not open to the acting seat."""
    return pages.error(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old or came from elsewhere."""
    return pages.error(
        request, 403, "This form is too old or came from another site. Open it again."
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here: the same words for what exists and may not be seen."""
    return pages.error(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong on our side; the log gets the kind and place of the error."""
    logger.error("request failed", exc_info=True)  # noqa: LOG014 - Django calls it inside one
    return pages.error(request, 500)
