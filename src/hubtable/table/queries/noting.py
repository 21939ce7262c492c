"""The one checked note beside the codes, where the table's policy allows it."""

from uuid import UUID

from hubtable.hubs.models import Table
from hubtable.kernel.seat import Seat
from hubtable.table.models import Note


def note_allowed(*, by: Seat) -> bool:
    """Whether the seat's table allows a note."""
    return Table.objects.filter(pk=by.own_table, note_allowed=True).exists()


def note_of(*, of: UUID) -> str:
    """Return the note of a situation whose description is open to the acting seat, or nothing."""
    return Note.objects.filter(pk=of).values_list("text", flat=True).first() or ""
