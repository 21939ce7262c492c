"""The paper of a meeting: agenda, reading cards, voting cards, slips, assignments."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from hubtable.audit.actions.recording import seen_each
from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.queries import papers as found
from hubtable.table.queries.clock import Overdue, overdue
from hubtable.table.queries.meeting import agenda as agenda_of
from hubtable.table.queries.meeting import meeting_on
from hubtable.table.queries.updating import UpdateCard, updates
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.papers import SLIPS, USUAL_SLIPS, slips_wanted
from hubtable.table.rules.picking import PURPOSE
from hubtable.table.rules.presenting import headline
from hubtable.table.rules.reading_card import reading_card
from hubtable.table.rules.updating import Attention
from hubtable.ui.pages import page


@page_for(sits_at_table)
@require_GET
def papers(request: SeatRequest) -> HttpResponse:
    """List what can be printed for the meeting, each by one key."""
    seat = request.seat
    context = _common(request) | {
        "desk": seat.desk,
        "meeting": meeting_on(by=seat, at=request.at),
        "cards": len(found.described(by=seat)),
        "unopened": found.unopened(by=seat) if seat.desk else 0,
        "agencies": len(found.seated(by=seat, at=request.at)),
        "tasks": len(found.tasks(by=seat) if seat.desk else found.own_tasks(by=seat)),
        "slips": SLIPS,
        "usual_slips": USUAL_SLIPS,
    }
    return page(request, "table/papers/papers.html", context)


@page_for(sits_at_table)
@require_GET
def agenda(request: SeatRequest) -> HttpResponse:
    """Show the agenda on paper: numbers, types and sectors, boxes to tick, no name."""
    seat = request.seat
    card = meeting_on(by=seat, at=request.at)
    rows = updates(by=seat)
    here = {one.delegation: one for one in card.agencies} if card else {}
    context = _common(request) | {
        "updates": rows,
        "attention": Attention,
        "late": _not_among(overdue(by=seat), rows),
        "agenda": agenda_of(by=seat, since=card.started_at if card else None),
        "agencies": found.seated(by=seat, at=request.at),
        "here": here,
    }
    return page(request, "table/agenda.html", context)


def _not_among(late: tuple[Overdue, ...], rows: tuple[UpdateCard, ...]) -> tuple[Overdue, ...]:
    """Return what is overdue and nobody acts on yet: the others stand among the updates."""
    listed = {row.id for row in rows}
    return tuple(one for one in late if one.id not in listed)


@page_for(sits_at_table)
@require_GET
def reading_cards(request: SeatRequest) -> HttpResponse:
    """Show every reading card the acting seat may see now, one a sheet."""
    cards = found.described(by=request.seat)
    seen_each([one.card.id for one in cards], "described")
    sheets = [(one.card, headline(one.told), reading_card(one.told)) for one in cards]
    unopened = found.unopened(by=request.seat) if request.seat.desk else 0
    context = _common(request) | {"sheets": sheets, "unopened": unopened}
    return page(request, "table/papers/reading_cards.html", context)


@page_for(runs_the_meeting)
@require_GET
def voting_cards(request: SeatRequest) -> HttpResponse:
    """Show a voting card for each agency with a place at the table, two a sheet."""
    context = _common(request) | {
        "agencies": found.seated(by=request.seat, at=request.at).values(),
        "criteria": found.criteria(by=request.seat),
    }
    return page(request, "table/papers/voting_cards.html", context)


@page_for(runs_the_meeting)
@require_GET
def slips(request: SeatRequest) -> HttpResponse:
    """Show numbered slips to write a name on by hand, and the list of those that came back."""
    count = slips_wanted(request.GET.get("count", ""))
    context = _common(request) | {"count": count, "purpose": PURPOSE}
    return page(request, "table/papers/slips.html", context)


@page_for(sits_at_table)
@require_GET
def assignments(request: SeatRequest) -> HttpResponse:
    """Show who acts on what by when: all of it for the desk, the own agency's for others."""
    desk = request.seat.desk
    rows = found.tasks(by=request.seat) if desk else found.own_tasks(by=request.seat)
    context = _common(request) | {"rows": rows, "desk": desk, "agency": request.seat.agency_name}
    return page(request, "table/papers/assignments.html", context)


def _common(request: SeatRequest) -> dict[str, object]:
    at: datetime = request.at
    return {
        "table": table_of(by=request.seat),
        "number": found.meeting_number(by=request.seat),
        "now": at,
        "zone": request.seat.time_zone,
    }
