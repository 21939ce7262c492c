"""A small invented directory around Framingham: open, closed, unknown, hidden, by phone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from tests.directory.records import as_feed, made
from tests.world import NOW

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOLLIS, UNION = (42.277, -71.416), (42.279, -71.411)
KREYOL = "Manje gratis pou nenpòt moun ki abite toupre."
STREET = "14 Larchmere Lane"


@dataclass
class Invented:
    """Listings by a short name."""

    open: UUID
    closed: UUID
    unknown: UUID
    hidden: UUID
    phone: UUID


def invent(today: date) -> Invented:
    """Write the directory: one pantry is open all of today, one on another day only."""
    from hubtable.directory.actions.listing import list_everything
    from hubtable.directory.actions.placing import know_places

    other = DAYS[(today.weekday() + 3) % 7]
    with as_feed():
        know_places(by=None, at=NOW)
        made_ = Invented(
            open=_pantry("Mill Street Food Pantry", HOLLIS, ",".join(DAYS), "508-555-0101"),
            closed=_pantry("Elm Corner Food Pantry", UNION, other, "508-555-0102"),
            unknown=_pantry("Saint Odile Food Pantry", (42.30, -71.43), "", ""),
            hidden=_hidden(),
            phone=_by_phone(),
        )
        _translate(made_.open)
        list_everything(by=None, at=NOW)
    return made_


def _pantry(name: str, point: tuple[float, float], days: str, number: str) -> UUID:
    from hubtable.directory import models as m

    service = _service(name, "Food Pantry", minimum_age=18.0, checked_on=date(2026, 9, 12))
    place = made(m.Location, name=name, latitude=point[0], longitude=point[1], precision="exact")
    made(
        m.Address, location=place, address_1=f"{len(name)} Hollis Court", city="Framingham",
        state_province="MA", postal_code="01702", country="US",
    )  # fmt: skip
    at = made(m.ServiceAtLocation, service=service, location=place)
    if days:
        made(
            m.Schedule, service=service, freq="WEEKLY", byday=days, opens_at=time(0, 0),
            closes_at=time(23, 59),
        )  # fmt: skip
    if number:
        made(m.Phone, service=service, number=number)
    return UUID(str(at.id))


def _hidden() -> UUID:
    from hubtable.directory import models as m

    service = _service("Quiet House", "Emergency Shelter")
    place = made(m.Location, name="Quiet House", confidential=False)
    made(m.Address, location=place, city="Natick", state_province="MA", country="US")
    at = made(m.ServiceAtLocation, service=service, location=place)
    made(m.Phone, service=service, number="508-555-0177")
    return UUID(str(at.id))


def _by_phone() -> UUID:
    service = _service("Tenant Help Line", "Eviction Prevention", url="javascript:alert(1)")
    return UUID(str(service.id))


def _service(name: str, term: str, **values: Any) -> Any:
    from hubtable.directory import models as m

    organization = made(m.Organization, name=f"{name} Friends")
    service = made(
        m.Service, organization=organization, name=name,
        description="Free food for anybody who lives near.", **values,
    )  # fmt: skip
    found = m.TaxonomyTerm.objects.filter(name=term).first() or made(m.TaxonomyTerm, name=term)
    made(m.Attribute, link_id=service.id, link_entity="service", taxonomy_term=found)
    return service


def _translate(listing: UUID) -> None:
    """Give the Haitian Creole of one description, reviewed; the French waits for a review."""
    from hubtable.directory import models as m

    service = m.ServiceAtLocation.objects.get(pk=listing).service
    for language, reviewed in (("ht", NOW), ("fr", None)):
        m.Translation.objects.create(
            record=service.id, kind="service", field="description", language=language,
            text=KREYOL, of=service.description, translator="M. Rey",
            translated_on=NOW.date() - timedelta(days=30), reviewed_at=reviewed,
        )  # fmt: skip


def hide(world: Any, listing: UUID, at: datetime = NOW) -> None:
    """Hide the shelter after its street was written, as a steward does."""
    from hubtable.directory import models as m
    from hubtable.directory.actions import hiding
    from hubtable.directory.actions import listing as listings
    from tests.world import as_seat

    place = m.ServiceAtLocation.objects.get(pk=listing).location
    with as_feed():
        m.Address.objects.filter(location=place).update(address_1=STREET)
    with as_seat(world["steward"]):
        hiding.hide(by=world["steward"], at=at, location=place.id, version=place.version)
    with as_feed():
        listings.list_everything(by=None, at=at)
