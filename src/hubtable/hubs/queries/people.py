"""The people of a Hub, what they signed, and the seats they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hubtable.accounts.queries.users import user_with
from hubtable.hubs.models import Confidentiality, Person, SeatRow
from hubtable.hubs.rules.days import last_day
from hubtable.kernel.seat import Role, Seat


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """One seat somebody holds or held. `place` is the table, the agency or the Hub."""

    id: UUID
    person: UUID
    person_name: str
    role: Role
    agency_name: str
    table_name: str
    delegation: UUID | None
    starts_at: datetime
    ends_at: datetime | None
    version: int

    @property
    def words(self) -> str:
        """Role, agency and table on one line."""
        parts = (self.role.label, self.agency_name, self.table_name)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody as a list shows them."""

    id: UUID
    name: str
    email: str
    agency: UUID | None
    agency_name: str
    seats: tuple[str, ...]
    signed: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A signed confidentiality agreement; `last` is its last day, if it has one."""

    signed_at: datetime
    last: date | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody as their page shows them."""

    id: UUID
    user: UUID
    name: str
    email: str
    agency: UUID | None
    agency_name: str
    languages: tuple[str, ...]
    ends_at: datetime | None
    version: int
    papers: tuple[SignedPaper, ...]
    seats: tuple[HeldSeat, ...]
    has_account: bool

    @property
    def signed(self) -> bool:
        """Whether a confidentiality agreement is in force."""
        return any(paper.in_force for paper in self.papers)


def in_force(now: datetime) -> Q:
    """Return the condition that a confidentiality agreement is in force."""
    return Q(signed_at__lte=now) & (Q(ends_at=None) | Q(ends_at__gt=now))


def people(by: Seat, now: datetime) -> tuple[PersonRow, ...]:
    """Return the Hub's people by name, ended ones last; an agency lead's own agency only."""
    rows = Person.objects.filter(**_own(by)).select_related("agency").order_by("name")
    signed = set(
        Confidentiality.objects.filter(in_force(now), hub=by.hub).values_list("person", flat=True)
    )
    held: dict[UUID, list[str]] = {}
    for seat in seats(by, now):
        held.setdefault(seat.person, []).append(seat.words)
    cards = (_row(row, tuple(held.get(row.pk, ())), row.pk in signed) for row in rows)
    return tuple(sorted(cards, key=lambda card: card.ended))


def person(by: Seat, wanted: UUID, now: datetime) -> PersonCard | None:
    """Return one person; nothing for one who is not the seat's to keep."""
    row = Person.objects.filter(**_own(by), pk=wanted).select_related("agency").first()
    if row is None:
        return None
    papers = row.confidentiality.order_by("-signed_at")
    return PersonCard(
        id=row.pk,
        user=row.user_id,
        name=row.name,
        email=row.email,
        agency=row.agency_id,
        agency_name=row.agency.name if row.agency else "",
        languages=tuple(row.languages),
        ends_at=row.ends_at,
        version=row.version,
        papers=tuple(_paper(paper, by, now) for paper in papers),
        seats=tuple(_held(seat) for seat in _seat_rows(by).filter(person=wanted)),
        has_account=user_with(row.email) == row.user_id,
    )


def seats(by: Seat, now: datetime) -> tuple[HeldSeat, ...]:
    """Return the seats of the Hub that have not ended, by person."""
    rows = _seat_rows(by).exclude(ends_at__lte=now).exclude(delegation__ends_at__lte=now)
    return tuple(_held(row) for row in rows.exclude(delegation__table__ends_at__lte=now))


def seat(by: Seat, wanted: UUID) -> HeldSeat | None:
    """Return one seat of the Hub."""
    row = _seat_rows(by).filter(pk=wanted).first()
    return _held(row) if row else None


def people_choices(by: Seat, now: datetime) -> list[tuple[str, str]]:
    """Return the people who have not ended, for forms: (id, name and agency)."""
    return [
        (str(row.id), f"{row.name} · {row.agency_name}" if row.agency_name else row.name)
        for row in people(by, now)
        if not row.ended
    ]


def _own(by: Seat) -> dict[str, object]:
    return {"hub": by.hub} if by.admin else {"hub": by.hub, "agency__in": [by.agency]}


def _row(row: Person, held: Iterable[str], signed: bool) -> PersonRow:  # noqa: FBT001
    agency_name = row.agency.name if row.agency else ""
    ended = row.ends_at is not None
    return PersonRow(
        row.pk, row.name, row.email, row.agency_id, agency_name, tuple(held), signed, ended
    )


def _paper(row: Confidentiality, by: Seat, now: datetime) -> SignedPaper:
    return SignedPaper(
        signed_at=row.signed_at,
        last=last_day(row.ends_at, by.time_zone) if row.ends_at else None,
        in_force=row.signed_at <= now and (row.ends_at is None or row.ends_at > now),
    )


def _seat_rows(by: Seat) -> QuerySet[SeatRow]:
    return (
        SeatRow.objects.filter(hub=by.hub)
        .select_related("person", "agency", "delegation__agency", "delegation__table")
        .order_by("person__name", "starts_at")
    )


def _held(row: SeatRow) -> HeldSeat:
    sent = row.delegation
    holder = sent.agency if sent else row.agency
    return HeldSeat(
        id=row.pk,
        person=row.person_id,
        person_name=row.person.name,
        role=Role(row.role),
        agency_name=holder.name if holder else "",
        table_name=sent.table.name if sent else "",
        delegation=row.delegation_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        version=row.version,
    )


def who_sits(wanted: Iterable[UUID]) -> dict[UUID, str]:
    """Return seat → name of who holds it, an alternate as such, as far as the seat sees them."""
    rows = SeatRow.objects.filter(pk__in=list(wanted)).values_list("pk", "person__name", "role")
    return {
        pk: f"{name} ({Role.ALTERNATE.label.lower()})" if role == Role.ALTERNATE else str(name)
        for pk, name, role in rows
    }
