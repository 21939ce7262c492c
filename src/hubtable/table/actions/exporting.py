"""Taking the discussions out as a file: what the acting seat sees, and no more."""

import csv
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from hubtable.audit.actions.recording import record, recorded
from hubtable.hubs.rules.exporting import safe_cell
from hubtable.kernel.seat import Seat
from hubtable.table.queries.exporting import lines
from hubtable.table.rules.columns import NAMES, PRACTICE, cells


@recorded
def export(*, by: Seat, at: datetime, to: TextIO) -> int:
    """Write the rows to a file (RFC 4180) and return how many they are.

    :raises Refused: when the seat sits at no table.
    """
    zone, rows = ZoneInfo(by.time_zone), 0
    header, mark = ((*NAMES, PRACTICE), ("yes",)) if by.practice else (NAMES, ())
    writer = csv.writer(to)
    writer.writerow(header)
    for line in lines(by=by):
        writer.writerow(safe_cell(cell) for cell in (*cells(line, zone), *mark))
        rows += 1
    record("discussions_exported", by.table, rows=rows, seat=by.id)
    return rows
