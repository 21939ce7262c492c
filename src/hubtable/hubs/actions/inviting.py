"""Adding somebody with an invitation by mail. The mail goes out only if the person was added."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from hubtable.accounts.actions.inviting import invite
from hubtable.accounts.actions.together import together
from hubtable.audit.actions.recording import record, recorded
from hubtable.hubs.actions.people import add_person, agency_of
from hubtable.hubs.actions.swapping import absent
from hubtable.hubs.models import Person
from hubtable.hubs.rules.administering import may_keep_agency
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused


@recorded
@together
def add_invited(
    *,
    by: Seat,
    at: datetime,
    name: str,
    email: str,
    agency: UUID | None = None,
    languages: Iterable[str] = (),
) -> UUID:
    """Add somebody and send them the link; who has an account already gets a note instead."""
    may_keep_agency(by, agency).or_refuse()
    invited = invite(by=by, at=at, email=email, hub=by.hub, hub_name=by.hub_name)
    person = add_person(
        by=by,
        at=at,
        name=name,
        email=email,
        agency=agency,
        user=invited.user,
        languages=languages,
    )
    record("member_invited", person)
    return person


@recorded
@together
def invite_again(*, by: Seat, at: datetime, person: UUID) -> None:
    """Send a new link; the older one stops working.

    :raises Refused: when the address has come to belong to another account.
    """
    may_keep_agency(by, agency_of(person)).or_refuse()
    row = Person.objects.filter(pk=person, ends_at=None).first()
    if row is None:
        raise absent()
    invited = invite(by=by, at=at, email=row.email, hub=by.hub, hub_name=by.hub_name)
    if invited.user != row.user_id:
        raise Refused("other_account", "This address belongs to another account now.")
    record("member_invited", person)
