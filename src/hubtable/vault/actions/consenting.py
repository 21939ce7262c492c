"""Consent: default deny; names recipients, purposes and period; withdrawn at any time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call, translated
from hubtable.kernel.seat import Seat
from hubtable.vault.models import Consent


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a person agreed to. `recipients` are delegations; `giver` who said it (a code)."""

    form: str
    recipients: Sequence[UUID]
    giver: str
    until: datetime
    purposes: Sequence[str] = ("table",)
    language: str = "English"
    text_version: str = "1"
    elsewhere: str = ""


@recorded
def consent(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    person: UUID,
    agreed: Agreed,
    id: UUID | None = None,  # noqa: A002 - the word of the field
) -> UUID:
    """Keep a consent and return its id: by who brought the person, or an agency that visits.

    :raises Refused: for anybody else, or once the situation is closed.
    """
    made = id or uuid4()
    with translated():
        Consent.objects.create(
            pk=made,
            record=of,
            part=person,
            form=agreed.form,
            recipients=list(agreed.recipients),
            elsewhere=agreed.elsewhere,
            purposes=list(agreed.purposes),
            giver=agreed.giver,
            language=agreed.language,
            text_version=agreed.text_version,
            by_delegation=by.own_delegation,
            by_seat=by.id,
            starts_at=at,
            until=agreed.until,
        )
    record("consent_kept", of, person=person, consent=made, form=agreed.form, seat=by.id)
    return made


@recorded
def withdraw_consent(*, by: Seat, at: datetime, of: UUID, consent: UUID) -> None:
    """End a consent now; sight that rests on it closes at once."""
    call("withdraw_consent", consent)
    record("consent_withdrawn", of, consent=consent, seat=by.id)
