"""What a situation's own page shows of the names round."""

from hubtable.hubs.web.gates import SeatRequest
from hubtable.table.queries.discussions import DiscussionCard
from hubtable.table.queries.gathering import may_set_gathering, newest_gathering
from hubtable.table.rules.moves import State

OPEN = (State.IDENTIFYING, State.INTERVENING)


def of_situation(request: SeatRequest, card: DiscussionCard) -> dict[str, object]:
    """Return what can be done next, and when the small group meets."""
    acted_on = card.state is State.INTERVENING
    return {
        "gathering": newest_gathering(of=card.id) if acted_on else None,
        "may_gather": acted_on and may_set_gathering(of=card.id, by=request.seat),
        "may_assign": request.seat.desk and card.state in OPEN,
        "may_tell": card.ours and card.state in {State.ACCEPTED, *OPEN},
    }
