"""The members of a table, with what others need to know them by."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hubtable.hubs.models import Agreement, Confidentiality, Person, Photo, SeatRow
from hubtable.hubs.queries.people import in_force
from hubtable.hubs.rules.photos import initials, tone
from hubtable.hubs.rules.policies import AgreementKind
from hubtable.kernel.seat import AT_TABLE, Role, Seat

ORDER = (Role.CHAIR, Role.COORDINATOR, Role.REPRESENTATIVE, Role.ALTERNATE)
"""In which order the seats of one agency stand."""


@dataclass(frozen=True, slots=True)
class Face:
    """One member. `photo` is the id of the picture, if they gave one."""

    person: UUID
    name: str
    role: Role
    delegation: UUID
    agency: str
    can_do: str
    languages: tuple[str, ...]
    photo: UUID | None

    @property
    def initials(self) -> str:
        """What stands in place of a photo."""
        return initials(self.name)

    @property
    def tone(self) -> int:
        """Which calm ground the initials stand on."""
        return tone(self.name)

    @property
    def alternate(self) -> bool:
        """Whether this member stands in for another."""
        return self.role is Role.ALTERNATE


@dataclass(frozen=True, slots=True)
class Yourself:
    """What one says of oneself, with the version it was read in."""

    name: str
    agency: str
    languages: tuple[str, ...]
    photo: UUID | None
    version: int

    @property
    def initials(self) -> str:
        """What stands in place of a photo."""
        return initials(self.name)

    @property
    def tone(self) -> int:
        """Which calm ground the initials stand on."""
        return tone(self.name)


def faces(by: Seat, now: datetime) -> tuple[Face, ...]:
    """Return whoever has a seat that holds at the acting seat's table, by agency, role and name."""
    rows = list(_members(by, now))
    photos = dict(
        Photo.objects.filter(person__in={row.person_id for row in rows}).values_list("person", "pk")
    )
    found = (_face(row, photos.get(row.person_id)) for row in rows)
    return tuple(sorted(found, key=lambda f: (f.agency, ORDER.index(f.role), f.name)))


def yourself(by: Seat) -> Yourself:
    """Return what the acting person says of themselves."""
    row = Person.objects.select_related("agency").get(pk=by.person)
    return Yourself(
        name=row.name,
        agency=row.agency.name if row.agency else by.hub_name,
        languages=tuple(row.languages),
        photo=photo_of(by.person),
        version=row.version,
    )


def photo_of(person: UUID) -> UUID | None:
    """Return the id of somebody's photo, if the acting seat may see one."""
    return Photo.objects.filter(person=person).values_list("pk", flat=True).first()


def photo(wanted: UUID) -> bytes | None:
    """Return a photo (JPEG); nothing when there is none for the acting seat."""
    body = Photo.objects.filter(pk=wanted).values_list("body", flat=True).first()
    return bytes(body) if body is not None else None


def _members(by: Seat, now: datetime) -> QuerySet[SeatRow]:
    """Return the seats that hold: delegation, agency, agreement and confidentiality, too."""
    signed = Confidentiality.objects.filter(in_force(now), person=OuterRef("person"))
    agreed = Agreement.objects.filter(
        agency=OuterRef("delegation__agency"),
        kind=AgreementKind.INFORMATION_SHARING,
        starts_at__lte=now,
        ends_at__gt=now,
    )
    return SeatRow.objects.filter(
        Exists(signed),
        Exists(agreed),
        *(_holding(now, part) for part in ("", "person__", "delegation__agency__", "delegation__")),
        delegation__table=by.own_table,
        role__in=AT_TABLE,
        starts_at__lte=now,
        delegation__starts_at__lte=now,
    ).select_related("person", "delegation__agency", "delegation__program")


def _holding(now: datetime, part: str) -> Q:
    return Q(**{f"{part}ends_at": None}) | Q(**{f"{part}ends_at__gt": now})


def _face(row: SeatRow, photo: UUID | None) -> Face:
    sent = row.delegation
    assert sent is not None  # noqa: S101 - a seat at a table has one (models.seats)
    names = (sent.agency.name, sent.program.name if sent.program else "")
    return Face(
        person=row.person_id,
        name=row.person.name,
        role=Role(row.role),
        delegation=sent.pk,
        agency=" · ".join(name for name in names if name),
        can_do=sent.agency.can_do,
        languages=tuple(row.person.languages),
        photo=photo,
    )
