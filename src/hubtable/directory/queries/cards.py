"""What is shown of a listing that was found, and why it stands where it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from hubtable.directory.queries.hours import Site, openings_of
from hubtable.directory.queries.matching import Hit
from hubtable.directory.rules.asking import Spot
from hubtable.directory.rules.opening import Opening
from hubtable.directory.rules.spelling import fold

ROWS = """
SELECT l.id, l.service_id, l.location_id, l.organization_id, s.name, o.name, coalesce(p.name, ''),
    s.description, s.status, CASE WHEN l.confidential THEN '' ELSE coalesce(a.street, '') END,
    l.town, l.state, l.postal_code, l.time_zone, l.latitude, l.longitude, l.confidential,
    l.confidential OR p.latitude IS NULL OR p.precision NOT IN ('exact', 'none'),
    coalesce(n.number, ''), coalesce(n.extension, ''), l.checked_on, l.serves, l.min_age, l.max_age,
    l.free, l.capacity, l.remote
FROM directory_listing l
JOIN directory_service s ON s.id = l.service_id
JOIN directory_organization o ON o.id = l.organization_id
LEFT JOIN directory_location p ON p.id = l.location_id
LEFT JOIN LATERAL (
    SELECT concat_ws(', ', nullif(a.address_1, ''), nullif(a.address_2, '')) AS street
    FROM directory_address a WHERE a.location_id = l.location_id AND a.ended_at IS NULL
    ORDER BY a.address_type, a.id LIMIT 1
) a ON true
LEFT JOIN LATERAL ( -- a voice number of the service at its location, else of what is farther off
    SELECT n.number, n.extension FROM directory_phone n
    WHERE (n.service_at_location_id = l.id OR n.service_id = l.service_id
           OR n.location_id = l.location_id OR n.organization_id = l.organization_id)
      AND n.ended_at IS NULL AND n.type <> 'fax'
    ORDER BY CASE WHEN n.service_at_location_id = l.id THEN 1
        WHEN n.service_id = l.service_id THEN 2
        WHEN n.location_id = l.location_id THEN 3 ELSE 4 END, n.id LIMIT 1
) n ON true
WHERE l.id = ANY (%s)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `ROWS`. `street` is empty where it is not known or not told."""

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
    time_zone: str
    latitude: float | None
    longitude: float | None
    """Degrees; of a confidential place: those of its town."""
    confidential: bool
    approximate: bool
    """The point is that of a ZIP code or town."""
    phone: str
    extension: str
    checked_on: date | None
    serves: list[str]
    min_age: float | None
    max_age: float | None
    free: bool | None
    capacity: str
    remote: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing a card says of why it is here: a code for the words of a page, and its values."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card(Row):
    """One listing as it is shown. `miles` is empty where the distance is not known or not told."""

    miles: float | None
    opening: Opening
    reasons: tuple[Reason, ...]

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it is, in degrees."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


def cards(
    hits: Iterable[Hit], *, wanted_at: datetime, zone: str, spot: Spot | None
) -> tuple[Card, ...]:
    """Return the cards in the order of the hits. Two queries, however many they are."""
    miles = {hit.id: hit.miles for hit in hits}
    if not miles:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [list(miles)])
        rows = {values[0]: values for values in cursor.fetchall()}
    told = [rows[pk] for pk in miles if pk in rows]
    found = [Row(*values) for values in told]
    known = openings_of(
        [Site(row.id, row.service, row.location, row.state, row.time_zone) for row in found],
        wanted_at,
        zone,
    )
    return tuple(
        Card(*(*values, miles[row.id], known[row.id], tuple(_reasons(row, spot))))
        for values, row in zip(told, found, strict=True)
    )


def _reasons(row: Row, spot: Spot | None) -> Iterable[Reason]:
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
