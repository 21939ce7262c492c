"""The Hub itself: its name, its towns, and what asks for attention."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.hubs.models import Confidentiality, Hub, Person, Town
from hubtable.hubs.queries.agencies import agencies
from hubtable.hubs.queries.people import in_force
from hubtable.hubs.queries.tables import TableRow, tables
from hubtable.hubs.rules.agreements import Standing
from hubtable.kernel.seat import Seat


@dataclass(frozen=True, slots=True)
class TownCard:
    """A town the Hub serves."""

    id: UUID
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class HubCard:
    """What the Hub is called."""

    name: str
    time_zone: str
    version: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The Hub at one look."""

    towns: tuple[TownCard, ...]
    tables: tuple[TableRow, ...]
    agencies: int
    ending: int
    without_agreement: int
    people: int
    not_signed: int


def hub(by: Seat) -> HubCard:
    """Return what the Hub is called."""
    row = Hub.objects.get(pk=by.hub)
    return HubCard(row.name, row.time_zone, row.version)


def towns(by: Seat) -> tuple[TownCard, ...]:
    """Return the towns the Hub serves, by name."""
    rows = Town.objects.filter(hub=by.hub, ends_at=None).order_by("name", "state")
    return tuple(TownCard(row.pk, row.name, row.state) for row in rows)


def town(by: Seat, wanted: UUID) -> TownCard | None:
    """Return one town the Hub serves."""
    return next((card for card in towns(by) if card.id == wanted), None)


def overview(by: Seat, now: datetime) -> Overview:
    """Return the Hub at one look."""
    listed = [row for row in agencies(by, now) if not row.ended]
    signed = Confidentiality.objects.filter(in_force(now), hub=by.hub).values("person")
    people = Person.objects.filter(hub=by.hub, ends_at=None)
    return Overview(
        towns=towns(by),
        tables=tuple(row for row in tables(by) if row.ends_at is None),
        agencies=len(listed),
        ending=sum(row.standing is Standing.ENDING for row in listed),
        without_agreement=sum(row.standing is Standing.NONE for row in listed),
        people=people.count(),
        not_signed=people.exclude(pk__in=signed).count(),
    )
