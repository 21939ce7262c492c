"""Filling a practice table: invented situations come in as a file would, never as a real one."""

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

from hubtable.audit.actions.recording import record, recorded
from hubtable.kernel.seat import Seat
from hubtable.table.actions.importing import take_in
from hubtable.table.queries.importing import Taking, given, places, taking
from hubtable.table.rules.columns import NAMES, PRACTICE, Line, cells
from hubtable.table.rules.practicing import MOST, invented, may_fill, numbers, references


@recorded
def fill(*, by: Seat, at: datetime) -> int:
    """Bring invented situations in, from the agencies at the table; return how many.

    Their agencies sit there by name: a protected program brings none.

    :raises Refused: when it is no practice table, the seat is not of its desk, or it is full.
    """
    here = [one.name for one in places() if one.sits and not one.protected]
    year = at.astimezone(ZoneInfo(by.time_zone)).year
    last = _last(year)
    may_fill(practice=by.practice, desk=by.desk, agencies=len(here), given=last).or_refuse()
    using = taking(by=by)
    words = {*using.known.risks, *using.known.flags}
    rows = list(invented(after=last, year=year, agencies=here, now=at, words=words))
    outcome = take_in(by=by, at=at, file=_file(rows, using), whole=True)
    record("practice_filled", by.table, new=outcome.new, seat=by.id)
    return outcome.new


def _last(year: int) -> int:
    """Return the highest number the table has given, as a reference or as a Hub number."""
    known = references(after=0, many=MOST), numbers(year=year, after=0, many=MOST)
    found = given(references=known[0], numbers=known[1])
    heads = [("D-", found), (f"{year}-", found.values())]
    return max(
        (int(one.removeprefix(head)) for head, of in heads for one in of if one.startswith(head)),
        default=0,
    )


def _file(rows: list[Line], using: Taking) -> io.BytesIO:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*NAMES, PRACTICE))
    writer.writerows((*cells(line, using.known.zone), "yes") for line in rows)
    return io.BytesIO(text.getvalue().encode())
