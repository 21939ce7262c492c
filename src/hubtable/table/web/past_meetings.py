"""The meetings of the table, and the record of one: nothing in it tells who somebody is."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from hubtable.audit.actions.recording import seen
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.queries.past_meetings import SORTS, Asked, meetings, record_of
from hubtable.table.queries.wording import table_of
from hubtable.ui.pages import page

LAST_PAGE = 400
"""Pages further back are reached by searching."""
HIGHEST = 9
"""Digits of the highest number somebody can look for."""


@page_for(sits_at_table)
@require_GET
def past(request: SeatRequest) -> HttpResponse:
    """List the meetings of the table."""
    asked = _asked(request)
    kept = {key: value for key, value in request.GET.items() if key != "page" and value}
    context = {
        "found": meetings(by=request.seat, asked=asked),
        "asked": asked,
        "query": request.GET.get("q", "").strip(),
        "day": request.GET.get("day", "").strip(),
        "filtered": bool(kept.keys() - {"sort"}),
        "base": f"?{urlencode(kept)}&" if kept else "?",
        "sorted_by": lambda sort: f"?{urlencode(kept | {'sort': sort})}",
        "desk": request.seat.desk,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/papers/meetings.html", context)


def _asked(request: SeatRequest) -> Asked:
    number, turned = request.GET.get("q", "").strip(), request.GET.get("page", "1")
    sort = request.GET.get("sort", "newest")
    return Asked(
        number=_number(number) if number else None,
        day=_day(request.GET.get("day", "")),
        sort=sort if sort in SORTS else "newest",
        page=min(max(_number(turned), 1), LAST_PAGE),
    )


def _number(text: str) -> int:
    """Return a number somebody typed; 0, which no meeting has, for anything else."""
    plain = text.isascii() and text.isdecimal() and len(text) <= HIGHEST
    return int(text) if plain else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


@page_for(sits_at_table)
@require_GET
def record(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show the record of one meeting, to read or to print."""
    found = record_of(of=pk, by=request.seat)
    if found is None:
        raise Http404
    seen(pk, "reported")
    context = {
        "record": found,
        "table": table_of(by=request.seat),
        "now": request.at,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/papers/record.html", context)
