"""The directory as its stewards see it: whole records, ended and hidden ones too."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hubtable.directory.models import Change, ConfidentialPlace, ServiceAtLocation
from hubtable.directory.models.kinds import OF_KIND
from hubtable.directory.rules.editing import KINDS
from hubtable.directory.rules.verifying import overdue

PAGE = 50
LISTED = """
SELECT o.id, o.name, o.alternate_name, o.checked_on, o.missing_since, coalesce(f.name, ''),
    (SELECT count(*) FROM directory_service s
        WHERE s.organization_id = o.id AND s.ended_at IS NULL),
    (SELECT string_agg(DISTINCT d.city, ', ' ORDER BY d.city) FROM directory_service s
        JOIN directory_serviceatlocation p ON p.service_id = s.id AND p.ended_at IS NULL
        JOIN directory_address d ON d.location_id = p.location_id AND d.city <> ''
        WHERE s.organization_id = o.id), count(*) OVER ()
FROM directory_organization o LEFT JOIN directory_source f ON f.id = o.source_id
WHERE o.ended_at IS NULL
  AND (%(q)s = '' OR o.id IN (
    SELECT x.id FROM directory_organization x
    WHERE public.unaccent(x.name || ' ' || x.alternate_name) ILIKE public.unaccent(%(like)s)
    UNION ALL SELECT s.organization_id FROM directory_service s
    WHERE s.ended_at IS NULL AND public.unaccent(s.name) ILIKE public.unaccent(%(like)s)))
  AND (%(state)s <> 'overdue' OR o.checked_on IS NULL OR o.checked_on < %(due)s)
  AND (%(state)s <> 'missing' OR o.missing_since IS NOT NULL)
  AND (%(state)s <> 'empty' OR NOT EXISTS (SELECT FROM directory_service s
        WHERE s.organization_id = o.id AND s.ended_at IS NULL))
  AND (%(state)s <> 'own' OR o.source_id IS NULL)
ORDER BY {order}, o.id LIMIT %(size)s OFFSET %(skip)s
"""
ORDERS = {
    "name": "lower(o.name)",
    "-name": "lower(o.name) DESC",
    "checked": "o.checked_on NULLS FIRST",
    "-checked": "o.checked_on DESC NULLS LAST",
    "services": "7",
    "-services": "7 DESC",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One organization of the list."""

    id: UUID
    name: str
    alternate_name: str
    checked_on: date | None
    missing_since: datetime | None
    source: str
    services: int
    towns: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list, and how many there are."""

    rows: tuple[Row, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class Kept:
    """A record with its values, and the records below it by kind."""

    kind: str
    id: UUID
    version: int
    values: Mapping[str, Any]
    source: str = ""
    checked_on: date | None = None
    missing_since: datetime | None = None
    ended_at: datetime | None = None
    confidential: bool = False
    links: Mapping[str, UUID] = field(default_factory=dict)
    below: Mapping[str, tuple["Kept", ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called on pages."""
        values = self.values
        return str(values.get("name") or values.get("number") or values.get("city") or "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history."""

    act: UUID
    record: UUID
    kind: str
    field: str
    before: Any
    after: Any
    at: datetime
    seat: UUID | None
    """Who; null where a feed did it."""
    how: str


def organizations(q: str, state: str, sort: str, page: int, today: date) -> Listed:
    """Return one page of the list of organizations, searched by their and their services' names."""
    like = "%" + re.sub(r"([\\%_])", r"\\\1", q.strip()) + "%"
    given: dict[str, Any] = {
        "q": q, "like": like, "state": state, "due": overdue(today), "size": PAGE,
        "skip": (page - 1) * PAGE,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(LISTED.format(order=ORDERS.get(sort, ORDERS["name"])), given)
        found = cursor.fetchall()
    due = overdue(today)
    rows = (
        Row(pk, name, known, on, gone, source, many, towns or "", on is None or on < due)
        for pk, name, known, on, gone, source, many, towns, _ in found
    )
    return Listed(tuple(rows), found[0][8] if found else 0)


def record_of(kind: str, pk: UUID) -> Kept | None:
    """Return one record, with what is kept of a confidential place where the seat may see it."""
    found = OF_KIND[kind].objects.select_related("source").filter(pk=pk).first()
    return _kept(kind, found) if found else None


def organization(pk: UUID) -> Kept | None:
    """Return an organization with everything below it."""
    card = record_of("organization", pk)
    if card is None:
        return None
    there = ServiceAtLocation.objects.filter(service__organization=pk, ended_at=None)
    return _with(
        card,
        service=_rows("service", organization_id=pk),
        location=(
            *_rows("location", organization_id=pk),
            *_rows("location", pk__in=there.values("location_id"), organization_id=None),
        ),
        phone=_rows("phone", organization_id=pk),
        contact=_rows("contact", organization_id=pk),
    )


def service(pk: UUID) -> Kept | None:
    """Return a service with everything below it, its organization and its places."""
    card = record_of("service", pk)
    if card is None:
        return None
    kinds = ("phone", "schedule", "language", "contact", "service_area", "service_capacity")
    places = ServiceAtLocation.objects.filter(service=pk, ended_at=None).values("location_id")
    return _with(
        card,
        organization=_rows("organization", pk=card.links["organization"]),
        location=_rows("location", pk__in=places),
        service_at_location=_rows("service_at_location", service_id=pk),
        **{kind: _rows(kind, service_id=pk) for kind in kinds},
    )


def location(pk: UUID) -> Kept | None:
    """Return a location with everything below it, and the services given there."""
    card = record_of("location", pk)
    if card is None:
        return None
    kinds = ("address", "phone", "schedule", "language")
    here = ServiceAtLocation.objects.filter(location=pk, ended_at=None).values("service_id")
    return _with(
        card,
        service=_rows("service", pk__in=here),
        **{kind: _rows(kind, location_id=pk) for kind in kinds},
    )


def history(records: Iterable[UUID], limit: int = 40) -> tuple[Line, ...]:
    """Return what changed of some records, the newest first."""
    found = Change.objects.filter(record__in=list(records)).order_by("-at", "field")[:limit]
    return tuple(
        Line(one.act, one.record, one.table, one.field, one.before, one.after, one.at, one.seat,
             one.how)
        for one in found
    )  # fmt: skip


def _with(card: Kept, **below: tuple[Kept, ...]) -> Kept:
    return Kept(
        card.kind, card.id, card.version, card.values, card.source, card.checked_on,
        card.missing_since, card.ended_at, card.confidential, card.links, below,
    )  # fmt: skip


def _rows(kind: str, **narrow: Any) -> tuple[Kept, ...]:
    found = OF_KIND[kind].objects.select_related("source").filter(ended_at=None, **narrow)
    return tuple(_kept(kind, one) for one in found.order_by("added_at", "id"))


def _kept(kind: str, row: Any) -> Kept:
    values = {one.name: getattr(row, one.name) for one in KINDS.get(kind, ())}
    links = {
        parent: getattr(row, f"{parent}_id")
        for parent in ("organization", "service", "location")
        if getattr(row, f"{parent}_id", None)
    }
    place = row.pk if kind == "location" else links.get("location")
    held = _held(place, kind, row.pk) if kind in ("location", "address") else {}
    return Kept(
        kind,
        row.pk,
        row.version,
        values | {name: value for name, value in held.items() if name in values},
        row.source.name if row.source else "",
        getattr(row, "checked_on", None),
        row.missing_since,
        row.ended_at,
        getattr(row, "confidential", bool(held)),
        links,
    )


def _held(place: UUID | None, kind: str, pk: UUID) -> dict[str, Any]:
    """Return what is kept of a confidential place; nothing to whoever may not see it."""
    kept = ConfidentialPlace.objects.filter(pk=place).first()
    if kept is None:
        return {}
    point = {"latitude": kept.latitude, "longitude": kept.longitude}
    return dict(kept.held.get(kind, {}).get(str(pk), {})) | (point if kind == "location" else {})


def act_of(act: UUID) -> tuple[str, UUID] | None:
    """Return the kind and id of the record a saving changed; also when it was taken back."""
    return Change.objects.filter(act=act).values_list("table", "record").first()
