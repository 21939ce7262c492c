"""The table's situations: the list, and one as far as the acting seat sees it."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from hubtable.audit.actions.recording import seen
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.queries.describing import DescriptionCard, description_of, one_of
from hubtable.table.queries.discussions import DiscussionCard, discussion, told_to
from hubtable.table.queries.history import history_of
from hubtable.table.queries.situations import SORTS, Wanted, situations
from hubtable.table.queries.wording import TableCard, table_of
from hubtable.table.rules.due import first_visit_by, offering_ends
from hubtable.table.rules.finding import reference_or_number
from hubtable.table.rules.moves import State
from hubtable.table.rules.presenting import by_category, headline
from hubtable.table.rules.reading_card import reading_card
from hubtable.table.rules.standing import STANDINGS
from hubtable.table.rules.words import DiscussionType
from hubtable.table.web import entering, record_panel, round_panel
from hubtable.table.web.acting_panel import panel
from hubtable.ui.pages import page

VISIT_OPEN = (State.ACCEPTED, State.IDENTIFYING, State.INTERVENING)
LAST_PAGE = 400
"""Pages further back are reached by searching."""


@page_for(sits_at_table)
@require_GET
def overview(request: SeatRequest) -> HttpResponse:
    """List the situations this seat sees."""
    wanted = _wanted(request)
    asked = {key: value for key, value in request.GET.items() if key != "page" and value}
    context = {
        "found": situations(by=request.seat, wanted=wanted),
        "wanted": wanted,
        "query": request.GET.get("q", "").strip(),
        "states": {state.value: words.label for state, words in STANDINGS.items()},
        "types": DiscussionType.labels(),
        "zone": request.seat.time_zone,
        "stamp": stamp(request),
        "filtered": bool(asked.keys() - {"sort"}),
        "base": f"?{urlencode(asked)}&" if asked else "?",
        "sorted_by": lambda sort: f"?{urlencode(asked | {'sort': sort})}",
    }
    return page(request, "table/overview.html", context)


def _wanted(request: SeatRequest) -> Wanted:
    asked = request.GET
    number = asked.get("page", "1")
    sort = asked.get("sort", "newest")
    return Wanted(
        text=reference_or_number(asked.get("q", "")),
        state=next((s for s in State if s.value == asked.get("state")), None),
        type=one_of(DiscussionType, asked.get("type", "")),
        ours=asked.get("ours") == "1",
        sort=sort if sort in SORTS else "newest",
        page=min(max(int(number), 1), LAST_PAGE) if number.isdecimal() else 1,
    )


@page_for(sits_at_table)
@require_GET
def situation(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show one situation: what is open to the acting seat, and nothing of what is not."""
    table = table_of(by=request.seat)
    card = visible(request, pk, table)
    described = opened(pk, table)
    for sight, opened_here in (("announced", card.sector), ("reported", card.reported)):
        if opened_here:
            seen(pk, sight)
    context = {
        "card": card,
        "now": request.at,
        "closes": _closes(card, described, table),
        "visit_by": _visit_by(card, table, request.at),
        "described": described,
        "headline": headline(described.told) if described else card.type.label,
        "risks": by_category(described.told.risks) if described else (),
        "protective": by_category(described.told.protective) if described else (),
        "history": history_of(of=pk, by=request.seat) if card.ours else (),
        "told": told_to(of=pk, by=request.seat, vocabulary=table.vocabulary) if card.ours else (),
        "stamp": stamp(request, card.version),
        "zone": request.seat.time_zone,
    }
    context |= panel(request, card, table) | record_panel.panel(request, card)
    context |= round_panel.of_situation(request, card) | entering.panel(card)
    return page(request, "table/situation.html", context)


def _closes(
    card: DiscussionCard, described: DescriptionCard | None, table: TableCard
) -> datetime | None:
    """Return when the description closes to a seat that sees it because it was in the room."""
    if card.ours or described is None or card.presented_at is None:
        return None
    return offering_ends(card.presented_at, table.offering_hours)


def _visit_by(card: DiscussionCard, table: TableCard, now: datetime) -> datetime | None:
    """Return the latest time of the first visit: while it lies ahead, or when it was missed.

    Who does not act hears nothing of a visit made in time.
    """
    if card.decided_at is None or card.state not in VISIT_OPEN or card.reported is None:
        return None
    limit = first_visit_by(card.decided_at, table.contact_limit_hours)
    return limit if card.reported.overdue or now < limit else None


@page_for(sits_at_table)
@require_GET
def reading(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show the reading card on paper: three sentences made from the codes."""
    table = table_of(by=request.seat)
    card = visible(request, pk, table)
    described = opened(pk, table)
    if described is None:
        raise Http404
    context = {
        "card": card,
        "headline": headline(described.told),
        "sentences": reading_card(described.told),
        "now": request.at,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/reading_card.html", context)


def visible(request: SeatRequest, pk: UUID, table: TableCard) -> DiscussionCard:
    """Return a situation of which something is open to the seat.

    Raises Http404 alike for what does not exist and for what is hidden.
    """
    card = discussion(of=pk, by=request.seat, vocabulary=table.vocabulary)
    if card is None:
        raise Http404
    return card


def opened(pk: UUID, table: TableCard) -> DescriptionCard | None:
    """Return the description if it is open, after leaving the row that it was seen."""
    described = description_of(of=pk, vocabulary=table.vocabulary)
    if described:
        seen(pk, "described")
    return described
