"""The people who work with a Hub, and what they signed."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.hubs.actions.swapping import absent, distinct, here, lift, swap
from hubtable.hubs.models import Agency, Confidentiality, Person, Photo
from hubtable.hubs.rules.administering import may_administer, may_keep_agency
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused


@recorded
def add_person(
    *,
    by: Seat,
    at: datetime,
    name: str,
    email: str,
    agency: UUID | None = None,
    user: UUID | None = None,
    languages: Iterable[str] = (),
) -> UUID:
    """Add somebody; `user` is the account's id as the invitation promised it."""
    may_keep_agency(by, agency).or_refuse()
    if agency:
        here(Agency, pk=agency)
    person = uuid4()
    with distinct():
        Person.objects.create(
            id=person,
            hub_id=by.hub,
            user_id=user or uuid4(),
            agency_id=agency,
            name=name,
            email=email.strip().lower(),
            languages=list(languages),
        )
    record("member_added", person, agency=agency or "")
    return person


@recorded
def change_person(
    *,
    by: Seat,
    at: datetime,
    person: UUID,
    version: int,
    name: str,
    languages: Iterable[str],
    agency: UUID | None,
) -> None:
    """Change somebody's name, languages or agency. The address stays: the account hangs on it."""
    rows = Person.objects.filter(pk=person)
    may_keep_agency(by, agency_of(person)).or_refuse()
    may_keep_agency(by, agency).or_refuse()
    if agency:
        here(Agency, pk=agency)
    swap(rows, version, name=name, languages=list(languages), agency_id=agency)
    record("member_changed", person, agency=agency or "")


@recorded
def end_person(*, by: Seat, at: datetime, person: UUID, version: int) -> None:
    """End somebody's work with the Hub: every seat of theirs ends with it, and their photo goes."""
    may_keep_agency(by, agency_of(person)).or_refuse()
    if person == by.person:
        raise Refused("yourself", "You cannot end your own work here: ask another administrator.")
    Photo.objects.filter(person=person).delete()
    swap(Person.objects.filter(pk=person, ends_at=None), version, ends_at=at)
    record("member_ended", person)


@recorded
def lift_end_of_person(*, by: Seat, at: datetime, person: UUID, version: int) -> None:
    """Take back, on the same day, that somebody's work here ended."""
    may_keep_agency(by, agency_of(person)).or_refuse()
    lift(Person.objects.filter(pk=person), version, at=at, zone=by.time_zone)
    record("member_end_lifted", person)


@recorded
def record_confidentiality(
    *,
    by: Seat,
    at: datetime,
    person: UUID,
    signed_at: datetime,
    ends_at: datetime | None = None,
) -> UUID:
    """Record a confidentiality agreement signed on paper; without an end it stays in force."""
    may_administer(by).or_refuse()
    here(Person, pk=person)
    paper = uuid4()
    Confidentiality.objects.create(
        id=paper, hub_id=by.hub, person_id=person, signed_at=signed_at, ends_at=ends_at
    )
    record("confidentiality_recorded", paper, person=person)
    return paper


@recorded
def end_confidentiality(*, by: Seat, at: datetime, person: UUID) -> None:
    """End somebody's confidentiality agreements: until a new one is signed they have no seat."""
    may_administer(by).or_refuse()
    if person == by.person:
        raise Refused("yourself", "You cannot end your own agreement: ask another administrator.")
    current = Confidentiality.objects.filter(person=person).exclude(ends_at__lte=at)
    if not current.update(ends_at=at):
        raise absent()
    record("confidentiality_ended", person)


@recorded
def sign_own_confidentiality(*, at: datetime, person: UUID) -> None:
    """Sign the agreement of one Hub as oneself. Acts as `person`: there is no seat before it.

    :raises Refused: when it is somebody else's, or signed already.
    """
    call("sign_confidentiality", person)
    record("confidentiality_signed", person)


def agency_of(person: UUID) -> UUID | None:
    """Return the agency of somebody of the acting seat's Hub."""
    return Person.objects.filter(pk=person).values_list("agency_id", flat=True).first()
