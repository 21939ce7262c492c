"""Errors in plain words, or in JSON where programs ask; they never repeat what was sent."""

import logging

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hubtable.interop.web.hsds.answers import ADDRESSES, failed
from hubtable.ui import pages

logger = logging.getLogger("hubtable.errors")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Say that the request could not be understood."""
    return _told(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Say that this is not open to the acting seat."""
    return _told(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Say that the form was too old or came from elsewhere."""
    return pages.error(
        request, 403, "This form is too old or came from another site. Open it again."
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Say that there is nothing here: the same words for what exists and may not be seen."""
    return _told(request, 404)


def broken(request: HttpRequest) -> HttpResponseBase:
    """Say that something went wrong on our side; the log gets the kind and place of the error."""
    logger.error("request failed", exc_info=True)  # noqa: LOG014 - Django calls it inside one
    return _told(request, 500)


def _told(request: HttpRequest, status: int) -> HttpResponseBase:
    if request.path_info.startswith(ADDRESSES):
        return failed(request, status)
    return pages.error(request, status)
