"""The start page: one list of what waits for the seat that acts, the most urgent first."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from hubtable.home.queries.today import today as day_of
from hubtable.home.rules.urgency import band
from hubtable.home.web.wording import WORDS, leads_to
from hubtable.hubs.rules.entering import has_seat, reviews
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.ui.pages import page


@page_for(has_seat)
@require_GET
def today(request: SeatRequest) -> HttpResponse:
    """Show what waits, in order of urgency."""
    seat = request.seat
    day = day_of(by=seat, at=request.at)
    context = {
        "seat": seat,
        "day": day,
        "lines": [(x, WORDS[x.kind], band(x, request.at), leads_to(x)) for x in day.lines],
        "reviews": bool(reviews(seat)),
        "now": request.at,
        "zone": seat.time_zone,
    }
    return page(request, "home/today.html", context)
