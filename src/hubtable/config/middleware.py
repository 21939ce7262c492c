"""What every answer carries besides the page, and what the log may say of a request."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from hubtable.ui.features import features

logger = logging.getLogger("hubtable.requests")

Answer = Callable[[HttpRequest], HttpResponseBase]


def quiet_pages(get_response: Answer) -> Answer:
    """Add the headers Django has no setting for, and log one line without the path as typed."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        started = time.monotonic()
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", features())
        match = request.resolver_match
        facts = {
            "route": match.view_name or match.route if match else "",
            "method": request.method,
            "status": response.status_code,
            "milliseconds": round((time.monotonic() - started) * 1000),
        }
        logger.info("request", extra={"facts": facts})
        return response

    return answer
