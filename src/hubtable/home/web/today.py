"""The start page: what waits for the seat that acts."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from hubtable.home.queries.today import LIMIT, administering, at_table
from hubtable.hubs.rules.entering import has_seat, reviews
from hubtable.hubs.web.forms import stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.queries.attention import attention
from hubtable.ui.pages import page


@page_for(has_seat)
@require_GET
def today(request: SeatRequest) -> HttpResponse:
    """Show what waits, in order of urgency."""
    seat = request.seat
    context = {"seat": seat, "now": request.at, "zone": seat.time_zone, "limit": LIMIT}
    context["record"] = attention(by=seat, at=request.at) if reviews(seat) else None
    if seat.at_table:
        context |= {"day": at_table(by=seat, at=request.at), "stamp": stamp(request)}
        return page(request, "home/table.html", context)
    if seat.admin:
        day = administering(by=seat, at=request.at)
        return page(request, "home/hub.html", context | {"day": day})
    return page(request, "home/other.html", context)
