"""What a situation's page says of its record: emergency looks, who was told, moving away."""

from hubtable.hubs.web.forms import stamp
from hubtable.hubs.web.gates import SeatRequest
from hubtable.table.queries.discussions import DiscussionCard
from hubtable.table.queries.looking import looks
from hubtable.table.queries.sending import leads
from hubtable.table.queries.who_was_told import concerned
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import PLACES

LOOKED_AT = frozenset(State) - {State.SCREENING, State.WITHDRAWN, State.FORGOTTEN}


def panel(request: SeatRequest, card: DiscussionCard) -> dict[str, object]:
    """Return what the parts of the page draw; nothing grows with what stands on it."""
    return {
        "looking": looks(at=request.at, of=card.id),
        "may_look": card.state in LOOKED_AT,
        "look_stamp": stamp(request),
        "concerned": concerned(of=card.id) if card.ours and card.reference else (),
        "may_move_away": may_move_away(request, card),
    }


def may_move_away(request: SeatRequest, card: DiscussionCard) -> bool:
    """Whether moving to another Hub is offered: to the lead, of persons, while it acts."""
    acting = card.state is State.INTERVENING and card.type not in PLACES
    return acting and leads(of=card.id, by=request.seat)
