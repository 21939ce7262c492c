"""The list of a picked agency, on its own device: who it was told of, and its answers."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hubtable.audit.actions.recording import seen_each
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import identifying as step
from hubtable.table.queries.agencies import hearers
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.picked import Heard, heard, roles
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.picking import PURPOSE
from hubtable.table.rules.presenting import by_category, headline
from hubtable.table.rules.words import AnswerKind
from hubtable.table.web.acts import carry_out
from hubtable.table.web.picking import kinds_for
from hubtable.ui.pages import page
from hubtable.vault.actions.revealing import reveal

PICKED = "table:picked"


@page_for(sits_at_table)
@require_GET
@never_cache
def picked(request: SeatRequest) -> HttpResponse:
    """Show everything the agency was told in the rounds that are open: never a name by itself."""
    rows = _listed(request)
    if request.GET.get("shown", "") in {str(row.person) for row in rows}:
        return HttpResponse(status=204)  # what is shown stays, while it is open
    return page(request, "table/picked.html", _context(request, rows))


@page_for(sits_at_table)
@require_POST
@never_cache
@form_act
def show(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Show one name for a minute; the trail has it before the page does."""
    rows = _listed(request)
    one = _one(rows, pk, person)
    identity = reveal(by=request.seat, at=request.at, of=pk, person=one.person)
    context = _context(request, rows) | {"shown": one.person, "identity": identity}
    return page(request, "table/picked.html", context)


@page_for(sits_at_table)
@require_POST
@form_act
def answer(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Answer about one person; the newest answer holds."""
    one = _one(_listed(request), pk, person)
    kind = one_of(AnswerKind, request.POST.get("kind", ""))
    if kind is None:
        raise Http404

    def act() -> str:
        step.answer(by=request.seat, at=request.at, of=pk, person=one.person, kind=kind)
        return reverse(PICKED)

    return carry_out(request, reverse(PICKED), act)


def _listed(request: SeatRequest) -> tuple[Heard, ...]:
    vocabulary = table_of(by=request.seat).vocabulary
    rows = heard(by=request.seat, at=request.at, vocabulary=vocabulary)
    seen_each((row.of for row in rows), "described")
    return rows


def _one(rows: tuple[Heard, ...], pk: UUID, person: UUID) -> Heard:
    found = next((row for row in rows if (row.of, row.person) == (pk, person)), None)
    if found is None:
        raise Http404
    return found


def _context(request: SeatRequest, rows: tuple[Heard, ...]) -> dict[str, object]:
    seat = request.seat
    own = hearers(by=seat, at=request.at).get(seat.own_delegation)
    waiting = [row for row in rows if row.answer is None]
    return {
        "rows": rows,
        "waiting": len(waiting),
        "first": waiting[0].person if waiting else None,
        "kinds": kinds_for(protected=own.protected if own else False),
        "protected": own.protected if own else False,
        "roles": roles(by=seat),
        "headline": headline,
        "by_category": by_category,
        "agency": seat.agency_name,
        "purpose": PURPOSE,
        "shown": None,
        "now": request.at,
        "zone": seat.time_zone,
        "stamp": lambda: stamp(request),
    }
