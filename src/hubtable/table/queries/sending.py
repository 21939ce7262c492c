"""Moving to another Hub: for whom a written consent names where, and what the packet carries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.models import Assignment, DescribedPerson, Description, Discussion, Packet
from hubtable.table.rules.packet import Addressee, Content, PacketPerson, addressee
from hubtable.table.rules.words import DiscussionType
from hubtable.vault.models import Consent
from hubtable.vault.queries.sight import sealed_people
from hubtable.vault.rules.identity import Identity


@dataclass(frozen=True, slots=True)
class Movable:
    """One person the lead acts for: number in the description, codes, consents that name where."""

    id: UUID
    place: int
    role: str
    sex: str
    age_group: str
    named: bool
    consents: tuple["Elsewhere", ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A written consent in force that names one agency at another Hub."""

    id: UUID
    person: UUID
    to: Addressee
    until: datetime


@dataclass(frozen=True, slots=True)
class SentCard:
    """A packet that was made before; the packet itself is not kept."""

    to: str
    at: datetime


def leads(*, of: UUID, by: Seat) -> bool:
    """Whether the seat's agency leads this situation now."""
    return Assignment.objects.filter(
        discussion_id=of, delegation_id=by.own_delegation, role="lead", until=None
    ).exists()


def movable(*, of: UUID, at: datetime) -> tuple[Movable, ...]:
    """Return the persons whose plan is open to the lead, in the order of the description."""
    newest = Description.objects.filter(discussion_id=of).order_by("-revision").first()
    if newest is None:
        return ()
    rows = list(DescribedPerson.objects.filter(description=newest).order_by("position"))
    named, agreed = sealed_people(of=of), _elsewhere(of, at)
    return tuple(
        Movable(
            id=row.subject_id,
            place=number,
            role=row.role,
            sex=row.sex,
            age_group=row.age_group,
            named=row.subject_id in named,
            consents=tuple(one for one in agreed if one.person == row.subject_id),
        )
        for number, row in enumerate(rows, 1)
        if call("acts_for", of, row.subject_id)[0][0]
    )


def _elsewhere(of: UUID, at: datetime) -> tuple[Elsewhere, ...]:
    rows = Consent.objects.filter(
        record=of, form="written", starts_at__lte=at, until__gt=at, withdrawn_at=None
    ).exclude(elsewhere="")
    return tuple(
        Elsewhere(row.pk, row.part, addressee(row.elsewhere), row.until)
        for row in rows.order_by("starts_at", "pk")
    )


def sent(*, of: UUID) -> tuple[SentCard, ...]:
    """Return the packets that were made of a situation."""
    rows = Packet.objects.filter(discussion_id=of).order_by("at")
    return tuple(SentCard(f"{row.agency_name}, {row.hub_name}", row.at) for row in rows)


def content_of(
    *, of: UUID, people: tuple[Movable, ...], who: dict[UUID, Identity]
) -> Content | None:
    """Return what a packet about these persons carries; nothing when it is not open."""
    kind = Discussion.objects.filter(pk=of).values_list("type", flat=True).first()
    row = Description.objects.filter(discussion_id=of).order_by("-revision").first()
    if kind is None or row is None:
        return None
    several = DiscussionType.FAMILY if len(people) > 1 else DiscussionType.PERSON
    return Content(
        type=several.value,
        interpreter=row.interpreter,
        language=row.language,
        risk_factors=tuple(row.risk_factors),
        protective_factors=tuple(row.protective_factors),
        flags=tuple(row.flags),
        people=tuple(
            PacketPerson(one.role, one.sex, one.age_group, who.get(one.id)) for one in people
        ),
    )
