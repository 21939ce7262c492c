"""Forgetting: what is due when, what keeps it, and the proofs."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from hubtable.hubs.rules.entering import keeps_records
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.queries.retaining import MOST, holds, proof, proofs, records, retained
from hubtable.table.rules.retaining import REOPEN_DAYS
from hubtable.ui.pages import page


@page_for(keeps_records)
@require_GET
def forgetting(request: SeatRequest) -> HttpResponse:
    """Show how one table forgets; the first of the Hub's where none is asked for."""
    tables = records(by=request.seat)
    wanted = request.GET.get("table", "")
    chosen = next((one for one in tables if str(one.id) == wanted), tables[0] if tables else None)
    held = [one for one in holds(by=request.seat) if not one.lifted_at]
    context = {
        "tables": tables,
        "chosen": chosen,
        "rows": retained(table=chosen.id) if chosen else (),
        "proofs": proofs(table=chosen.id) if chosen else (),
        "held": [one for one in held if chosen and one.table == chosen.id],
        "most": MOST,
        "reopen_days": REOPEN_DAYS,
        "now": request.at,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/forgetting.html", context)


@page_for(keeps_records)
@require_GET
def proven(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show on paper that one situation was forgotten, and on whose approval."""
    found = proof(by=request.seat, of=pk)
    if found is None:
        raise Http404
    table, card = found
    context = {
        "table": table,
        "proof": card,
        "now": request.at,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/proof.html", context)
