"""Your record of disclosures: each agency takes its own into its file before the Hub forgets."""

import csv
import io
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions.forgetting import file_disclosures
from hubtable.table.queries.filing import FilingCard, disclosures, filings
from hubtable.table.rules.filing import COLUMNS, harmless
from hubtable.table.web.acts import carry_out
from hubtable.ui.pages import page
from hubtable.ui.saying import say
from hubtable.ui.wording import local

FILING = "table:filing"


@page_for(sits_at_table)
@require_GET
def filing(request: SeatRequest) -> HttpResponse:
    """List the records the own agency is offered."""
    rows = filings()
    context = {
        "waiting": [one for one in rows if not one.filed_at],
        "filed": [one for one in rows if one.filed_at],
        "agency": request.seat.agency_name,
        "stamp": lambda: stamp(request),
        "now": request.at,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/filing.html", context)


@page_for(sits_at_table)
@require_GET
def record(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show one record on paper."""
    context = {
        "card": _offered(pk),
        "rows": disclosures(of=pk, by=request.seat),
        "columns": COLUMNS,
        "agency": request.seat.agency_name,
        "now": request.at,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/filing_record.html", context)


@page_for(sits_at_table)
@require_GET
def download(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Give one record as CSV."""
    card = _offered(pk)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["Reference", *COLUMNS])
    for row in disclosures(of=pk, by=request.seat):
        when = local(row.at, request.seat.time_zone).isoformat(timespec="minutes")
        rows.writerow([card.reference, *map(harmless, row.cells(when))])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="disclosures-{card.reference}.csv"'
    return response


@page_for(sits_at_table)
@require_POST
@form_act
def filed(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Note that the agency has it in its own file."""
    _offered(pk)

    def act() -> str:
        file_disclosures(by=request.seat, at=request.at, of=pk)
        say(request, _("Noted: your agency has its record in its own file."))
        return reverse(FILING)

    return carry_out(request, reverse(FILING), act)


def _offered(pk: UUID) -> FilingCard:
    found = next((one for one in filings() if one.situation == pk), None)
    if found is None:
        raise Http404
    return found
