"""A small invented directory with what feeds seldom have, a confidential shelter among it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from tests.directory.records import as_feed, made
from tests.world import NOW, World, as_seat

CANARY = "Harrowgate"
"""Stands in the street of the shelter, and nowhere may it be told."""
HIDDEN_POINT = (42.3456789, -71.4567891)
FEBRUARY = datetime(2026, 2, 3, 9, 30, 0, 250_000, tzinfo=UTC)


@dataclass
class Invented:
    """Ids by what is said of them."""

    ids: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> str:
        """Return the id of a record."""
        try:
            return self.__dict__["ids"][name]
        except KeyError:
            raise AttributeError(name) from None


def invent(world: World) -> Invented:
    """Make the directory, hide the shelter, and make the listings."""
    from hubtable.directory import models as m
    from hubtable.directory.actions.hiding import hide
    from hubtable.directory.actions.listing import list_everything

    found: dict[str, Any] = {}
    with as_feed():
        _organizations(m, found)
        _places(m, found)
        _services(m, found)
        _beside(m, found)
    with as_seat(world["steward"]):
        hide(by=world["steward"], at=NOW, location=found["shelter"].id, version=1)
    with as_feed():
        list_everything(by=None, at=NOW)
    return Invented({name: str(one.id) for name, one in found.items()})


def _organizations(m: Any, found: dict[str, Any]) -> None:
    found["pantries"] = made(
        m.Organization,
        name="Elm Street Pantries",
        description="Food for everybody.",
        website="https://pantry.example.org/find us",
        email="hello@pantry.example.org",
        year_incorporated=1971,
    )
    found["refuge"] = made(m.Organization, name="Lantern Refuge", website="lantern.example.org")
    found["program"] = made(m.Program, organization=found["pantries"], name="Winter")
    found["taxonomy"] = made(m.Taxonomy, name="Needs", version_of_taxonomy="2")
    found["food"] = made(m.TaxonomyTerm, name="Food", code="F", taxonomy=found["taxonomy"])
    found["bread"] = made(
        m.TaxonomyTerm, name="Bread", code="FB", taxonomy=found["taxonomy"], parent=found["food"]
    )


def _places(m: Any, found: dict[str, Any]) -> None:
    found["hall"] = made(
        m.Location, name="Church hall", latitude=42.2793, longitude=-71.4162, precision="exact"
    )
    made(
        m.Address,
        location=found["hall"],
        address_1="5 Elm Street",
        city="Framingham",
        state_province="MA",
        postal_code="01702",
        country="US",
    )
    found["shelter"] = made(
        m.Location,
        name="Safe house",
        description=f"The third door of 12 {CANARY} Lane.",
        transportation=f"Bus 7 to 12 {CANARY} Lane",
        latitude=HIDDEN_POINT[0],
        longitude=HIDDEN_POINT[1],
        precision="exact",
        external_identifier="parcel-77",
    )
    made(
        m.Address,
        location=found["shelter"],
        address_1=f"12 {CANARY} Lane",
        city="Natick",
        state_province="MA",
        postal_code="01760",
        country="US",
    )
    found["far"] = made(m.Location, latitude=42.2626, longitude=-71.8023, precision="exact")


def _services(m: Any, found: dict[str, Any]) -> None:
    given: dict[str, dict[str, Any]] = {
        "bags": {"organization": "pantries", "program": "program", "description": "Bags of food."},
        "loaves": {"organization": "pantries", "last_modified": FEBRUARY},
        "beds": {"organization": "refuge", "status": "temporarily closed", "minimum_age": 18.0},
    }
    for name, values in given.items():
        links = {
            key: found[value] if key in ("organization", "program") else value
            for key, value in values.items()
        }
        found[name] = made(m.Service, name=name.capitalize(), **links)
    for service, place in (("bags", "hall"), ("bags", "far"), ("beds", "shelter")):
        found[f"{service}_at_{place}"] = made(
            m.ServiceAtLocation, service=found[service], location=found[place]
        )


def _beside(m: Any, found: dict[str, Any]) -> None:
    made(m.Attribute, link_id=found["bags"].id, taxonomy_term=found["food"])
    made(
        m.Attribute, link_id=found["loaves"].id, link_entity="service", taxonomy_term=found["bread"]
    )
    made(m.ServiceArea, service=found["loaves"], name="Natick, MA")
    contact = made(m.Contact, service=found["bags"], name="The desk", email="not a mail address")
    phone = made(m.Phone, contact=contact, number="(508) 555-0142", extension="007")
    found["phone"] = phone
    made(m.Language, phone=phone, name="Spanish", code="es")
    made(m.Url, service=found["bags"], url="https://pantry.example.org/bags", label_of_link="Bags")
    made(
        m.Schedule,
        service=found["bags"],
        freq="WEEKLY",
        byday="TU",
        opens_at=time(9, 30),
        closes_at=time(12),
        valid_from=date(2026, 1, 1),
        wkst="",
    )
    made(m.Schedule, service=found["bags"], holiday="closed", valid_from=date(2026, 12, 25))
    made(m.CostOption, service=found["beds"], option="A night", amount="12.50", currency="USD")
    unit = made(m.Unit, name="Beds")
    made(m.ServiceCapacity, service=found["beds"], unit=unit, available=3.0, updated=FEBRUARY)
    made(m.ServiceCapacity, service=found["bags"], status="waiting_list", told_at=NOW)
    made(m.Metadata, resource_id=found["bags"].id, field_name="name", updated_by="Somebody")
    made(m.MetaTableDescription, name="service", language="en")
