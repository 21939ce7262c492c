"""Files of discussions as the tests take them out and bring them in."""

import csv
import io
from typing import TYPE_CHECKING, Any

from tests.world import NOW, as_seat

if TYPE_CHECKING:
    from datetime import datetime

    from hubtable.kernel.seat import Seat
    from hubtable.table.actions.importing import Outcome


def taken_out(seat: "Seat", at: "datetime" = NOW) -> str:
    """The file a seat takes out."""
    from hubtable.table.actions.exporting import export

    file = io.StringIO(newline="")
    with as_seat(seat, at):
        export(by=seat, at=at, to=file)
    return file.getvalue()


def brought_in(seat: "Seat", text: str | bytes, at: "datetime" = NOW, **how: Any) -> "Outcome":
    """What became of a file a seat brings in."""
    from hubtable.table.actions.importing import take_in

    body = text.encode() if isinstance(text, str) else text
    with as_seat(seat, at):
        return take_in(by=seat, at=at, file=io.BytesIO(body), **how)


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a file by their columns."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def file_of(*rows: dict[str, str]) -> str:
    """A file of these rows; what a row does not say is closed."""
    from hubtable.table.rules.columns import CLOSED, NAMES

    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, NAMES, restval=CLOSED)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
