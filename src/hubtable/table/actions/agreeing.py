"""Keeping one consent form that holds for several persons of a situation."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.models import Safeguard
from hubtable.vault.actions.consenting import Agreed, consent
from hubtable.vault.rules.consenting import may_give


@recorded
def agree(*, by: Seat, at: datetime, of: UUID, people: Sequence[UUID], agreed: Agreed) -> None:
    """Keep what was agreed for each of these persons.

    :raises Refused: when it names nobody, has ended already, or another one consents for a person.
    """
    if not people or not agreed.recipients:
        raise Refused("names_nobody", "Say for whom the consent is and which agencies it names.")
    if agreed.until <= at:
        raise Refused("over", "This consent would be over already.")
    rows = Safeguard.objects.filter(pk__in=people).values_list("pk", "consenter")
    consenters = dict(rows)
    for person in people:
        may_give(agreed.giver, consenters.get(person, "")).or_refuse()
        consent(by=by, at=at, of=of, person=person, agreed=agreed)
    record("agreed", of, people=len(people), form=agreed.form, seat=by.id)
