"""What the situation's page says of the visit, the updates, the end, offers and the note."""

from typing import Any

from hubtable.hubs.web.forms import stamp
from hubtable.hubs.web.gates import SeatRequest
from hubtable.table.queries import concluding
from hubtable.table.queries.discussions import DiscussionCard
from hubtable.table.queries.intervening import acts_for, hours_of
from hubtable.table.queries.noting import note_of
from hubtable.table.queries.offering import offers_on, window_of
from hubtable.table.queries.updating import answers_of
from hubtable.table.queries.wording import TableCard
from hubtable.table.rules.concluding import may_conclude, may_reopen
from hubtable.table.rules.later_words import OfferAnswer
from hubtable.table.rules.moves import State
from hubtable.table.rules.offering import may_offer
from hubtable.table.web import thanking

BEFORE = frozenset({State.SCREENING, State.SUBMITTED, State.WITHDRAWN})
"""States of which none of this can be said yet, or any more."""


def panel(request: SeatRequest, card: DiscussionCard, table: TableCard) -> dict[str, Any]:
    """Return what the panels of the situation's page need, as far as the seat sees it."""
    return {
        **_visit(request, card),
        **_ended(request, card, table),
        **_offers(request, card),
        **thanking.panel(request, card),
        "note": note_of(of=card.id) if card.state is not State.SCREENING else "",
        "offer_stamp": lambda: stamp(request),
    }


def _visit(request: SeatRequest, card: DiscussionCard) -> dict[str, Any]:
    early = card.state in BEFORE
    return {
        "hours": None if early else hours_of(of=card.id),
        "may_visit": not early and bool(acts_for(of=card.id, at=request.at)),
        "updates": () if early else answers_of(of=card.id),
    }


def _ended(request: SeatRequest, card: DiscussionCard, table: TableCard) -> dict[str, Any]:
    who = concluding.movers(of=card.id, by=request.seat)
    return {
        "ended": concluding.ended(of=card.id, vocabulary=table.vocabulary),
        "returned": concluding.returned(of=card.id),
        "earlier": concluding.earlier_of(of=card.id) if card.ours else "",
        "may_conclude": bool(may_conclude(card.state, who)),
        "may_reopen": bool(may_reopen(card.state, card.concluded_at, request.at, who)),
        "may_return": card.ours,
    }


def _offers(request: SeatRequest, card: DiscussionCard) -> dict[str, Any]:
    window = window_of(of=card.id, by=request.seat)
    return {
        "offers": offers_on(of=card.id, by=request.seat),
        "may_offer": window is not None and bool(may_offer(window, request.at)),
        "offers_end": window.ends_at if window else None,
        "offer_answers": list(OfferAnswer),
    }
