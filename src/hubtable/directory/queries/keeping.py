"""The directory as its stewards see it: whole records, ended and hidden ones too."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from hubtable.directory.models import (
    Change,
    ConfidentialPlace,
    Listing,
    Location,
    ServiceAtLocation,
)
from hubtable.directory.models.kinds import OF_KIND
from hubtable.directory.rules.editing import KINDS, PARENTS
from hubtable.directory.rules.verifying import overdue

PAGE = 50
RECENT = 20
"""Of each kind: records that were taken out and whose history is shown."""
OF_SERVICE = (
    *("phone", "language", "contact", "service_area", "service_capacity"),
    *("insurance_accepted", "contact_way", "service_at_location"),
)
ALONG = {"attribute": ("taxonomy_term__taxonomy",), "service_at_location": ("location",)}
"""What is read along with records that tie two."""
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
    found = _of(kind).filter(pk=pk).first()
    return _kept(kind, found, _held(kind, [found])) if found else None


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
    places = ServiceAtLocation.objects.filter(service=pk, ended_at=None).values("location_id")
    return _with(
        card,
        organization=_rows("organization", pk=card.links["organization"]),
        location=_rows("location", pk__in=places),
        attribute=_rows("attribute", link_id=pk, taxonomy_term__isnull=False),
        **_hours(service_id=pk),
        **{kind: _rows(kind, service_id=pk) for kind in OF_SERVICE},
    )


def location(pk: UUID) -> Kept | None:
    """Return a location with everything below it, and the services given there."""
    card = record_of("location", pk)
    if card is None:
        return None
    kinds = ("address", "phone", "language")
    here = ServiceAtLocation.objects.filter(location=pk, ended_at=None).values("service_id")
    return _with(
        card,
        service=_rows("service", pk__in=here),
        **_hours(location_id=pk),
        **{kind: _rows(kind, location_id=pk) for kind in kinds},
    )


def places_of(organization: UUID, but: Iterable[UUID]) -> tuple[Kept, ...]:
    """Return the places of an organization, and those where others of its services are given."""
    tied = ServiceAtLocation.objects.filter(service__organization=organization, ended_at=None)
    own = Q(organization_id=organization) | Q(pk__in=tied.values("location_id"))
    found = Location.objects.filter(own, ended_at=None).exclude(pk__in=list(but))
    return _rows("location", pk__in=found.values("pk"))


def state_of(kind: str, pk: UUID) -> str:
    """Return the state a service or place lies in, as its listings say; empty where unknown."""
    whose = {f"{kind}_id": pk}
    found = Listing.objects.filter(**whose).exclude(state="").values_list("state", flat=True)
    return str(found.first() or "")


def gone(card: Kept) -> tuple[UUID, ...]:
    """Return the ids of what belonged to a record and was taken out: its history goes on here."""
    found: list[UUID] = []
    for kind in KINDS:
        if card.kind not in PARENTS[kind] or kind in ("service", "location", "holiday_hours"):
            continue
        whose = {"link_id" if kind == "attribute" else f"{card.kind}_id": card.id}
        ended = OF_KIND[kind].objects.filter(ended_at__isnull=False, **whose)
        found += ended.order_by("-ended_at").values_list("pk", flat=True)[:RECENT]
    return tuple(found)


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


def _hours(**whose: UUID) -> dict[str, tuple[Kept, ...]]:
    return {
        "schedule": _rows("schedule", holiday="", **whose),
        "holiday_hours": _rows("holiday_hours", **whose, holiday__in=("closed", "open")),
    }


def _rows(kind: str, **narrow: Any) -> tuple[Kept, ...]:
    found = list(_of(kind).filter(ended_at=None, **narrow).order_by("added_at", "id"))
    held = _held(kind, found)
    return tuple(_kept(kind, one, held) for one in found)


def _of(kind: str) -> Any:
    return OF_KIND[kind].objects.select_related("source", *ALONG.get(kind, ()))


def _kept(kind: str, row: Any, places: Mapping[UUID, ConfidentialPlace]) -> Kept:
    whose: Any = row.pk if kind == "location" else getattr(row, "location_id", None)
    place = places.get(whose)
    held = _secret(kind, row.pk, place) if place and kind in ("location", "address") else {}
    values = {one.name: getattr(row, one.name) for one in KINDS.get(kind, ())} | _tied(kind, row)
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
        _links(kind, row),
    )


def _tied(kind: str, row: Any) -> dict[str, str]:
    """Return the name of what a record ties to."""
    if kind == "attribute":
        term = row.taxonomy_term
        whose = term.taxonomy.name if term and term.taxonomy else ""
        return {"name": term.name if term else row.value, "taxonomy": whose}
    return {"name": row.location.name} if kind == "service_at_location" else {}


def _links(kind: str, row: Any) -> dict[str, UUID]:
    if kind == "attribute":
        return {row.link_entity: row.link_id}
    return {
        parent: getattr(row, f"{parent}_id")
        for parent in ("organization", "service", "location")
        if getattr(row, f"{parent}_id", None)
    }


def _held(kind: str, rows: Iterable[Any]) -> Mapping[UUID, ConfidentialPlace]:
    """Return what is kept of confidential places by place; nothing to whoever may not see it."""
    if kind not in ("location", "address"):
        return {}
    places = [row.pk if kind == "location" else row.location_id for row in rows]
    return {one.pk: one for one in ConfidentialPlace.objects.filter(pk__in=places)}


def _secret(kind: str, pk: UUID, kept: ConfidentialPlace) -> dict[str, Any]:
    point = {"latitude": kept.latitude, "longitude": kept.longitude}
    return dict(kept.held.get(kind, {}).get(str(pk), {})) | (point if kind == "location" else {})


def kept_apart(kind: str, row: Any) -> dict[str, Any]:
    """Return the fields of a record that are kept apart; none for whoever may not see them."""
    places = _held(kind, [row])
    names = {one.name for one in KINDS.get(kind, ())}
    found = _secret(kind, row.pk, next(iter(places.values()))) if places else {}
    return {name: value for name, value in found.items() if name in names}


def act_of(act: UUID) -> tuple[str, UUID] | None:
    """Return the kind and id of the record a saving changed; also when it was taken back."""
    return Change.objects.filter(act=act).values_list("table", "record").first()
