"""Pages that follow a meeting: they hear a number, and fetch their own part when it grows."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.queries.pulse import pulse as pulse_of
from hubtable.ui.pages import Context, page

PART = "Hub-Part"


@page_for(sits_at_table)
@require_GET
def pulse(request: SeatRequest) -> HttpResponse:
    """Answer the number alone: what the stream says, and what a page without a stream asks."""
    response = HttpResponse(str(pulse_of(by=request.seat)), content_type="text/plain")
    response["Hub-Channel"] = str(request.seat.own_table)
    return response


def following(request: HttpRequest, whole: str, part: str, context: Context) -> HttpResponse:
    """Answer the whole page, or only the part that changes to a page that follows."""
    if request.headers.get("HX-Request") != "true":
        return page(request, whole, context | {"part": part})
    response = page(request, part, context)
    response[PART] = "1"
    return response
