"""What of the record asks for somebody: emergency looks, what was said too much, filings."""

from dataclasses import dataclass
from datetime import datetime

from hubtable.kernel.seat import Seat
from hubtable.table.queries.exceeding import excesses
from hubtable.table.queries.filing import FilingCard, filings
from hubtable.table.queries.looking import Look, looks


@dataclass(frozen=True, slots=True)
class Attention:
    """`review_by`: until when the first look is to be reviewed; `filings` those not filed."""

    looking: tuple[Look, ...]
    mine: tuple[Look, ...]
    to_review: int
    review_by: datetime | None
    excesses: int
    filings: tuple[FilingCard, ...]


def attention(*, by: Seat, at: datetime) -> Attention:
    """Return what waits for a seat at a table, or a privacy contact."""
    found = looks(at=at)
    waiting = tuple(one for one in filings() if not one.filed_at) if by.at_table else ()
    return Attention(
        looking=found.open,
        mine=found.mine,
        to_review=len(found.to_review),
        review_by=min((one.review_due for one in found.to_review), default=None),
        excesses=sum(not one.outcome for one in excesses()),
        filings=waiting,
    )
