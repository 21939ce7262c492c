"""What is shown of a listing that was found, and why it stands where it does."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from hubtable.directory.models import Address, Listing, Phone
from hubtable.directory.queries.hours import openings_of
from hubtable.directory.queries.matching import Hit
from hubtable.directory.rules.asking import Spot
from hubtable.directory.rules.opening import Opening
from hubtable.directory.rules.spelling import fold


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing a card says of why it is here: a code for the words of a page, and its values."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One listing. `miles` and `street` are empty where they are not known or not told."""

    id: UUID
    service: UUID
    location: UUID | None
    organization: UUID
    name: str
    organization_name: str
    location_name: str
    description: str
    status: str
    street: str
    town: str
    state: str
    postal_code: str
    confidential: bool
    miles: float | None
    approximate: bool
    """The point is that of a ZIP code or town."""
    phone: str
    extension: str
    opening: Opening
    checked_on: date | None
    reasons: tuple[Reason, ...]


def cards(
    hits: Iterable[Hit], *, wanted_at: datetime, zone: str, spot: Spot | None
) -> tuple[Card, ...]:
    """Return the cards in the order of the hits. Four queries, however many they are."""
    miles = {hit.id: hit.miles for hit in hits}
    rows = {
        row.id: row
        for row in Listing.objects.filter(pk__in=list(miles))
        .select_related("service", "organization", "location")
        .defer("words", "named")
    }
    found = [rows[pk] for pk in miles if pk in rows]
    streets, phones = _streets(found), _phones(found)
    known = openings_of(found, wanted_at, zone)
    return tuple(
        _card(
            row,
            miles=miles[row.id],
            street=streets.get(row.location_id, "") if row.location_id else "",
            phone=_first_phone(row, phones),
            opening=known[row.id],
            spot=spot,
        )
        for row in found
    )


def _card(
    row: Listing,
    *,
    miles: float | None,
    street: str,
    phone: Phone | None,
    opening: Opening,
    spot: Spot | None,
) -> Card:
    place = row.location
    return Card(
        id=row.id,
        service=row.service_id,
        location=row.location_id,
        organization=row.organization_id,
        name=row.service.name,
        organization_name=row.organization.name,
        location_name=place.name if place else "",
        description=row.service.description,
        status=row.service.status,
        street=street,
        town=row.town,
        state=row.state,
        postal_code=row.postal_code,
        confidential=row.confidential,
        miles=miles,
        approximate=row.confidential
        or place is None
        or place.latitude is None
        or place.precision not in {"exact", "none"},
        phone=phone.number if phone else "",
        extension=phone.extension if phone else "",
        opening=opening,
        checked_on=row.checked_on,
        reasons=tuple(_reasons(row, spot)),
    )


def _reasons(row: Listing, spot: Spot | None) -> Iterable[Reason]:
    """Yield what is known and not known of what people ask for; distances stand on the card."""
    if spot:
        area = {spot.name, fold(spot.town), fold(spot.county), spot.state.lower()} - {""}
        if row.serves and area & set(row.serves):
            yield Reason("serves", (spot.town,))
        elif not row.serves:
            yield Reason("area_not_stated")
        else:
            yield Reason("serves_others", tuple(row.serves))
    if row.min_age is not None or row.max_age is not None:
        yield Reason("ages", (_years(row.min_age), _years(row.max_age)))
    if row.free is not None:
        yield Reason("free" if row.free else "costs")
    if row.capacity != "unknown":
        yield Reason(row.capacity)
    if row.remote:
        yield Reason("remote")


def _years(age: float | None) -> str:
    return "" if age is None else f"{age:g}"


def _streets(rows: Collection[Listing]) -> dict[UUID, str]:
    """Return the street of each place that is no secret."""
    places = [row.location_id for row in rows if row.location_id and not row.confidential]
    found = Address.objects.filter(location_id__in=places, ended_at=None)
    lines: dict[UUID, str] = {}
    for address in found.order_by("address_type", "id"):
        street = ", ".join(part for part in (address.address_1, address.address_2) if part)
        lines.setdefault(address.location_id, street)
    return lines


def _phones(rows: Collection[Listing]) -> dict[UUID, Phone]:
    """Return one voice number of each service at location, service, location and organization."""
    sites = [row.id for row in rows]
    found = Phone.objects.filter(
        Q(service_at_location_id__in=sites)
        | Q(service_id__in=[row.service_id for row in rows])
        | Q(location_id__in=[row.location_id for row in rows if row.location_id])
        | Q(organization_id__in=[row.organization_id for row in rows]),
        ended_at=None,
    ).exclude(type="fax")
    numbers: dict[UUID, Phone] = {}
    for phone in found.order_by("id"):
        for owner in (
            phone.service_at_location_id,
            phone.service_id,
            phone.location_id,
            phone.organization_id,
        ):
            if owner:
                numbers.setdefault(owner, phone)
    return numbers


def _first_phone(row: Listing, phones: Mapping[UUID, Phone]) -> Phone | None:
    nearest = (row.id, row.service_id, row.location_id, row.organization_id)
    return next((phones[one] for one in nearest if one and one in phones), None)
