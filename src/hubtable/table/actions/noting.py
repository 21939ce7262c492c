"""The checked note: one sentence beside the codes, written while screening, gone at the end."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import translated
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.models import Note
from hubtable.table.queries.noting import note_allowed
from hubtable.table.queries.screening import draft
from hubtable.table.rules.moves import State
from hubtable.table.rules.noting import may_keep
from hubtable.vault.actions.guarding import clear_text


@recorded
def keep_note(*, by: Seat, at: datetime, of: UUID, text: str, confirm: str = "") -> None:
    """Keep the note of an own worksheet, replace it, or with an empty text take it out.

    `confirm` is what the guarded field sent: why names may stay.

    :raises Refused: by policy, length or guard, or once the situation is submitted.
    """
    found = draft(of=of)
    if found is None or found.state is not State.SCREENING:
        raise Refused("not_yours", "The note is kept on your agency's own worksheet.")
    may_keep(text, allowed=note_allowed(by=by)).or_refuse()
    clean = clear_text(by=by, at=at, of=of, field="The note", text=text.strip(), confirm=confirm)
    with translated():
        Note.objects.filter(pk=of).delete()
        if clean:
            Note.objects.create(pk=of, discussion_id=of, text=clean, by_seat=by.id, at=at)
    record("note_kept" if clean else "note_removed", of, seat=by.id)
