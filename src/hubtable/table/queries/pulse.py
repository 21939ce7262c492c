"""How far the table's changes have got, for pages that follow a meeting."""

from hubtable.kernel.seat import Seat
from hubtable.table.models import Pulse


def pulse(*, by: Seat) -> int:
    """Return the number that grows with everything recorded while a meeting is on.

    Read before what a page shows: a change the page misses has a higher number.
    """
    return Pulse.objects.filter(pk=by.own_table).values_list("number", flat=True).first() or 0
