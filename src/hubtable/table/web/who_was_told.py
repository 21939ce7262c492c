"""The notice of who was told, for one person, on paper. It names nobody unless it is asked to."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.base.keys import KeysMissing
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.table.queries.who_was_told import Concerned, concerned
from hubtable.table.queries.who_was_told import notice as notice_of
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.words import PLACES
from hubtable.table.web.situations import visible
from hubtable.ui.pages import page
from hubtable.ui.saying import say
from hubtable.vault.actions.revealing import reveal
from hubtable.vault.rules.identity import Identity


@page_for(sits_at_table)
@require_GET
def notice(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Show the notice, with a line to write the name by hand."""
    return _notice(request, pk, person, None)


@page_for(sits_at_table)
@require_POST
def with_name(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Show the notice with the name, for a minute, to print it."""
    _person(pk, person)
    try:
        identity = reveal(by=request.seat, at=request.at, of=pk, person=person)
    except (Refused, KeysMissing):
        say(request, _("No name is kept here any more. Write it by hand."), tone="warn")
        identity = None
    return _notice(request, pk, person, identity)


def _notice(
    request: SeatRequest, pk: UUID, person: UUID, identity: Identity | None
) -> HttpResponse:
    card = visible(request, pk, table_of(by=request.seat))
    context = {
        "card": card,
        "place": card.type in PLACES,
        "person": _person(pk, person),
        "rows": notice_of(of=pk, person=person, by=request.seat, at=request.at),
        "identity": identity,
        "agency": request.seat.agency_name,
        "table": request.seat.table_name,
        "stamp": stamp(request),
        "now": request.at,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/who_was_told.html", context)


def _person(pk: UUID, person: UUID) -> Concerned:
    found = next((one for one in concerned(of=pk) if one.id == person), None)
    if found is None:
        raise Http404
    return found
