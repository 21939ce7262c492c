"""Minors and others: who may consent, who may be told, and who must not be told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import translated
from hubtable.kernel.seat import Seat
from hubtable.table.models import Safeguard
from hubtable.table.rules.safeguarding import may_safeguard


@recorded
def safeguard(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    person: UUID,
    consenter: str,
    may_tell: Sequence[str],
    must_not: Sequence[str],
) -> None:
    """Keep for one person who may consent and who must not be told; replaces what was said before.

    :raises Refused: when somebody may and must not be told at once.
    """
    may_safeguard(consenter, may_tell, must_not).or_refuse()
    said = {"consenter": consenter, "may_tell": list(may_tell), "must_not": list(must_not)}
    with translated():
        if not Safeguard.objects.filter(pk=person).update(**said):
            Safeguard.objects.create(pk=person, discussion_id=of, **said)
    record("safeguarded", of, person=person, seat=by.id)
